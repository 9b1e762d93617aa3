import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { halfToNumber, numberToHalf, packTensors, takeTensor, unpackTensors } from '../../../src/prob';

describe('binary16', () => {
  test('every finite half survives the way through a number', () => {
    const finite = Array.from({ length: 0x10000 }, (_, bits) => bits).filter(
      (bits) => (bits & 0x7c00) !== 0x7c00,
    );
    expect(finite.filter((bits) => numberToHalf(halfToNumber(bits)) !== bits)).toEqual([]);
  });

  test('rounding is to one of the two neighbours, the nearer', () => {
    fc.assert(
      fc.property(fc.double({ min: -60000, max: 60000, noNaN: true }), (value) => {
        const spacing = 2 ** (Math.max(-14, Math.floor(Math.log2(Math.abs(value) || 1))) - 10);
        expect(Math.abs(halfToNumber(numberToHalf(value)) - value)).toBeLessThanOrEqual(spacing / 2 + 1e-12);
      }),
    );
    expect(halfToNumber(numberToHalf(1e6))).toBe(Number.POSITIVE_INFINITY);
    expect(halfToNumber(numberToHalf(Number.NaN))).toBeNaN();
  });
});

describe('packed tensors', () => {
  const tensors = new Map([
    ['a', { shape: [3], values: Float32Array.of(1, -2, 0.5) }],
    ['b', { shape: [2, 2], values: Float32Array.of(4, 5, 6, 7) }],
  ]);

  test('come back as they were', () => {
    for (const type of ['float16', 'float32'] as const) {
      const { entries, bytes } = packTensors(tensors, type);
      const back = unpackTensors('test', JSON.parse(JSON.stringify(entries)), bytes);
      expect(takeTensor('test', back, 'a', [3])).toEqual(tensors.get('a')!.values);
      expect(takeTensor('test', back, 'b', [2, 2])).toEqual(tensors.get('b')!.values);
    }
  });

  test('what is wrong is said in a sentence', () => {
    const { entries, bytes } = packTensors(tensors, 'float32');
    expect(() => unpackTensors('test', 'nonsense', bytes)).toThrow('no valid table of tensors');
    expect(() => unpackTensors('test', entries, bytes.slice(0, 20))).toThrow('cut short');
    const back = unpackTensors('test', entries, bytes);
    expect(() => takeTensor('test', back, 'c', [1])).toThrow('has no "c"');
    expect(() => takeTensor('test', back, 'b', [4])).toThrow('"b" is 2x2, not 4');
    new Float32Array(bytes)[0] = Number.NaN;
    expect(() => unpackTensors('test', entries, bytes)).toThrow('not a number');
  });
});

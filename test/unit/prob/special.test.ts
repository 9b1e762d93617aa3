import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { digamma, logGamma, logSumExp, softmax, softplus } from '../../../src/prob';

describe('special functions', () => {
  test('logGamma gives factorials and the half', () => {
    let factorial = 1;
    for (let n = 1; n < 15; n++) {
      expect(logGamma(n)).toBeCloseTo(Math.log(factorial), 11);
      factorial *= n;
    }
    expect(logGamma(0.5)).toBeCloseTo(0.5 * Math.log(Math.PI), 12);
  });

  test('digamma is its derivative, and obeys its recurrence', () => {
    expect(digamma(1)).toBeCloseTo(-0.5772156649015329, 11);
    fc.assert(
      fc.property(fc.double({ min: 0.05, max: 40, noNaN: true }), (x) => {
        expect(digamma(x + 1)).toBeCloseTo(digamma(x) + 1 / x, 9);
        const step = 1e-4 * x;
        expect((logGamma(x + step) - logGamma(x - step)) / (2 * step)).toBeCloseTo(digamma(x), 4);
      }),
    );
  });

  test('logSumExp stays finite where exp does not, and shifts with its input', () => {
    expect(logSumExp([1000, 1000])).toBeCloseTo(1000 + Math.log(2), 10);
    expect(logSumExp([-1000, -1001])).toBeCloseTo(-1000 + Math.log1p(Math.exp(-1)), 10);
    expect(logSumExp([])).toBe(Number.NEGATIVE_INFINITY);
    expect([...softmax([800, 800, Number.NEGATIVE_INFINITY])]).toEqual([0.5, 0.5, 0]);
  });

  test('softplus is log(1 + exp) where that can be computed', () => {
    for (const value of [-20, -3, 0, 0.5, 3, 20]) {
      expect(softplus(value)).toBeCloseTo(Math.log(1 + Math.exp(value)), 8);
    }
    expect(softplus(1000)).toBe(1000);
    expect(softplus(-1000)).toBe(0);
  });
});

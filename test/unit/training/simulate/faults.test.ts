import { expect, test } from 'vitest';
import { decodeSrgb, type EncodedRaster } from '../../../../src/colour';
import { createRng } from '../../../../src/core';
import { applyFault, drawFault, NO_FAULT } from '../../../../src/training/simulate/faults';
import { makeVariants } from '../../../../src/training/simulate/variants';

/** Every 8-bit code once, in grey. */
const ramp: EncodedRaster = {
  width: 256,
  height: 1,
  space: 'srgb',
  data: Uint8ClampedArray.from({ length: 1024 }, (_, i) => (i % 4 === 3 ? 255 : Math.floor(i / 4))),
};

test('no fault leaves every code as it is', () => {
  expect(applyFault(ramp, NO_FAULT).data).toEqual(ramp.data);
});

test('one stop under is half the light', () => {
  const under = applyFault(ramp, { ...NO_FAULT, kind: 'under', ev: -1 });
  const light = (raster: EncodedRaster, code: number) => decodeSrgb(raster.data[4 * code] / 255);
  expect(light(under, 200) / light(ramp, 200)).toBeCloseTo(0.5, 2);
  expect(under.data[4 * 200 + 3]).toBe(255);
});

test('over clips to white, and a veil lifts black', () => {
  const over = applyFault(ramp, { ...NO_FAULT, kind: 'over', ev: 1 });
  expect(over.data[4 * 255]).toBe(255);
  expect(over.data[4 * 200]).toBe(255);
  const flat = applyFault(ramp, { ...NO_FAULT, kind: 'flat', veil: 0.05 });
  expect(flat.data[0]).toBeGreaterThan(50);
  expect(flat.data[4 * 255]).toBe(255);
});

test('casts keep the product of the gains, and faults of all kinds come up', () => {
  const rng = createRng(3);
  const kinds = new Set<string>();
  for (let i = 0; i < 200; i++) {
    const fault = drawFault(rng);
    kinds.add(fault.kind);
    expect(fault.cast[0] * fault.cast[1] * fault.cast[2]).toBeCloseTo(1, 10);
    expect(Math.abs(fault.ev)).toBeLessThan(2.2);
  }
  expect(kinds).toEqual(new Set(['none', 'under', 'over', 'cast', 'flat']));
});

test('variants of a group are the same in every run, the first is the source', () => {
  const options = { group: 4, count: 4, seed: 9 };
  const once = makeVariants(ramp, options);
  const again = makeVariants(ramp, options);
  expect(once[0].raster).toBe(ramp);
  expect(again.map(({ fault }) => fault)).toEqual(once.map(({ fault }) => fault));
  expect(makeVariants(ramp, { ...options, group: 5 })[1].fault).not.toEqual(once[1].fault);
});

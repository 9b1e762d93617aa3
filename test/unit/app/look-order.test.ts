import { describe, expect, it } from 'vitest';
import { orderLooks, seedFor } from '../../../src/app/look-order';

describe('orderLooks', () => {
  const found = [
    { name: 'a', logProb: 1, style: 0 },
    { name: 'b', logProb: 3, style: 2 },
    { name: 'c', logProb: 2, style: 0 },
  ];

  it('puts the likeliest first and marks the style that taste leads to', () => {
    const ordered = orderLooks(found, [0.6, 0.3, 0.1]);
    expect(ordered.map(({ name }) => name)).toEqual(['b', 'c', 'a']);
    expect(ordered.map(({ isYours }) => isYours)).toEqual([false, true, true]);
  });

  it('marks nothing as yours before anything is known', () => {
    expect(orderLooks(found, undefined).some(({ isYours }) => isYours)).toBe(false);
  });
});

describe('seedFor', () => {
  const photo = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';

  it('is the same for the same photo and round, another for every further round', () => {
    const seeds = Array.from({ length: 20 }, (_, round) => seedFor(photo, round));
    expect(seeds[0]).toBe(seedFor(photo, 0));
    expect(new Set(seeds).size).toBe(20);
    expect(seeds.every((seed) => Number.isInteger(seed) && seed >= 0)).toBe(true);
  });
});

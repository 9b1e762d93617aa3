import { describe, expect, it } from 'vitest';
import { markYours, seedFor } from '../../../src/app/look-order';

describe('markYours', () => {
  const found = [
    { name: 'a', style: 0 },
    { name: 'b', style: 2 },
    { name: 'c', style: 0 },
  ];

  it('marks the style that taste leads to and keeps the order', () => {
    const marked = markYours(found, [0.6, 0.3, 0.1]);
    expect(marked.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
    expect(marked.map(({ isYours }) => isYours)).toEqual([true, false, true]);
  });

  it('marks nothing as yours before anything is known', () => {
    expect(markYours(found, undefined).some(({ isYours }) => isYours)).toBe(false);
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

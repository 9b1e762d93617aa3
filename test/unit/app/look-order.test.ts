import { describe, expect, it } from 'vitest';
import { exchange, markYours, seedFor } from '../../../src/app/look-order';
import { noHabits } from '../../../src/taste';

describe('markYours', () => {
  const found = [
    { name: 'a', style: 0 },
    { name: 'b', style: 2 },
    { name: 'c', style: 0 },
  ];

  const belief = {
    styles: Float64Array.of(0.6, 0.3, 0.1),
    shift: new Float64Array(3),
    scale: new Float64Array(3).fill(1),
    habits: noHabits(),
    own: 0.9,
  };

  it('marks the style that taste leads to and keeps the order', () => {
    const marked = markYours(found, { belief, edits: 3 });
    expect(marked.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
    expect(marked.map(({ isYours }) => isYours)).toEqual([true, false, true]);
  });

  it('marks nothing as yours before there are three edits', () => {
    expect(markYours(found, undefined).some(({ isYours }) => isYours)).toBe(false);
    expect(markYours(found, { belief, edits: 2 }).some(({ isYours }) => isYours)).toBe(false);
  });
});

describe('seedFor', () => {
  const photo = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';

  it('is another for every photo and every further round', () => {
    const seeds = Array.from({ length: 20 }, (_, round) => seedFor(photo, round));
    expect(seedFor(`c${photo.slice(1)}`, 0)).not.toBe(seeds[0]);
    expect(new Set(seeds).size).toBe(20);
    expect(seeds.every((seed) => Number.isInteger(seed) && seed >= 0)).toBe(true);
  });
});

describe('exchange', () => {
  it('puts another, or none, in an item’s place and leaves the rest', () => {
    const items = [{ id: 'a' }, { id: 'b' }, { id: 'c' }];
    expect(exchange(items, 'b', { id: 'x' }).map(({ id }) => id)).toEqual(['a', 'x', 'c']);
    expect(exchange(items, 'b', undefined).map(({ id }) => id)).toEqual(['a', 'c']);
    expect(exchange(items, 'z', { id: 'x' })).toEqual(items);
  });
});

import { describe, expect, test } from 'vitest';
import { similarGroups } from '../../../src/evaluation/fig7';
import { asAdjustments, type RawEdit } from '../../../src/evaluation/replay';

describe('raw settings as moves of a rendered photo', () => {
  const raw = (Temperature: number, Tint: number): RawEdit => ({
    ...{ Temperature, Tint, Exposure2012: 1.5, Contrast2012: 46, Highlights2012: -99, Shadows2012: 100 },
    ...{ Whites2012: -54, Blacks2012: 15, Clarity2012: 3, Vibrance: 4, Saturation: -5 },
  });

  test('white is taken from the person’s usual place, in mired; warmer is more', () => {
    const [low, usual, high] = asAdjustments([raw(4000, -10), raw(5000, -6), raw(8000, 4)]);
    expect([low.temp, low.tint]).toEqual([-67, -4]);
    expect([usual.temp, usual.tint]).toEqual([0, 0]);
    // (200 - 125) mired are all of the slider.
    expect([high.temp, high.tint]).toEqual([100, 10]);
  });

  test('the rest is as it was', () => {
    const [{ temp, tint, ...rest }] = asAdjustments([raw(5000, 0)]);
    expect([temp, tint]).toEqual([0, 0]);
    expect(rest).toEqual({
      ...{ exposure: 1.5, contrast: 46, highlights: -99, shadows: 100, whites: -54 },
      ...{ blacks: 15, clarity: 3, vibrance: 4, saturation: -5 },
    });
  });
});

test('groups of similar photos are each alike, apart, and share none', () => {
  const at = (x: number) => [x, 0.01 * x];
  const points = [0, 0.1, 0.2, 5, 5.3, 5.6, 20, 40, 60, 80].map(at);
  const [first, second] = similarGroups(points);
  expect([...first].sort()).toEqual([0, 1, 2]);
  expect(second.filter((index) => first.includes(index))).toEqual([]);
  expect(second).toHaveLength(3);
});

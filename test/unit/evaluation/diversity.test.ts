import { describe, expect, test } from 'vitest';
import {
  diversity,
  leastApart,
  type PhotoDiversity,
  recallAndPrecision,
  SHOWN,
  TOLERANCES,
} from '../../../src/evaluation/diversity';

const flat = (lightness: number) =>
  Float32Array.from({ length: 30 }, (_, i) => (i % 3 === 0 ? lightness : 0));

describe('how far looks are apart', () => {
  test('is 0 for two that are the same, whatever the others', () => {
    expect(leastApart([flat(20), flat(50), flat(50)])).toBe(0);
    expect(leastApart([flat(50)])).toBe(0);
  });

  test('is that of the nearest two', () => {
    const two = leastApart([flat(50), flat(54)]);
    expect(two).toBeGreaterThan(3);
    expect(leastApart([flat(10), flat(50), flat(90), flat(54)])).toBeCloseTo(two, 12);
  });
});

describe('recall and precision', () => {
  // Three edits, two looks: the first look is near two edits, the second near none.
  const apart = [
    [1, 9],
    [2, 8],
    [7, 9],
  ];

  test('count edits that are found, and looks that are apt', () => {
    expect(recallAndPrecision(apart, 3)).toEqual({ recall: 2 / 3, precision: 1 / 2 });
    expect(recallAndPrecision(apart, 0.5)).toEqual({ recall: 0, precision: 0 });
    expect(recallAndPrecision(apart, 9)).toEqual({ recall: 1, precision: 1 });
  });
});

describe('the summary', () => {
  const set = (error: number, share: number) => ({
    best: [
      { e76: error, e00: error / 2 },
      { e76: error + 1, e00: error / 2 },
    ],
    recall: TOLERANCES.map(() => share),
    precision: TOLERANCES.map(() => share),
  });
  const photo = (at: number, looks: number, apart: number): PhotoDiversity => ({
    photo: at,
    looks,
    apart,
    shown: set(3, 0.5),
    plain: [set(3, 0.5), set(7, 0.1)],
    noiseless: [set(4, 0.5), set(4, 0.1)],
  });

  test('holds what was measured: distinct only where all six are there and apart', () => {
    const summary = diversity('toy', 'model', [
      photo(1, SHOWN, 3.1),
      photo(2, SHOWN, 2.9),
      photo(3, SHOWN - 1, 5),
      photo(4, SHOWN, 40),
    ]);
    expect(summary.full).toBe(0.75);
    expect(summary.distinct).toBe(0.5);
    expect(summary.histogram.reduce((sum, count) => sum + count, 0)).toBe(4);
    expect(summary.histogram.at(-1)).toBe(1);
    expect(summary.edits).toBe(8);
    expect(summary.best.shown.e76.mean).toBeCloseTo(3.5, 12);
    // Plain sets are averaged first.
    expect(summary.best.plain.e76.mean).toBeCloseTo(5.5, 12);
    expect(summary.best.difference.e76.mean).toBeCloseTo(-2, 12);
    expect(summary.best.difference.e76.interval).toBeCloseTo(0, 12);
    expect(summary.best.byChoice.e76.mean).toBeCloseTo(-1, 12);
    expect(summary.tolerances[0].shown.recall.mean).toBeCloseTo(0.5, 12);
    expect(summary.tolerances[0].plain.recall.mean).toBeCloseTo(0.3, 12);
  });
});

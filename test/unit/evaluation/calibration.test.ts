import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRng } from '../../../src/core';
import {
  coverage,
  expectedUnevenness,
  PIT_BINS,
  pitHistograms,
  randomisedPit,
  unevenness,
} from '../../../src/evaluation/calibration';

/** A slider as people set it: often 0, else on steps of 0.01 about `centre`. */
function slider(rng: ReturnType<typeof createRng>, centre: number, spread: number): number {
  if (rng.uniform() < 0.4) return 0;
  return Math.round(100 * (centre + spread * rng.normal())) / 100;
}

/** Histograms of edits whose spread is 0.2, by a model that says `spread`. */
function pitOf(spread: number, edits = 4000): number[][] {
  const rng = createRng(3);
  const draws = 19;
  const kept = new Float64Array(edits * 11);
  const drawn = new Float64Array(edits * draws * 11);
  for (let edit = 0; edit < edits; edit++) {
    for (let i = 0; i < 11; i++) {
      kept[edit * 11 + i] = slider(rng, 0.1, 0.2);
      for (let n = 0; n < draws; n++) drawn[(edit * draws + n) * 11 + i] = slider(rng, 0.1, spread);
    }
  }
  return pitHistograms(kept, drawn, rng);
}

describe('the probability integral transform', () => {
  test('lies in (0, 1), rises with the value, and spans its equals', () => {
    const draws = fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(
        draws,
        fc.integer({ min: -6, max: 6 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (list, value, chance) => {
          const pit = randomisedPit(value, list, chance);
          expect(pit).toBeGreaterThanOrEqual(0);
          expect(pit).toBeLessThan(1);
          // The value's own place is the one that the next value does not have below it.
          const own = 1 / (list.length + 1);
          expect(randomisedPit(value + 1, list, 0)).toBeCloseTo(randomisedPit(value, list, 1) - own, 12);
        },
      ),
    );
    expect(randomisedPit(0, [-1, 0, 0, 2], 0)).toBeCloseTo(1 / 5, 12);
    expect(randomisedPit(0, [-1, 0, 0, 2], 1)).toBeCloseTo(4 / 5, 12);
  });

  test('is uniform for the true distribution, its mass at 0 included', () => {
    const expected = expectedUnevenness(4000);
    for (const histogram of pitOf(0.2)) {
      expect(histogram.reduce((sum, count) => sum + count, 0)).toBe(4000);
      expect(unevenness(histogram)).toBeLessThan(1.6 * expected);
      expect(unevenness(histogram)).toBeGreaterThan(0.4 * expected);
      expect(Math.abs(coverage(histogram, 0.5) - 0.5)).toBeLessThan(0.035);
      expect(Math.abs(coverage(histogram, 0.95) - 0.95)).toBeLessThan(0.02);
    }
  });

  test('shows a model that is too sure and one that is not sure enough', () => {
    const [sure] = pitOf(0.05);
    const [unsure] = pitOf(0.6);
    expect(unevenness(sure)).toBeGreaterThan(0.12);
    expect(unevenness(unsure)).toBeGreaterThan(0.12);
    expect(coverage(sure, 0.8)).toBeLessThan(0.7);
    expect(coverage(unsure, 0.8)).toBeGreaterThan(0.9);
  });

  test('intervals end on the bins’ edges', () => {
    const flat = new Array<number>(PIT_BINS).fill(10);
    expect(coverage(flat, 0.5)).toBeCloseTo(0.5, 12);
    expect(coverage(flat, 0.8)).toBeCloseTo(0.8, 12);
    expect(coverage(flat, 0.95)).toBeCloseTo(0.95, 12);
    expect(unevenness(flat)).toBeCloseTo(0, 12);
    expect(unevenness(flat.map((count, i) => (i === 0 ? 400 : 0 * count)))).toBeCloseTo(1 - 1 / PIT_BINS, 12);
  });
});

import type { Rng } from '../core';
import { ADJUSTMENT_COUNT } from '../edit';

/** Bins of a PIT histogram over [0, 1]: edges at 2.5%, so that the intervals below end on them. */
export const PIT_BINS = 40;
/** Central intervals whose coverage is told. */
export const LEVELS = [0.5, 0.8, 0.95] as const;

/**
 * Where a value lies among draws, in (0, 1): the share below it, and of those equal to it (many, at 0) a random part. The
 * value counts among its equals, so that it is exactly uniform for a draw like the others, however few they are.
 */
export function randomisedPit(value: number, draws: ArrayLike<number>, chance: number): number {
  let [below, equal] = [0, 1];
  for (let i = 0; i < draws.length; i++) {
    if (Math.abs(draws[i] - value) < 1e-6) equal += 1;
    else if (draws[i] < value) below += 1;
  }
  return (below + chance * equal) / (draws.length + 1);
}

/**
 * PIT histograms of the sliders, as counts [11][PIT_BINS]: kept [edits * 11], drawn [edits * count * 11], in model units.
 */
export function pitHistograms(kept: ArrayLike<number>, drawn: ArrayLike<number>, rng: Rng): number[][] {
  const edits = kept.length / ADJUSTMENT_COUNT;
  const count = drawn.length / kept.length;
  const counts = Array.from({ length: ADJUSTMENT_COUNT }, () => new Array<number>(PIT_BINS).fill(0));
  const draws = new Float64Array(count);
  for (let edit = 0; edit < edits; edit++) {
    for (let i = 0; i < ADJUSTMENT_COUNT; i++) {
      for (let n = 0; n < count; n++) draws[n] = drawn[(edit * count + n) * ADJUSTMENT_COUNT + i];
      const pit = randomisedPit(kept[edit * ADJUSTMENT_COUNT + i], draws, rng.uniform());
      counts[i][Math.min(PIT_BINS - 1, Math.floor(pit * PIT_BINS))] += 1;
    }
  }
  return counts;
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** Share of values within the central interval of this probability. */
export function coverage(histogram: readonly number[], level: number): number {
  const outside = Math.round(((1 - level) / 2) * PIT_BINS);
  return sum(histogram.slice(outside, PIT_BINS - outside)) / sum(histogram);
}

/** How far a histogram is from flat: half the sum of differences of probability, 0 to 1 (total variation). */
export function unevenness(histogram: readonly number[]): number {
  const total = sum(histogram);
  return sum(histogram.map((count) => Math.abs(count / total - 1 / histogram.length))) / 2;
}

/** What `unevenness` is on average for a model that is right, of so many edits: sampling noise alone. */
export function expectedUnevenness(edits: number): number {
  // Each count is about normal with variance n p (1 - p); the mean of |normal| is √(2 / π) deviations.
  const share = 1 / PIT_BINS;
  return (PIT_BINS / 2) * Math.sqrt(((2 / Math.PI) * share * (1 - share)) / edits);
}

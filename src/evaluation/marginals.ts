import { ADJUSTMENT_COUNT, HALF_STEP } from '../edit';

/** Bins of a slider's marginal over [-1, 1] (paper 4.2). */
export const BINS = 50;

/**
 * Histogram of one slider over edits [n * 11] in model units, as counts, [BINS]. By whole steps, as bins end on steps and
 * the same setting is another number in a set's float32 than in a draw.
 */
export function histogram(y: ArrayLike<number>, slider: number): number[] {
  const steps = Math.round(1 / HALF_STEP[slider]);
  const counts = new Array<number>(BINS).fill(0);
  for (let at = slider; at < y.length; at += ADJUSTMENT_COUNT) {
    const step = Math.round(((y[at] + 1) / 2) * steps);
    counts[Math.min(BINS - 1, Math.max(0, Math.floor((step * BINS) / steps)))] += 1;
  }
  return counts;
}

/** The same as probabilities. */
export function marginal(y: ArrayLike<number>, slider: number): Float64Array {
  const edits = y.length / ADJUSTMENT_COUNT;
  return Float64Array.from(histogram(y, slider), (count) => count / edits);
}

/** All sliders' histograms: [11][BINS]. */
export function histograms(y: ArrayLike<number>): number[][] {
  return Array.from({ length: ADJUSTMENT_COUNT }, (_, slider) => histogram(y, slider));
}

/** Jensen-Shannon divergence of two distributions in bits: 0 for the same, 1 for those that share nothing. */
export function jensenShannon(p: ArrayLike<number>, q: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < p.length; i++) {
    const middle = (p[i] + q[i]) / 2;
    // The least numbers halve to 0.
    if (middle === 0) continue;
    if (p[i] > 0) sum += 0.5 * p[i] * Math.log2(p[i] / middle);
    if (q[i] > 0) sum += 0.5 * q[i] * Math.log2(q[i] / middle);
  }
  return Math.max(0, sum);
}

/** The divergence between marginals of proposed and true edits, one a slider: [11]. */
export function marginalDivergences(proposed: ArrayLike<number>, kept: ArrayLike<number>): Float64Array {
  return Float64Array.from({ length: ADJUSTMENT_COUNT }, (_, i) =>
    jensenShannon(marginal(proposed, i), marginal(kept, i)),
  );
}

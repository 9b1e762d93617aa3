import { meanOf } from '../core';
/** A mean and half of its 95% interval. */
export interface Estimate {
  readonly mean: number;
  readonly interval: number;
}

/** Student's t for 95%, by degrees of freedom from 1; beyond the list the normal's 1.96 is near enough. */
const T_95 = [12.71, 4.3, 3.18, 2.78, 2.57, 2.45, 2.36, 2.31, 2.26, 2.23, 2.2, 2.18, 2.16, 2.14, 2.13];

export function estimate(values: ArrayLike<number>): Estimate {
  return clusteredEstimate(
    values,
    Array.from(values, (_, i) => i),
  );
}

/**
 * The mean of all values, with the interval that fits when values of one key (a person's, a photo's) go together: from
 * the spread of the keys' sums about the mean.
 */
export function clusteredEstimate(values: ArrayLike<number>, keys: ArrayLike<number>): Estimate {
  const mean = meanOf(values);
  const sums = new Map<number, number>();
  for (let i = 0; i < values.length; i++) sums.set(keys[i], (sums.get(keys[i]) ?? 0) + values[i] - mean);
  const clusters = sums.size;
  if (clusters < 2) return { mean, interval: Number.NaN };
  let squares = 0;
  for (const sum of sums.values()) squares += sum ** 2;
  const error = Math.sqrt((squares * clusters) / (clusters - 1)) / values.length;
  return { mean, interval: (T_95[clusters - 2] ?? 1.96) * error };
}

/** Means of values in blocks of the same key: what of one person or photo is alike counts once. */
export function blockMeans(values: ArrayLike<number>, keys: ArrayLike<number>): number[] {
  const blocks = new Map<number, { sum: number; count: number }>();
  for (let i = 0; i < values.length; i++) {
    const block = blocks.get(keys[i]) ?? { sum: 0, count: 0 };
    block.sum += values[i];
    block.count += 1;
    blocks.set(keys[i], block);
  }
  return [...blocks.values()].map(({ sum, count }) => sum / count);
}

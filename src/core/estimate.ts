import { meanOf } from './mean';

/** A mean and half of its 95% interval. */
export interface Estimate {
  readonly mean: number;
  readonly interval: number;
}

/** Student's t for 95%, by degrees of freedom from 1. */
const T_95 = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228] as const;
/** The normal's. */
const Z_95 = 1.959964;

/** Beyond the list by the first terms of Cornish and Fisher's expansion: within 0.001 of the tables. */
function studentT95(degrees: number): number {
  if (degrees <= T_95.length) return T_95[degrees - 1];
  const [z, n] = [Z_95, degrees];
  return z + (z ** 3 + z) / (4 * n) + (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * n * n);
}

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
  return { mean, interval: studentT95(clusters - 1) * error };
}

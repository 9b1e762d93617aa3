/** A mean and half of its 95% interval. */
export interface Estimate {
  readonly mean: number;
  readonly interval: number;
}

export function meanOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum / values.length;
}

/** Student's t for 95%, by degrees of freedom from 1; beyond the list the normal's 1.96 is near enough. */
const T_95 = [12.71, 4.3, 3.18, 2.78, 2.57, 2.45, 2.36, 2.31, 2.26, 2.23, 2.2, 2.18, 2.16, 2.14, 2.13];

export function estimate(values: ArrayLike<number>): Estimate {
  const { length } = values;
  const mean = meanOf(values);
  if (length < 2) return { mean, interval: Number.NaN };
  let squares = 0;
  for (let i = 0; i < length; i++) squares += (values[i] - mean) ** 2;
  const error = Math.sqrt(squares / (length - 1) / length);
  return { mean, interval: (T_95[length - 2] ?? 1.96) * error };
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

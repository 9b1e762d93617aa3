import { logSumExp } from './special';

/**
 * How one slider is set: left at 0 with probability 1 - moved, else N(mean, variance). A value stands for all that
 * rounds to it, so leaving it at 0 is the uniform density over [-half, half], half being half a step.
 */
export interface Hurdle {
  /** 0 to 1. */
  readonly moved: number;
  readonly mean: number;
  readonly variance: number;
  readonly half: number;
}

const LOG_TWO_PI = Math.log(2 * Math.PI);

function logNormal(residual: number, variance: number): number {
  return -0.5 * ((residual * residual) / variance + Math.log(variance) + LOG_TWO_PI);
}

/**
 * Log density in nats. A `blur` (a deviation) above 0 smooths it, so that differences nobody sees do not decide; the
 * box is then as good as a Gaussian of its own variance, half² / 3.
 */
export function hurdleLogDensity({ moved, mean, variance, half }: Hurdle, value: number, blur = 0): number {
  const set = Math.log(moved) + logNormal(value - mean, variance + blur * blur);
  if (blur > 0)
    return logSumExp([set, Math.log(1 - moved) + logNormal(value, (half * half) / 3 + blur * blur)]);
  if (Math.abs(value) > half) return set;
  return logSumExp([set, Math.log(1 - moved) - Math.log(2 * half)]);
}

/** Values [n] and then, for each, 1 where it is left at 0 and 0 where it is not: how networks read an edit, [2n]. */
export function withZeros(values: ArrayLike<number>, half: ArrayLike<number>): Float64Array {
  const n = values.length;
  return Float64Array.from({ length: 2 * n }, (_, i) =>
    i < n ? values[i] : Number(Math.abs(values[i - n]) <= half[i - n]),
  );
}

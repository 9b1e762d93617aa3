import type { Rng } from '../core';

/** N(mean, diag(variance)); variances above 0. */
export interface DiagonalGaussian {
  readonly mean: Float64Array;
  readonly variance: Float64Array;
}

/**
 * The same as an exponential family with sufficient statistics (z, z²), one pair a dimension:
 * linear = mean / variance, quadratic = -1 / (2 variance). Products of densities are sums of these.
 */
export interface GaussianNatural {
  readonly linear: Float64Array;
  readonly quadratic: Float64Array;
}

const LOG_TWO_PI = Math.log(2 * Math.PI);

export function gaussianLogDensity({ mean, variance }: DiagonalGaussian, z: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < mean.length; i++) {
    const residual = z[i] - mean[i];
    sum += (residual * residual) / variance[i] + Math.log(variance[i]) + LOG_TWO_PI;
  }
  return -0.5 * sum;
}

export function sampleGaussian({ mean, variance }: DiagonalGaussian, rng: Rng): Float64Array {
  return mean.map((value, i) => value + Math.sqrt(variance[i]) * rng.normal());
}

/** KL(from || to) in nats. */
export function gaussianKl(from: DiagonalGaussian, to: DiagonalGaussian): number {
  let sum = 0;
  for (let i = 0; i < from.mean.length; i++) {
    const ratio = from.variance[i] / to.variance[i];
    const shift = from.mean[i] - to.mean[i];
    sum += ratio - 1 - Math.log(ratio) + (shift * shift) / to.variance[i];
  }
  return 0.5 * sum;
}

export function gaussianToNatural({ mean, variance }: DiagonalGaussian): GaussianNatural {
  return { linear: mean.map((m, i) => m / variance[i]), quadratic: variance.map((v) => -0.5 / v) };
}

export function gaussianFromNatural({ linear, quadratic }: GaussianNatural): DiagonalGaussian {
  return { mean: linear.map((l, i) => (-0.5 * l) / quadratic[i]), variance: quadratic.map((q) => -0.5 / q) };
}

/** Log normaliser: log ∫ exp(linear·z + quadratic·z²) dz. */
export function gaussianLogZ({ linear, quadratic }: GaussianNatural): number {
  let sum = 0;
  for (let i = 0; i < linear.length; i++) {
    sum += (-0.25 * linear[i] * linear[i]) / quadratic[i] + 0.5 * Math.log(-Math.PI / quadratic[i]);
  }
  return sum;
}

/** E[z] and E[z²]: the gradient of gaussianLogZ. */
export function gaussianExpectedStatistics(natural: GaussianNatural): {
  first: Float64Array;
  second: Float64Array;
} {
  const { mean, variance } = gaussianFromNatural(natural);
  return { first: mean, second: mean.map((m, i) => m * m + variance[i]) };
}

/** The normalised product of two densities: how a potential meets a prior (SVAE, paper eq. 4). */
export function multiplyGaussians(a: GaussianNatural, b: GaussianNatural): GaussianNatural {
  return {
    linear: a.linear.map((value, i) => value + b.linear[i]),
    quadratic: a.quadratic.map((value, i) => value + b.quadratic[i]),
  };
}

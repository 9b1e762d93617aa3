import type { Rng } from '../core';
import { digamma, logGamma } from './special';

/** Dir(counts) over probabilities; counts above 0. Its natural parameters, for statistics log p, are counts - 1. */
export type Dirichlet = Float64Array;

function total(counts: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < counts.length; i++) sum += counts[i];
  return sum;
}

/** Log normaliser: Σ log Γ(count) - log Γ(Σ count). */
export function dirichletLogZ(counts: Dirichlet): number {
  return counts.reduce((sum, count) => sum + logGamma(count), 0) - logGamma(total(counts));
}

export function dirichletLogDensity(counts: Dirichlet, probabilities: ArrayLike<number>): number {
  return counts.reduce(
    (sum, count, i) => sum + (count - 1) * Math.log(probabilities[i]),
    -dirichletLogZ(counts),
  );
}

/** E[log p]: the gradient of dirichletLogZ. */
export function dirichletExpectedStatistics(counts: Dirichlet): Float64Array {
  const all = digamma(total(counts));
  return counts.map((count) => digamma(count) - all);
}

export function dirichletMean(counts: Dirichlet): Float64Array {
  const all = total(counts);
  return counts.map((count) => count / all);
}

/** KL(from || to) in nats. */
export function dirichletKl(from: Dirichlet, to: Dirichlet): number {
  const expected = dirichletExpectedStatistics(from);
  return from.reduce(
    (sum, count, i) => sum + (count - to[i]) * expected[i],
    dirichletLogZ(to) - dirichletLogZ(from),
  );
}

/** Gamma(shape, 1) by Marsaglia and Tsang's squeeze; shapes below 1 are boosted by a power of a uniform. */
function sampleGamma(shape: number, rng: Rng): number {
  if (shape < 1) return sampleGamma(shape + 1, rng) * (1 - rng.uniform()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const normal = rng.normal();
    const cube = (1 + c * normal) ** 3;
    if (cube <= 0) continue;
    if (Math.log(1 - rng.uniform()) < 0.5 * normal * normal + d * (1 - cube + Math.log(cube)))
      return d * cube;
  }
}

export function sampleDirichlet(counts: Dirichlet, rng: Rng): Float64Array {
  const gammas = counts.map((count) => sampleGamma(count, rng));
  const all = total(gammas);
  return gammas.map((gamma) => gamma / all);
}

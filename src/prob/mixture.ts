import type { Rng } from '../core';
import { type DiagonalGaussian, gaussianLogDensity, sampleGaussian } from './gaussian';
import { logSumExp, softmax } from './special';

/** Σ weight_k N(mean_k, variance_k); weights sum to 1. */
export interface GaussianMixture {
  readonly weights: Float64Array;
  readonly components: readonly DiagonalGaussian[];
}

function joint({ weights, components }: GaussianMixture, z: ArrayLike<number>): Float64Array {
  return Float64Array.from(
    components,
    (component, k) => Math.log(weights[k]) + gaussianLogDensity(component, z),
  );
}

export function mixtureLogDensity(mixture: GaussianMixture, z: ArrayLike<number>): number {
  return logSumExp(joint(mixture, z));
}

/** p(component | z). */
export function mixtureResponsibilities(mixture: GaussianMixture, z: ArrayLike<number>): Float64Array {
  return softmax(joint(mixture, z));
}

export function sampleMixture(mixture: GaussianMixture, rng: Rng): { component: number; z: Float64Array } {
  const component = rng.categorical(mixture.weights);
  return { component, z: sampleGaussian(mixture.components[component], rng) };
}

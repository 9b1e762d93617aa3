import type { Rng } from '../core';
import { logSumExp, softmax } from './special';

/**
 * A categorical distribution by its natural parameters: log weights, up to a constant; -Infinity rules a value out.
 * Multiplying by evidence is adding its log likelihoods.
 */
export type CategoricalNatural = Float64Array;

export function categoricalLogDensity(natural: CategoricalNatural, value: number): number {
  return natural[value] - logSumExp(natural);
}

export function sampleCategorical(natural: CategoricalNatural, rng: Rng): number {
  return rng.categorical(softmax(natural));
}

/** Log normaliser: log Σ exp(natural). */
export function categoricalLogZ(natural: CategoricalNatural): number {
  return logSumExp(natural);
}

/** The probabilities, E[one-hot]: the gradient of categoricalLogZ. */
export function categoricalExpectedStatistics(natural: CategoricalNatural): Float64Array {
  return softmax(natural);
}

/** KL(from || to) of probabilities, in nats; infinite where `to` rules out what `from` does not. */
export function categoricalKl(from: ArrayLike<number>, to: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < from.length; i++) if (from[i] > 0) sum += from[i] * Math.log(from[i] / to[i]);
  return Math.max(0, sum);
}

/** Entropy of probabilities in nats; exp of it is the effective number of values. */
export function categoricalEntropy(probabilities: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < probabilities.length; i++) {
    if (probabilities[i] > 0) sum -= probabilities[i] * Math.log(probabilities[i]);
  }
  return sum;
}

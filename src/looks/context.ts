import { accumulate, affine, logSumExp, mapFeatures, relu, softmax } from '../prob';
import type { LooksModel } from './model';

/** What depends on the photo alone, computed once for it. */
export interface LooksContext {
  /** relu(trunk · x), [trunk]. */
  readonly trunk: Float64Array;
  /** The photo's part of the decoder's first layer, bias included, [hidden]. */
  readonly decoder: Float64Array;
  /** π(s | x), [styles]. */
  readonly styleProbabilities: Float64Array;
  /** μ_s(x), [styles * latent]. */
  readonly latentMean: Float64Array;
}

/** The photo's part of every first layer; features [featureSize] as the encoder gave them. */
export function prepareLooks(model: LooksModel, features: ArrayLike<number>): LooksContext {
  const { prior, decoder } = model;
  const trunk = relu(affine(mapFeatures(model.input, features), model.trunk.weights, model.trunk.bias));
  const logits = Float64Array.from(prior.logits);
  const latentMean = Float64Array.from(prior.mean);
  if (prior.gate) accumulate(logits, trunk, prior.gate);
  if (prior.shift) accumulate(latentMean, trunk, prior.shift);
  return {
    trunk,
    decoder: affine(trunk, decoder.photo, decoder.bias),
    styleProbabilities: softmax(logits),
    latentMean,
  };
}

/**
 * How likely each style is for this photo and this person: π(s | x) · taste_s / share_s, normalised. A taste equal to
 * the shares (nothing known of the person) leaves π(s | x) as it is.
 */
export function stylesFor(
  model: LooksModel,
  context: LooksContext,
  taste: ArrayLike<number> | undefined,
): Float64Array {
  if (!taste) return context.styleProbabilities;
  const logs = context.styleProbabilities.map(
    (probability, s) => Math.log(probability) + Math.log(taste[s]) - Math.log(model.prior.shares[s]),
  );
  // A taste that rules out all that the photo allows says nothing.
  return Number.isFinite(logSumExp(logs)) ? softmax(logs) : context.styleProbabilities;
}

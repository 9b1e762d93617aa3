import { HALF_STEP } from '../edit';
import { accumulate, affine, mapFeatures, relu, withZeros } from '../prob';
import type { TasteModel } from './model';
import { type EditLatent, packPotentials } from './potential';

/**
 * log r_k(x, y), [styles]: what one edit says of the person's style (paper 3.2). Centred, then held within ±clamp, so
 * that no single photo decides. features [featureSize]; y [11] in model units.
 */
export function stylePotential(
  model: TasteModel,
  features: ArrayLike<number>,
  y: ArrayLike<number>,
): Float64Array {
  const first = affine(mapFeatures(model.input, features), model.photo, model.bias);
  accumulate(first, withZeros(y, HALF_STEP), model.edit);
  const second = relu(affine(relu(first), model.hidden, model.hiddenBias));
  const raw = affine(second, model.output, model.outputBias);
  return clampPotential(raw, model.clamp);
}

/** Centred on its mean, each value clamp · tanh(value / clamp): smooth, so that fitting sees a slope everywhere. */
export function clampPotential(raw: Float64Array, clamp: number): Float64Array {
  const mean = raw.reduce((sum, value) => sum + value, 0) / raw.length;
  return raw.map((value) => clamp * Math.tanh((value - mean) / clamp));
}

/** All that one edit says of its person, packed; latents [styles] from the looks model. */
export function editPotentials(
  model: TasteModel,
  features: ArrayLike<number>,
  y: ArrayLike<number>,
  latents: readonly EditLatent[],
): Float64Array {
  return packPotentials(stylePotential(model, features, y), latents, y, model.person.offset.share);
}

import { HALF_STEP } from '../edit';
import { accumulate, affine, mapFeatures, relu, withZeros } from '../prob';
import type { TasteModel } from './model';

/**
 * Potentials are multiples of this, so that sums of up to millions of them are exact in float64: adding and then
 * taking away gives back the very same numbers, in any order.
 */
const GRAIN = 2 ** -30;

export function toGrain(value: number): number {
  return Math.round(value / GRAIN) * GRAIN;
}

/**
 * log r_k(x, y), [styles]: what one edit says of the person's style (paper 3.2). Centred, then held within ±clamp, so
 * that no single photo decides. features [featureSize]; y [11] in model units.
 */
export function potential(
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
  return raw.map((value) => toGrain(clamp * Math.tanh((value - mean) / clamp)));
}

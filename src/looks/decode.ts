import { ADJUSTMENT_COUNT, HALF_STEP } from '../edit';
import {
  accumulate,
  affine,
  type DiagonalGaussian,
  hurdleLogDensity,
  relu,
  sigmoid,
  softplus,
  withZeros,
} from '../prob';
import type { LooksContext } from './context';
import { DECODED, type LooksModel, RECOGNITION_FLOOR } from './model';

/**
 * Means of y, its deviations, and the probabilities that each slider is moved at all, for each latent vector:
 * [count * 33] from z [count * latent].
 */
export function decodeLatents(model: LooksModel, context: LooksContext, z: ArrayLike<number>): Float64Array {
  const { decoder, latent } = model;
  const count = z.length / latent;
  const decoded = new Float64Array(count * DECODED);
  for (let sample = 0; sample < count; sample++) {
    const own = Float64Array.from({ length: latent }, (_, i) => z[sample * latent + i]);
    const first = relu(accumulate(context.decoder.slice(), own, decoder.latent));
    const second = relu(affine(first, decoder.hidden, decoder.hiddenBias));
    const output = affine(second, decoder.output, decoder.outputBias);
    for (let i = 0; i < ADJUSTMENT_COUNT; i++) {
      decoded[sample * DECODED + i] = output[i];
      decoded[sample * DECODED + ADJUSTMENT_COUNT + i] =
        decoder.floor[i] + decoder.scale[i] * softplus(output[ADJUSTMENT_COUNT + i]);
      decoded[sample * DECODED + 2 * ADJUSTMENT_COUNT + i] = sigmoid(output[2 * ADJUSTMENT_COUNT + i]);
    }
  }
  return decoded;
}

/** log p(y | x, z) of the decoded sample at this index, in nats; y [11] in model units. */
export function decodedLogDensity(decoded: Float64Array, sample: number, y: ArrayLike<number>): number {
  const start = sample * DECODED;
  let sum = 0;
  for (let i = 0; i < ADJUSTMENT_COUNT; i++) {
    const hurdle = {
      mean: decoded[start + i],
      variance: decoded[start + ADJUSTMENT_COUNT + i] ** 2,
      moved: decoded[start + 2 * ADJUSTMENT_COUNT + i],
      half: HALF_STEP[i],
    };
    sum += hurdleLogDensity(hurdle, y[i]);
  }
  return sum;
}

/** N(μ_s(x), σ_s²). */
export function latentPrior(model: LooksModel, context: LooksContext, style: number): DiagonalGaussian {
  const { latent, prior } = model;
  const from = style * latent;
  return {
    mean: context.latentMean.slice(from, from + latent),
    variance: Float64Array.from(
      prior.deviation.subarray(from, from + latent),
      (deviation) => deviation * deviation,
    ),
  };
}

/** q(z | x, y, s), the recognition network. */
export function recogniseLatent(
  { recognition, latent }: LooksModel,
  context: LooksContext,
  y: ArrayLike<number>,
  style: number,
): DiagonalGaussian {
  const first = affine(context.trunk, recognition.photo, recognition.bias);
  accumulate(first, withZeros(y, HALF_STEP), recognition.edit);
  const row = style * recognition.style.outputs;
  for (let j = 0; j < first.length; j++) first[j] += recognition.style.values[row + j];
  const second = relu(affine(relu(first), recognition.hidden, recognition.hiddenBias));
  const output = affine(second, recognition.output, recognition.outputBias);
  return {
    mean: output.slice(0, latent),
    variance: output.slice(latent).map((value) => (RECOGNITION_FLOOR + softplus(value)) ** 2),
  };
}

/** An edit as the model sees it under one style. */
export interface EditUnderStyle {
  /** q(z | x, y, s), and N(μ_s(x), σ_s²). */
  readonly posterior: DiagonalGaussian;
  readonly prior: DiagonalGaussian;
  /** What z leaves unsaid: (y - m) / d of p(y | x, z) at the posterior's mean, [11]. */
  readonly residual: Float64Array;
}

/** An edit under each style; y [11] in model units. */
export function editLatents(
  model: LooksModel,
  context: LooksContext,
  y: ArrayLike<number>,
): EditUnderStyle[] {
  return model.styles.map((_, style) => {
    const posterior = recogniseLatent(model, context, y, style);
    const decoded = decodeLatents(model, context, posterior.mean);
    const residual = Float64Array.from(
      { length: ADJUSTMENT_COUNT },
      (__, i) => (y[i] - decoded[i]) / decoded[ADJUSTMENT_COUNT + i],
    );
    return { posterior, prior: latentPrior(model, context, style), residual };
  });
}

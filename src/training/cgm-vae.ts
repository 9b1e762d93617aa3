import { createRng, type Rng } from '../core';
import { ADJUSTMENT_COUNT } from '../edit';
import { type Batch, decoderFloor, type EditTable, normals } from './batches';
import { flow, flowTable } from './flow';
import { type EditDensity, editInput, editLogDensity } from './likelihood';
import {
  createParameters,
  linear,
  matrixOf,
  type Parameters,
  type ParameterTable,
  vectorOf,
} from './parameters';
import { tf } from './tensorflow';

export interface VaeShape {
  readonly mapped: number;
  readonly trunk: number;
  readonly hidden: number;
  readonly latent: number;
  readonly styles: number;
  /** π(s | x) and μ_s(x) instead of the paper's π and μ_s. */
  readonly conditionalPrior: boolean;
  /** A probability per slider of leaving it at 0, and networks that see which are. */
  readonly hurdle: boolean;
  /** An invertible map of y before the decoder's Gaussian. */
  readonly flow?: boolean;
}

/** How many numbers of an edit the networks read. */
export function editInputs({ hurdle }: Pick<VaeShape, 'hurdle'>): number {
  return hurdle ? 2 * ADJUSTMENT_COUNT : ADJUSTMENT_COUNT;
}

/** Deviations are softplus of a free number above these. */
export const PRIOR_FLOOR = 0.1;
export const POSTERIOR_FLOOR = 0.01;

export function vaeTable(shape: VaeShape, rng: Rng): ParameterTable {
  const { mapped, trunk, hidden, latent, styles } = shape;
  // Spread means keep the styles from starting as one, which the objective would never undo.
  const means = Float32Array.from({ length: styles * latent }, () => 2 * rng.normal());
  return {
    'trunk.weights': { shape: [mapped, trunk], start: 'he' },
    'trunk.bias': { shape: [trunk], start: 0 },
    'decoder.photo': { shape: [trunk, hidden], start: 'he' },
    'decoder.latent': { shape: [latent, hidden], start: 'he' },
    'decoder.bias': { shape: [hidden], start: 0 },
    'decoder.hidden': { shape: [hidden, hidden], start: 'he' },
    'decoder.hiddenBias': { shape: [hidden], start: 0 },
    'decoder.mean': { shape: [hidden, ADJUSTMENT_COUNT], start: 'small' },
    'decoder.meanBias': { shape: [ADJUSTMENT_COUNT], start: 0 },
    'decoder.deviation': { shape: [hidden, ADJUSTMENT_COUNT], start: 'small' },
    'decoder.deviationBias': { shape: [ADJUSTMENT_COUNT], start: 0 },
    ...(shape.hurdle && {
      'decoder.moved': { shape: [hidden, ADJUSTMENT_COUNT], start: 'small' as const },
      'decoder.movedBias': { shape: [ADJUSTMENT_COUNT], start: 0 },
    }),
    'prior.logits': { shape: [styles], start: 0 },
    'prior.mean': { shape: [styles, latent], start: means },
    'prior.deviation': { shape: [styles, latent], start: 0.4 },
    ...(shape.conditionalPrior && {
      'prior.gate': { shape: [trunk, styles], start: 'small' as const },
      'prior.shift': { shape: [trunk, styles * latent], start: 'small' as const },
    }),
    'recognition.photo': { shape: [trunk, hidden], start: 'he' },
    'recognition.edit': { shape: [editInputs(shape), hidden], start: 'he' },
    'recognition.style': { shape: [styles, hidden], start: 'he' },
    'recognition.bias': { shape: [hidden], start: 0 },
    'recognition.hidden': { shape: [hidden, hidden], start: 'he' },
    'recognition.hiddenBias': { shape: [hidden], start: 0 },
    'recognition.mean': { shape: [hidden, latent], start: 'small' },
    'recognition.meanBias': { shape: [latent], start: 0 },
    'recognition.deviation': { shape: [hidden, latent], start: 'small' },
    'recognition.deviationBias': { shape: [latent], start: 0 },
    'assignment.photo': { shape: [trunk, hidden], start: 'he' },
    'assignment.edit': { shape: [editInputs(shape), hidden], start: 'he' },
    'assignment.bias': { shape: [hidden], start: 0 },
    'assignment.output': { shape: [hidden, styles], start: 'small' },
    'assignment.outputBias': { shape: [styles], start: 0 },
    ...(shape.flow && flowTable),
  };
}

/** A fitted or forming CGM-VAE: its shape, tensors and the floor of its decoder. */
export interface Vae {
  readonly shape: VaeShape;
  readonly parameters: Parameters;
  readonly floor: Float32Array;
}

export function createVae(shape: VaeShape, table: EditTable, seed: number): Vae {
  const rng = createRng(seed);
  return { shape, parameters: createParameters(vaeTable(shape, rng), rng), floor: decoderFloor(table) };
}

/** Gaussians by mean and deviation; [styles, batch, latent] or broadcastable to it. */
export interface Gaussians {
  readonly mean: tf.Tensor;
  readonly deviation: tf.Tensor;
}

/** Everything about a batch that does not depend on the draw of z. */
export interface Posterior {
  readonly trunk: tf.Tensor2D;
  /** log q(s | x, y) and log π(s | x), [batch, styles]. */
  readonly logAssignment: tf.Tensor2D;
  readonly logPrior: tf.Tensor2D;
  readonly prior: Gaussians;
  readonly posterior: Gaussians;
}

export function photoTrunk({ parameters }: Vae, x: tf.Tensor2D): tf.Tensor2D {
  return tf.relu(linear(x, parameters, 'trunk.weights', 'trunk.bias'));
}

export function stylePrior(
  { shape, parameters }: Vae,
  trunk: tf.Tensor2D,
): { logPrior: tf.Tensor2D; prior: Gaussians } {
  const { styles, latent, conditionalPrior } = shape;
  const batch = trunk.shape[0];
  const logits = tf.reshape(vectorOf(parameters, 'prior.logits'), [1, styles]);
  const mean = tf.reshape(matrixOf(parameters, 'prior.mean'), [styles, 1, latent]);
  const deviation = tf.reshape(tf.add(tf.softplus(matrixOf(parameters, 'prior.deviation')), PRIOR_FLOOR), [
    styles,
    1,
    latent,
  ]);
  if (!conditionalPrior) {
    const logPrior = tf.add(tf.logSoftmax(logits), tf.zeros([batch, styles])) as tf.Tensor2D;
    return { logPrior, prior: { mean, deviation } };
  }
  const shift = tf.transpose(
    tf.reshape(linear(trunk, parameters, 'prior.shift'), [batch, styles, latent]),
    [1, 0, 2],
  );
  return {
    logPrior: tf.logSoftmax(tf.add(logits, linear(trunk, parameters, 'prior.gate'))) as tf.Tensor2D,
    prior: { mean: tf.add(mean, shift), deviation },
  };
}

/** q(z | x, y, s) for every style. */
function recognise({ shape, parameters }: Vae, trunk: tf.Tensor2D, edit: tf.Tensor2D): Gaussians {
  const { styles, hidden, latent } = shape;
  const batch = trunk.shape[0];
  const own = tf.add(
    linear(trunk, parameters, 'recognition.photo', 'recognition.bias'),
    linear(edit, parameters, 'recognition.edit'),
  );
  const first = tf.add(
    tf.reshape(own, [1, batch, hidden]),
    tf.reshape(matrixOf(parameters, 'recognition.style'), [styles, 1, hidden]),
  );
  const flat = tf.reshape(tf.relu(first), [styles * batch, hidden]) as tf.Tensor2D;
  const second = tf.relu(linear(flat, parameters, 'recognition.hidden', 'recognition.hiddenBias'));
  const mean = linear(second, parameters, 'recognition.mean', 'recognition.meanBias');
  const free = linear(second, parameters, 'recognition.deviation', 'recognition.deviationBias');
  return {
    mean: tf.reshape(mean, [styles, batch, latent]),
    deviation: tf.reshape(tf.add(tf.softplus(free), POSTERIOR_FLOOR), [styles, batch, latent]),
  };
}

export function inferPosterior(vae: Vae, batch: Batch): Posterior {
  const { parameters } = vae;
  const trunk = photoTrunk(vae, batch.x);
  const edit = editInput(batch, vae.shape.hurdle);
  const assigned = tf.relu(
    tf.add(
      linear(trunk, parameters, 'assignment.photo', 'assignment.bias'),
      linear(edit, parameters, 'assignment.edit'),
    ),
  ) as tf.Tensor2D;
  const logits = linear(assigned, parameters, 'assignment.output', 'assignment.outputBias');
  return {
    trunk,
    logAssignment: tf.logSoftmax(logits) as tf.Tensor2D,
    ...stylePrior(vae, trunk),
    posterior: recognise(vae, trunk, edit),
  };
}

/** What the decoder says of y for z [styles, batch, latent]: [styles, batch, 11] each, standardised. */
export function decode(vae: Vae, trunk: tf.Tensor2D, z: tf.Tensor): EditDensity {
  const { shape, parameters, floor } = vae;
  const { hidden, latent } = shape;
  const [styles, batch] = z.shape;
  const photo = linear(trunk, parameters, 'decoder.photo', 'decoder.bias');
  const own = tf.matMul(
    tf.reshape(z, [styles * batch, latent]) as tf.Tensor2D,
    matrixOf(parameters, 'decoder.latent'),
  );
  const first = tf.add(tf.reshape(own, [styles, batch, hidden]), tf.reshape(photo, [1, batch, hidden]));
  const flat = tf.reshape(tf.relu(first), [styles * batch, hidden]) as tf.Tensor2D;
  const second = tf.relu(linear(flat, parameters, 'decoder.hidden', 'decoder.hiddenBias'));
  const shaped = (name: string) =>
    tf.reshape(linear(second, parameters, `decoder.${name}`, `decoder.${name}Bias`), [
      styles,
      batch,
      ADJUSTMENT_COUNT,
    ]);
  return {
    mean: shaped('mean'),
    deviation: tf.add(tf.softplus(shaped('deviation')), tf.tensor1d(floor)),
    moved: shape.hurdle ? shaped('moved') : undefined,
  };
}

/** log p(y | x, z) for z [styles, batch, latent]: [styles, batch], y standardised. */
export function decodeLogDensity(
  vae: Vae,
  trunk: tf.Tensor2D,
  z: tf.Tensor,
  edits: Pick<Batch, 'y' | 'zero'>,
): tf.Tensor2D {
  return editLogDensity(
    edits,
    decode(vae, trunk, z),
    vae.floor,
    flow(vae.parameters, edits.y),
  ) as tf.Tensor2D;
}

/** log N(value; mean, deviation²) summed over the last axis. */
export function logNormal(value: tf.Tensor, mean: tf.Tensor, deviation: tf.Tensor): tf.Tensor {
  const residual = tf.div(tf.sub(value, mean), deviation);
  const each = tf.add(tf.mul(tf.square(residual), -0.5), tf.neg(tf.log(deviation)));
  const size = residual.shape[residual.shape.length - 1];
  return tf.sub(tf.sum(each, -1), 0.5 * size * Math.log(2 * Math.PI));
}

/** KL(from || to) summed over the last axis. */
export function gaussianKl(from: Gaussians, to: Gaussians): tf.Tensor {
  const ratio = tf.div(from.deviation, to.deviation);
  const shift = tf.div(tf.sub(from.mean, to.mean), to.deviation);
  const each = tf.sub(tf.add(tf.square(ratio), tf.square(shift)), tf.add(tf.mul(tf.log(ratio), 2), 1));
  return tf.mul(tf.sum(each, -1), 0.5);
}

/** The bound with s summed out, mean over the batch, and its parts (paper 3.1). */
export function elbo(vae: Vae, batch: Batch, posterior: Posterior, beta: number, rng: Rng): tf.Scalar {
  const { styles, latent } = vae.shape;
  const noise = normals([styles, batch.size, latent], rng);
  const z = tf.add(posterior.posterior.mean, tf.mul(posterior.posterior.deviation, noise));
  const logDensity = decodeLogDensity(vae, posterior.trunk, z, batch);
  const kl = gaussianKl(posterior.posterior, posterior.prior);
  const perStyle = tf.transpose(tf.sub(logDensity, tf.mul(kl, beta)));
  const styleKl = tf.sub(posterior.logAssignment, posterior.logPrior);
  const weighted = tf.mul(tf.exp(posterior.logAssignment), tf.sub(perStyle, tf.mul(styleKl, beta)));
  return tf.mean(tf.sum(weighted, 1)) as tf.Scalar;
}

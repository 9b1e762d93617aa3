import { createRng, type Rng } from '../core';
import { type Batch, chunks, type EditTable, logScale, normals, takeBatch } from './batches';
import { decodeLogDensity, elbo, inferPosterior, logNormal, type Posterior, type Vae } from './cgm-vae';
import type { Objective } from './minimise';
import { tf } from './tensorflow';

/** Parts of the fit: the KL warms up, the labels' pull fades, and then the bound is the tighter one. */
const WARM_UP = 0.3;
const LABELS_FADE = 0.4;
const LABELS_WEIGHT = 10;
const VALIDATION_BATCH = 512;
const VALIDATION_SAMPLES = 4;

/** log Σ exp over a list of tensors of one shape, element by element. */
function logSumOf(list: readonly tf.Tensor[]): tf.Tensor {
  return list.length === 1 ? list[0] : tf.logSumExp(tf.stack([...list]), 0);
}

/**
 * log π(s | x) + log of the mean of `samples` importance weights p(y | x, z) p(z | s, x) / q(z | x, y, s): [batch,
 * styles]. Its log-sum over styles bounds log p(y | x) from below, with s summed out exactly: no q(s | x, y) is in it,
 * and with more samples it is tighter than the ELBO.
 */
export function logJoint(
  vae: Vae,
  batch: Batch,
  { trunk, logPrior, prior, posterior }: Posterior,
  samples: number,
  rng: Rng,
): tf.Tensor2D {
  const { styles, latent } = vae.shape;
  const weights = Array.from({ length: samples }, () => {
    const noise = normals([styles, batch.size, latent], rng);
    const z = tf.add(posterior.mean, tf.mul(posterior.deviation, noise));
    const drawn = logNormal(z, posterior.mean, posterior.deviation);
    const density = decodeLogDensity(vae, trunk, z, batch);
    return tf.sub(tf.add(density, logNormal(z, prior.mean, prior.deviation)), drawn);
  });
  const perStyle = tf.sub(logSumOf(weights), Math.log(samples));
  return tf.add<tf.Tensor2D>(tf.transpose(perStyle), logPrior);
}

export interface VaeData {
  readonly table: EditTable;
  readonly train: Uint32Array;
  /** k-means labels of the training edits, in their order. */
  readonly labels: Uint32Array;
  readonly validation: Uint32Array;
  /** Blurs the photos in fitting, in deviations of each input. */
  readonly featureNoise: number;
}

export interface VaeObjectiveOptions {
  readonly batchSize: number;
  /** Importance samples a style of the bound in the second part of the fit. */
  readonly samples: number;
  /** What is kept of the labels' pull there, so that styles stay what people differ by visibly. */
  readonly labelsKept: number;
  readonly seed: number;
}

/**
 * Minus a bound on log p(y | x). First the ELBO, with the KL warmed up and q(s | x, y) pulled to the labels (design:
 * what it takes to train); once the pull has faded, the importance-weighted bound with s summed out.
 */
export function vaeObjective(vae: Vae, data: VaeData, options: VaeObjectiveOptions): Objective {
  const rng = createRng(options.seed);
  const { table, train, labels } = data;
  const { styles } = vae.shape;
  const shift = logScale(table);
  return {
    parameters: vae.parameters,
    settledAt: LABELS_FADE,
    loss(step, progress) {
      const own = rng.fork(step);
      const drawn = Uint32Array.from({ length: options.batchSize }, () => own.integer(train.length));
      const edits = drawn.map((at) => train[at]);
      const batch = takeBatch(table, edits, own, data.featureNoise);
      const posterior = inferPosterior(vae, batch);
      const target = tf.oneHot(
        tf.tensor1d(
          Array.from(drawn, (at) => labels[at]),
          'int32',
        ),
        styles,
        1,
        0,
        'float32',
      );
      const missed = (logAssignment: tf.Tensor) => tf.neg(tf.mean(tf.sum(tf.mul(target, logAssignment), 1)));
      if (progress < LABELS_FADE) {
        const bound = elbo(vae, batch, posterior, Math.min(1, progress / WARM_UP), own);
        const pull = Math.max(options.labelsKept, LABELS_WEIGHT * (1 - progress / LABELS_FADE));
        return tf.sub(tf.mul(missed(posterior.logAssignment), pull), tf.add(bound, shift)) as tf.Scalar;
      }
      const joint = logJoint(vae, batch, posterior, options.samples, own);
      const total = tf.logSumExp(joint, 1, true);
      const pull = tf.mul(missed(tf.sub(joint, total)), options.labelsKept);
      return tf.sub(pull, tf.add(tf.mean(total), shift)) as tf.Scalar;
    },
    validate() {
      let sum = 0;
      chunks(data.validation, VALIDATION_BATCH).forEach((edits, i) => {
        const own = rng.fork(0x7fff0000 + i);
        sum += tf.tidy(() => {
          const batch = takeBatch(table, edits, own);
          const joint = logJoint(vae, batch, inferPosterior(vae, batch), VALIDATION_SAMPLES, own);
          return tf.sum(tf.logSumExp(joint, 1)).dataSync()[0];
        });
      });
      return -(sum / data.validation.length + shift);
    },
  };
}

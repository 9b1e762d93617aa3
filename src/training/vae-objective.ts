import { createRng, type Rng } from '../core';
import { type Batch, chunks, type FitData, logScale, normals, takeBatch } from './batches';
import { decodeLogDensity, elbo, inferPosterior, logNormal, type Posterior, type Vae } from './cgm-vae';
import type { Objective } from './minimise';
import { tf } from './tensorflow';

/** Parts of the fit: the KL warms up, the labels' pull fades, and then the bound is the tighter one. */
const WARM_UP = 0.3;
const LABELS_FADE = 0.4;
const LABELS_PULL = 10;
const VALIDATION_BATCH = 512;
const VALIDATION_SAMPLES = 4;

/** Edits in a row of one person that are taken to share a style: about half a session. */
const TOGETHER = 4;

/** log Σ exp over a list of tensors of one shape, element by element. */
function logSumOf(list: readonly tf.Tensor[]): tf.Tensor {
  return list.length === 1 ? list[0] : tf.logSumExp(tf.stack([...list]), 0);
}

/**
 * log of the mean of `samples` importance weights p(y | x, z) p(z | s, x) / q(z | x, y, s): a lower bound of
 * log p(y | x, s), [batch, styles].
 */
export function logStyleDensity(
  vae: Vae,
  batch: Batch,
  { trunk, prior, posterior }: Posterior,
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
  return tf.transpose(tf.sub(logSumOf(weights), Math.log(samples))) as tf.Tensor2D;
}

/**
 * The bound with s summed out, [batch]: log Σ_s π(s | x) p(y | x, s). No q(s | x, y) is in it, and with more samples
 * it is tighter than the ELBO.
 */
export function logMarginal(logDensity: tf.Tensor2D, logPrior: tf.Tensor2D): tf.Tensor {
  return tf.logSumExp(tf.add(logDensity, logPrior), 1);
}

/**
 * The same for edits that share their style, as one person's do (paper 3.2): log Σ_s π_s Π_n p(y_n | x_n, s) of each
 * group, as a mean an edit. π is the photos' average, a constant here. `member` [groups, batch] says who is whose.
 */
export function sharedMarginal(
  logDensity: tf.Tensor2D,
  logPrior: tf.Tensor2D,
  member: tf.Tensor2D,
): tf.Scalar {
  const shares = tf.tensor1d(tf.log(tf.mean(tf.exp(logPrior), 0)).dataSync() as Float32Array);
  const groups = tf.logSumExp(tf.add(tf.matMul(member, logDensity), shares), 1);
  return tf.div(tf.sum(groups), logDensity.shape[0]) as tf.Scalar;
}

export interface VaeData extends FitData {
  /** k-means labels of the training edits, in their order. */
  readonly labels: Uint32Array;
}

export interface VaeObjectiveOptions {
  readonly batchSize: number;
  /** Importance samples a style of the bound in the second part of the fit. */
  readonly samples: number;
  /** What is kept of the labels' pull there. */
  readonly labelsKept: number;
  /**
   * Share of the bound of edits that share their person's style, beside that of single edits. Without it nothing asks
   * for styles once z can say the same: of ten, two were left in use.
   */
  readonly personShare: number;
  /** The labels' pull at the start, 10 when left out. */
  readonly labelsPull?: number | undefined;
  /** Whether the second part has the importance-weighted bound; else the ELBO to the end. */
  readonly tightens?: boolean | undefined;
  readonly seed: number;
}

/** Draws groups of edits that one person made in a row; places in `train`, and [groups, batch] who is whose. */
export function createGroupDraw(personOf: Uint32Array, train: Uint32Array) {
  const order = Array.from(train, (_, at) => at).sort(
    (a, b) => personOf[train[a]] - personOf[train[b]] || train[a] - train[b],
  );
  return (size: number, rng: Rng): { drawn: Uint32Array; member: tf.Tensor2D } => {
    const drawn = new Uint32Array(size);
    const group = new Uint32Array(size);
    let groups = 0;
    for (let filled = 0; filled < size; groups++) {
      const start = rng.integer(order.length);
      const person = personOf[train[order[start]]];
      for (let i = 0; i < TOGETHER && filled < size; i++) {
        const place = order[start + i];
        if (place === undefined || personOf[train[place]] !== person) break;
        drawn[filled] = place;
        group[filled] = groups;
        filled += 1;
      }
    }
    const member = new Float32Array(groups * size);
    group.forEach((which, at) => {
      member[which * size + at] = 1;
    });
    return { drawn, member: tf.tensor2d(member, [groups, size]) };
  };
}

/**
 * Minus a bound on log p(y | x). First the ELBO, with the KL warmed up and q(s | x, y) pulled to the labels (design:
 * what it takes to train); once the pull has faded, the importance-weighted bound with s summed out, for single edits and
 * for a person's.
 */
export function vaeObjective(vae: Vae, data: VaeData, options: VaeObjectiveOptions): Objective {
  const rng = createRng(options.seed);
  const { table, train, labels } = data;
  const { styles } = vae.shape;
  const { labelsPull = LABELS_PULL, tightens = true } = options;
  const shift = logScale(table);
  const draw = createGroupDraw(table.personOf, train);
  return {
    parameters: vae.parameters,
    settledAt: LABELS_FADE,
    loss(step, progress) {
      const own = rng.fork(step);
      const { drawn, member } = draw(options.batchSize, own);
      const edits = drawn.map((at) => train[at]);
      const batch = takeBatch(table, edits, own, data.featureNoise);
      const posterior = inferPosterior(vae, batch);
      const onehot = new Float32Array(drawn.length * styles);
      drawn.forEach((at, row) => {
        onehot[row * styles + labels[at]] = 1;
      });
      const target = tf.tensor2d(onehot, [drawn.length, styles]);
      const missed = (logAssignment: tf.Tensor) => tf.neg(tf.mean(tf.sum(tf.mul(target, logAssignment), 1)));
      if (progress < LABELS_FADE || !tightens) {
        const bound = elbo(vae, batch, posterior, Math.min(1, progress / WARM_UP), own);
        const pull = Math.max(options.labelsKept, labelsPull * (1 - progress / LABELS_FADE));
        return tf.sub(tf.mul(missed(posterior.logAssignment), pull), tf.add(bound, shift)) as tf.Scalar;
      }
      const { labelsKept, personShare } = options;
      const density = logStyleDensity(vae, batch, posterior, options.samples, own);
      const total = logMarginal(density, posterior.logPrior);
      const assigned = tf.sub(tf.add(density, posterior.logPrior), tf.expandDims(total, 1));
      const shared = sharedMarginal(density, posterior.logPrior, member);
      const bound = tf.add(tf.mul(tf.mean(total), 1 - personShare), tf.mul(shared, personShare));
      return tf.sub(tf.mul(missed(assigned), labelsKept), tf.add(bound, shift)) as tf.Scalar;
    },
    validate() {
      let sum = 0;
      chunks(data.validation, VALIDATION_BATCH).forEach((edits, i) => {
        const own = rng.fork(0x7fff0000 + i);
        sum += tf.tidy(() => {
          const batch = takeBatch(table, edits, own);
          const posterior = inferPosterior(vae, batch);
          const density = logStyleDensity(vae, batch, posterior, VALIDATION_SAMPLES, own);
          return tf.sum(logMarginal(density, posterior.logPrior)).dataSync()[0];
        });
      });
      return -(sum / data.validation.length + shift);
    },
  };
}

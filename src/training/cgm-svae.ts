import { createRng, type Rng } from '../core';
import { type Batch, type EditTable, logScale, normals, takeBatch } from './batches';
import {
  decodeLogDensity,
  editInputs,
  type Gaussians,
  gaussianKl,
  photoTrunk,
  stylePrior,
  type Vae,
} from './cgm-vae';
import { drawSome } from './draw-some';
import { editInput } from './likelihood';
import type { Objective } from './minimise';
import { createParameters, linear, type Parameters } from './parameters';
import { tf } from './tensorflow';

/**
 * The CGM-SVAE's own part (paper 3.2): r(x, y), a potential over the person's style, and the Gaussian potential that
 * gives q(z | x, y, s). The generative part is a fitted CGM-VAE's and stays as it is, so a style means the same in both.
 */
export interface Svae {
  readonly vae: Vae;
  readonly parameters: Parameters;
  readonly hidden: number;
  /** A single log potential lies within ± this about the mean over styles. */
  readonly clamp: number;
}

export const MOST_CONTEXT = 30;

export function createSvae(
  vae: Vae,
  options: { readonly hidden: number; readonly clamp: number; readonly seed: number },
): Svae {
  const { hidden, clamp } = options;
  const { mapped, latent, styles } = vae.shape;
  const rng = createRng(options.seed);
  const edit = [editInputs(vae.shape), hidden] as const;
  const parameters = createParameters(
    {
      'potential.photo': { shape: [mapped, hidden], start: 'he' },
      'potential.edit': { shape: edit, start: 'he' },
      'potential.bias': { shape: [hidden], start: 0 },
      'potential.hidden': { shape: [hidden, hidden], start: 'he' },
      'potential.hiddenBias': { shape: [hidden], start: 0 },
      'potential.output': { shape: [hidden, styles], start: 'small' },
      'potential.outputBias': { shape: [styles], start: 0 },
      'natural.photo': { shape: [mapped, hidden], start: 'he' },
      'natural.edit': { shape: edit, start: 'he' },
      'natural.bias': { shape: [hidden], start: 0 },
      'natural.hidden': { shape: [hidden, hidden], start: 'he' },
      'natural.hiddenBias': { shape: [hidden], start: 0 },
      'natural.linear': { shape: [hidden, latent], start: 'small' },
      'natural.linearBias': { shape: [latent], start: 0 },
      'natural.precision': { shape: [hidden, latent], start: 'small' },
      'natural.precisionBias': { shape: [latent], start: 0 },
    },
    rng,
  );
  return { vae, parameters, hidden, clamp };
}

function twoLayers({ vae, parameters }: Svae, name: string, batch: Batch): tf.Tensor2D {
  const first = tf.relu(
    tf.add<tf.Tensor2D>(
      linear(batch.x, parameters, `${name}.photo`, `${name}.bias`),
      linear(editInput(batch, vae.shape.hurdle), parameters, `${name}.edit`),
    ),
  );
  return tf.relu(linear(first, parameters, `${name}.hidden`, `${name}.hiddenBias`));
}

/** log r(x, y), [batch, styles]: centred, and clamped by a tanh, as taste does it. */
export function logPotentials(svae: Svae, batch: Batch): tf.Tensor2D {
  const { parameters, clamp } = svae;
  const raw = linear(
    twoLayers(svae, 'potential', batch),
    parameters,
    'potential.output',
    'potential.outputBias',
  );
  const centred = tf.sub(raw, tf.mean(raw, 1, true));
  return tf.mul<tf.Tensor2D>(tf.tanh(tf.div(centred, clamp)), clamp);
}

/** q(z | x, y, s): the prior's natural parameters plus the recognition network's (paper eq. 4), [styles, batch, latent]. */
export function latentPosterior(svae: Svae, batch: Batch, prior: Gaussians): Gaussians {
  const { vae, parameters } = svae;
  const { latent } = vae.shape;
  const features = twoLayers(svae, 'natural', batch);
  const shaped = (value: tf.Tensor) => tf.reshape(value, [1, batch.size, latent]);
  const linearPart = shaped(linear(features, parameters, 'natural.linear', 'natural.linearBias'));
  const precisionPart = shaped(
    tf.softplus(linear(features, parameters, 'natural.precision', 'natural.precisionBias')),
  );
  const priorPrecision = tf.div(1, tf.square(prior.deviation));
  const precision = tf.add(priorPrecision, precisionPart);
  const mean = tf.div(tf.add(tf.mul(prior.mean, priorPrecision), linearPart), precision);
  return { mean, deviation: tf.rsqrt(precision) };
}

/**
 * The bound of paper 3.2 on people's edits, a mean over edits: Σ_n E_q(s_u)[log p(y|x,z) - KL(q(z)||p(z|s_u))] -
 * KL(q(s_u) || π), with q(s_u) ∝ π Π r_k in closed form. `member` [people, batch] says whose each edit is.
 */
export function personBound(
  svae: Svae,
  batch: Batch,
  member: tf.Tensor2D,
  logShares: tf.Tensor1D,
  rng: Rng,
): tf.Scalar {
  const { vae } = svae;
  const { styles, latent } = vae.shape;
  const trunk = photoTrunk(vae, batch.x);
  const { prior } = stylePrior(vae, trunk);
  const posterior = latentPosterior(svae, batch, prior);
  const noise = normals([styles, batch.size, latent], rng);
  const z = tf.add(posterior.mean, tf.mul(posterior.deviation, noise));
  const perEdit = tf.transpose(tf.sub(decodeLogDensity(vae, trunk, z, batch), gaussianKl(posterior, prior)));
  const sums = tf.matMul(member, logPotentials(svae, batch));
  const logPerson = tf.logSoftmax(tf.add<tf.Tensor2D>(sums, logShares));
  const person = tf.exp(logPerson);
  const explained = tf.sum(tf.mul(person, tf.matMul(member, perEdit as tf.Tensor2D)));
  const kl = tf.sum(tf.mul(person, tf.sub(logPerson, logShares)));
  return tf.div(tf.sub(explained, kl), batch.size) as tf.Scalar;
}

export interface PeopleData {
  readonly table: EditTable;
  /** Edits of each person, in order of time. */
  readonly train: readonly Uint32Array[];
  readonly validation: readonly Uint32Array[];
  /** [styles]: π. */
  readonly shares: ArrayLike<number>;
  /** Some training edits with their exact log p̂(y | x, s), [edits, styles]: what r is drawn to. */
  readonly exact: { readonly edits: Uint32Array; readonly logDensity: Float64Array };
}

/** Edits a step that r is drawn to its exact value on, and how much that counts beside the bound. */
const PULLED_EDITS = 512;
const PULL = 1;
/** Blurs the photos that r learns from, as fitting the looks does. */
const FEATURE_NOISE = 0.3;

/** Edits of a few people, each with a random number of them, and whose each is. */
function drawPeople(
  people: readonly Uint32Array[],
  count: number,
  rng: Rng,
): { edits: Uint32Array; member: Float32Array; people: number } {
  const parts = Array.from({ length: count }, () => {
    const all = people[rng.integer(people.length)].slice();
    // Squared, so that few edits are seen often: there the potentials decide most.
    const wanted = Math.min(all.length, 1 + Math.floor(MOST_CONTEXT * rng.uniform() ** 2));
    return drawSome(all, wanted, rng);
  });
  const total = parts.reduce((sum, part) => sum + part.length, 0);
  const edits = new Uint32Array(total);
  const member = new Float32Array(count * total);
  let at = 0;
  parts.forEach((part, person) => {
    edits.set(part, at);
    member.fill(1, person * total + at, person * total + at + part.length);
    at += part.length;
  });
  return { edits, member, people: count };
}

/**
 * Mean KL(softmax(log π + log p̂) || softmax(log π + log r)): 0 where r is what the paper says it can be, the exact
 * potential. The bound alone teaches r slowly, as one number a person and step.
 */
function pullToExact(svae: Svae, data: PeopleData, logShares: tf.Tensor1D, rng: Rng): tf.Scalar {
  const { styles } = svae.vae.shape;
  const { edits, logDensity } = data.exact;
  const rows = Uint32Array.from({ length: PULLED_EDITS }, () => rng.integer(edits.length));
  const exact = new Float32Array(PULLED_EDITS * styles);
  rows.forEach((row, i) => {
    const own = logDensity.subarray(row * styles, (row + 1) * styles);
    // Float32 keeps more of a small difference when the common size is gone.
    const top = own.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
    for (let s = 0; s < styles; s++) exact[i * styles + s] = Math.max(-60, own[s] - top);
  });
  const batch = takeBatch(
    data.table,
    rows.map((row) => edits[row]),
    rng,
    FEATURE_NOISE,
  );
  const target = tf.logSoftmax(tf.add<tf.Tensor2D>(tf.tensor2d(exact, [PULLED_EDITS, styles]), logShares));
  const fitted = tf.logSoftmax(tf.add<tf.Tensor2D>(logPotentials(svae, batch), logShares));
  return tf.mean(tf.sum(tf.mul(tf.exp(target), tf.sub(target, fitted)), 1)) as tf.Scalar;
}

export function svaeObjective(svae: Svae, data: PeopleData, peoplePerBatch: number, seed: number): Objective {
  const rng = createRng(seed);
  const { table } = data;
  const shift = logScale(table);
  const bound = (from: readonly Uint32Array[], own: Rng): tf.Scalar => {
    const drawn = drawPeople(from, peoplePerBatch, own);
    const batch = takeBatch(table, drawn.edits, own);
    const member = tf.tensor2d(drawn.member, [drawn.people, drawn.edits.length]);
    const logShares = tf.tensor1d(Float32Array.from(data.shares, Math.log));
    return tf.add(personBound(svae, batch, member, logShares, own), shift) as tf.Scalar;
  };
  return {
    parameters: svae.parameters,
    settledAt: 0.1,
    loss(step) {
      const own = rng.fork(step);
      const pull = pullToExact(svae, data, tf.tensor1d(Float32Array.from(data.shares, Math.log)), own);
      return tf.sub(tf.mul(pull, PULL), bound(data.train, own)) as tf.Scalar;
    },
    validate() {
      const rounds = 24;
      let sum = 0;
      for (let round = 0; round < rounds; round++) {
        sum += tf.tidy(() => bound(data.validation, rng.fork(0x7fff0000 + round)).dataSync()[0]);
      }
      return -sum / rounds;
    },
  };
}

/** π of the photo-level prior averaged over some photos: what the person's prior is. */
export function averagePrior(vae: Vae, table: EditTable, edits: Uint32Array): Float64Array {
  const { styles } = vae.shape;
  const shares = new Float64Array(styles);
  const size = 1024;
  for (let from = 0; from < edits.length; from += size) {
    const part = edits.subarray(from, from + size);
    const sums = tf.tidy(() => {
      const { x } = takeBatch(table, part, createRng(0));
      return tf.sum(tf.exp(stylePrior(vae, photoTrunk(vae, x)).logPrior), 0).dataSync();
    });
    for (let s = 0; s < styles; s++) shares[s] += sums[s] / edits.length;
  }
  return shares;
}

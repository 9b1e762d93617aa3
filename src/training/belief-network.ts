import { createRng, type Rng } from '../core';
import { ADJUSTMENT_COUNT } from '../edit';
import {
  type Batch,
  chunks,
  decoderFloor,
  drawEdits,
  type EditTable,
  type FitData,
  logScale,
  takeBatch,
} from './batches';
import { headTable, readHeads } from './density-heads';
import { type EditDensity, editLogDensity } from './likelihood';
import type { Objective } from './minimise';
import { createParameters, linear, type Parameters } from './parameters';
import { tf } from './tensorflow';

/**
 * A linearising belief network (Dauphin and Grangier 2016), the paper's baseline of several modes without a
 * recognition network: over a deterministic layer of the photo, units u_j = s_j · (w_j · h + b_j) that a coin
 * s_j ~ Bernoulli(σ(v_j · h + c_j)) opens or shuts; y | u is a Gaussian (with the hurdle), linear in u.
 */
export interface BeliefNetwork {
  readonly parameters: Parameters;
  readonly floor: Float32Array;
}

export function createBeliefNetwork(
  table: EditTable,
  options: { readonly hidden: number; readonly hurdle: boolean; readonly seed: number },
): BeliefNetwork {
  const { hidden, hurdle, seed } = options;
  const parameters = createParameters(
    {
      'first.weights': { shape: [table.mappedSize, hidden], start: 'he' },
      'first.bias': { shape: [hidden], start: 0 },
      'gate.weights': { shape: [hidden, hidden], start: 'small' },
      'gate.bias': { shape: [hidden], start: 0 },
      'second.weights': { shape: [hidden, hidden], start: 'he' },
      'second.bias': { shape: [hidden], start: 0 },
      ...headTable(hidden, 1, { hurdle }),
    },
    createRng(seed),
  );
  return { parameters, floor: decoderFloor(table) };
}

/** `count` draws of the coins for each photo of a batch, and what they say of y: all [count, batch, ...]. */
export function drawBeliefs(
  { parameters, floor }: BeliefNetwork,
  x: tf.Tensor2D,
  count: number,
  rng: Rng,
): { density: EditDensity; logCoins: tf.Tensor2D } {
  const batch = x.shape[0];
  const first = tf.relu(linear(x, parameters, 'first.weights', 'first.bias'));
  const logits = linear(first, parameters, 'gate.weights', 'gate.bias');
  const width = logits.shape[1];
  // Off the tape: what a coin shows has no gradient, only how likely that was.
  const said = logits.dataSync() as Float32Array;
  const chances = said.map((logit) => 1 / (1 + Math.exp(-logit)));
  const shown = new Float32Array(count * said.length);
  for (let at = 0; at < shown.length; at++) {
    shown[at] = Number(rng.uniform() < chances[at % said.length]);
  }
  const open = tf.tensor3d(shown, [count, batch, width]);
  // log σ(logit) where the coin is 1, log(1 - σ(logit)) where it is 0.
  const logCoins = tf.sum(tf.sub(tf.mul(open, logits), tf.softplus(logits)), -1) as tf.Tensor2D;
  const units = tf.mul(open, linear(first, parameters, 'second.weights', 'second.bias'));
  const flat = tf.reshape(units, [count * batch, width]) as tf.Tensor2D;
  return {
    logCoins,
    density: readHeads(parameters, flat, floor, (values) =>
      tf.reshape(values, [count, batch, ADJUSTMENT_COUNT]),
    ),
  };
}

/** log of the mean of p(y | s) over `count` draws of the coins, [batch]. */
function logMean(network: BeliefNetwork, batch: Batch, count: number, rng: Rng): tf.Tensor {
  const { density } = drawBeliefs(network, batch.x, count, rng);
  return tf.sub(tf.logSumExp(editLogDensity(batch, density, network.floor), 0), Math.log(count));
}

/**
 * Estimates of log p(y | x) in model units, each from `samples` draws: low by less the more there are. Streams of a seed
 * have other coins and the same dequantising noise.
 */
export function beliefLikelihoods(
  network: BeliefNetwork,
  table: EditTable,
  edits: Uint32Array,
  samples: number,
  seed: number,
  stream = 0,
): Float64Array {
  const shift = logScale(table);
  const values = new Float64Array(edits.length);
  const size = 128;
  chunks(edits, size).forEach((part, index) => {
    const rng = createRng(seed).fork(index);
    const own = tf.tidy(() => {
      const batch = takeBatch(table, part, rng);
      const coins = stream === 0 ? rng : rng.fork(stream);
      return logMean(network, batch, samples, coins).dataSync() as Float32Array;
    });
    own.forEach((value, i) => {
      values[index * size + i] = value + shift;
    });
  });
  return values;
}

const VALIDATION_SAMPLES = 32;

/**
 * Generalised EM: with weights w_k ∝ p(y | s_k) over coins drawn from p(s | x), the gradient of log p(y | x) is
 * Σ w_k ∇ log p(y, s_k | x).
 */
export function beliefObjective(
  network: BeliefNetwork,
  data: FitData,
  options: { readonly batchSize: number; readonly samples: number; readonly seed: number },
): Objective {
  const rng = createRng(options.seed);
  const { table, train, validation } = data;
  const shift = logScale(table);
  return {
    parameters: network.parameters,
    settledAt: 0.1,
    loss(step) {
      const own = rng.fork(step);
      const batch = takeBatch(table, drawEdits(train, options.batchSize, own), own, data.featureNoise);
      const { density, logCoins } = drawBeliefs(network, batch.x, options.samples, own);
      const logDensity = editLogDensity(batch, density, network.floor);
      // Off the tape: the weights are data to the gradient.
      const weights = tf.tensor2d(tf.softmax(tf.transpose(logDensity)).dataSync() as Float32Array, [
        batch.size,
        options.samples,
      ]);
      const explained = tf.mul(tf.transpose(weights), tf.add(logDensity, logCoins));
      return tf.neg(tf.add(tf.mean(tf.sum(explained, 0)), shift)) as tf.Scalar;
    },
    validate() {
      const values = beliefLikelihoods(network, table, validation, VALIDATION_SAMPLES, options.seed);
      return -values.reduce((sum, value) => sum + value, 0) / values.length;
    },
  };
}

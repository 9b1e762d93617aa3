import { createRng } from '../core';
import { ADJUSTMENT_COUNT, HALF_STEP } from '../edit';
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
 * A mixture density network: [x] through two hidden layers to the weights, means and deviations of Gaussians over y.
 * With one component it is the MLP of the paper's baselines.
 */
export interface DensityNetwork {
  readonly components: number;
  readonly parameters: Parameters;
  readonly floor: Float32Array;
}

export function createDensityNetwork(
  table: EditTable,
  options: {
    readonly components: number;
    readonly hidden: number;
    /** The likelihood of the CGM-VAE it is compared with: each component leaves sliders at 0 with a probability. */
    readonly hurdle: boolean;
    readonly seed: number;
  },
): DensityNetwork {
  const { components, hidden, hurdle, seed } = options;
  const rng = createRng(seed);
  const width = components * ADJUSTMENT_COUNT;
  const means = Float32Array.from({ length: width }, () => (components > 1 ? rng.normal() : 0));
  const parameters = createParameters(
    {
      'first.weights': { shape: [table.mappedSize, hidden], start: 'he' },
      'first.bias': { shape: [hidden], start: 0 },
      'second.weights': { shape: [hidden, hidden], start: 'he' },
      'second.bias': { shape: [hidden], start: 0 },
      'weight.weights': { shape: [hidden, components], start: 'small' },
      'weight.bias': { shape: [components], start: 0 },
      ...headTable(hidden, components, { hurdle, means }),
    },
    rng,
  );
  return { components, parameters, floor: decoderFloor(table) };
}

/** The components for a batch of photos: log weights [batch, components], the rest [components, batch, 11]. */
export function mixtureOf(
  { components, parameters, floor }: DensityNetwork,
  x: tf.Tensor2D,
): { logWeights: tf.Tensor2D; density: EditDensity } {
  const batch = x.shape[0];
  const first = tf.relu(linear(x, parameters, 'first.weights', 'first.bias'));
  const second = tf.relu(linear(first, parameters, 'second.weights', 'second.bias'));
  return {
    logWeights: tf.logSoftmax(linear(second, parameters, 'weight.weights', 'weight.bias')) as tf.Tensor2D,
    density: readHeads(parameters, second, floor, (values) =>
      tf.transpose(tf.reshape(values, [batch, components, ADJUSTMENT_COUNT]), [1, 0, 2]),
    ),
  };
}

/** log p(y | x), [batch], y standardised. */
function logDensity(network: DensityNetwork, batch: Batch): tf.Tensor {
  const { logWeights, density } = mixtureOf(network, batch.x);
  const each = tf.transpose(editLogDensity(batch, density, network.floor) as tf.Tensor2D);
  return tf.logSumExp(tf.add(each, logWeights), 1);
}

export function densityNetworkLikelihoods(
  network: DensityNetwork,
  table: EditTable,
  edits: Uint32Array,
  seed: number,
): Float64Array {
  const shift = logScale(table);
  const values = new Float64Array(edits.length);
  chunks(edits, 512).forEach((part, index) => {
    const density = tf.tidy(() => {
      const batch = takeBatch(table, part, createRng(seed).fork(index));
      return logDensity(network, batch).dataSync() as Float32Array;
    });
    density.forEach((value, i) => {
      values[index * 512 + i] = value + shift;
    });
  });
  return values;
}

export function densityNetworkObjective(
  network: DensityNetwork,
  data: FitData,
  batchSize: number,
  seed: number,
): Objective {
  const rng = createRng(seed);
  const { table, train, validation } = data;
  const shift = logScale(table);
  return {
    parameters: network.parameters,
    settledAt: 0.1,
    loss(step) {
      const own = rng.fork(step);
      const batch = takeBatch(table, drawEdits(train, batchSize, own), own, data.featureNoise);
      return tf.neg(tf.add(tf.mean(logDensity(network, batch)), shift)) as tf.Scalar;
    },
    validate() {
      const values = densityNetworkLikelihoods(network, table, validation, seed);
      return -values.reduce((sum, value) => sum + value, 0) / values.length;
    },
  };
}

/** One diagonal Gaussian for all edits, whatever the photo: what knowing nothing scores. */
export function unconditionalGaussian(
  table: EditTable,
  train: Uint32Array,
  edits: Uint32Array,
  seed: number,
): Float64Array {
  const rng = createRng(seed);
  const variance = new Float64Array(ADJUSTMENT_COUNT);
  for (const edit of train) {
    for (let i = 0; i < ADJUSTMENT_COUNT; i++) {
      variance[i] += (table.y[edit * ADJUSTMENT_COUNT + i] - table.mean[i]) ** 2 / train.length;
    }
  }
  const spread = variance.map((value, i) => value + HALF_STEP[i] ** 2 / 3);
  return Float64Array.from(edits, (edit) => {
    let sum = 0;
    for (let i = 0; i < ADJUSTMENT_COUNT; i++) {
      const value = table.y[edit * ADJUSTMENT_COUNT + i] + (2 * rng.uniform() - 1) * HALF_STEP[i];
      sum -= 0.5 * ((value - table.mean[i]) ** 2 / spread[i] + Math.log(2 * Math.PI * spread[i]));
    }
    return sum;
  });
}

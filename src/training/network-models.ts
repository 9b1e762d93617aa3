import { createRng, meanOf } from '../core';
import { ADJUSTMENT_COUNT } from '../edit';
import {
  createDensityNetwork,
  type DensityNetwork,
  densityNetworkLikelihoods,
  densityNetworkObjective,
  mixtureOf,
} from './baselines';
import { chunks, type EditTable, someOf, takeBatch } from './batches';
import {
  type BeliefNetwork,
  beliefLikelihoods,
  beliefObjective,
  createBeliefNetwork,
  drawBeliefs,
} from './belief-network';
import { createVae, decode, photoTrunk, stylePrior, type Vae } from './cgm-vae';
import { drawEach, drawFrom, type EditModel, type Settling } from './edit-model';
import { joinedEstimates, settledLogLikelihood } from './evaluate';
import { flowValues } from './flow';
import type { EditDensity } from './likelihood';
import { minimise, type Objective } from './minimise';
import { disposeParameters } from './parameters';
import { styleLabels } from './prepare';
import { tf } from './tensorflow';
import { type VaeObjectiveOptions, vaeObjective } from './vae-objective';

/** What every network of a comparison is given alike. */
export interface NetworkBudget {
  readonly steps: number;
  readonly batch: number;
  readonly hidden: number;
  readonly learningRate: number;
  /** Of the weights, a step and unit of learning rate. */
  readonly decay: number;
  readonly featureNoise: number;
  readonly hurdle: boolean;
  readonly seed: number;
  readonly onProgress: (line: string) => void;
}

export interface ModelParts {
  readonly train: Uint32Array;
  readonly validation: Uint32Array;
}

const SAMPLED_AT_ONCE = 256;
/** As the shipped model's fit has it. */
const PERSON_SHARE = 0.5;
/** Validation edits that early stopping watches, how often, and how many times nothing may improve: for all alike. */
const WATCHED = 1024;
const VALIDATE_EVERY = 125;
const PATIENCE = 8;
/** Estimates of a likelihood take twice the samples until they move by less than this, in nats, or there are so many. */
const SETTLED = 0.02;
const MOST_SAMPLES = 256;

/** Fits within the budget, says how that ended, and returns the way there. */
function fitTo(
  name: string,
  objective: Objective,
  { steps, learningRate, decay, onProgress }: NetworkBudget,
): EditModel['curve'] {
  const { bestStep, best, history } = minimise(objective, {
    steps,
    learningRate,
    decay,
    clip: 5,
    validateEvery: VALIDATE_EVERY,
    patience: PATIENCE,
    onProgress: () => undefined,
  });
  onProgress(`${name}: ${(-best).toFixed(3)}, the best after ${bestStep} of ${steps} steps`);
  return history.map(({ step, validation }) => ({ step, validation: -validation }));
}

const settlingText = (trail: readonly Settling[]): string =>
  trail.map(({ samples, mean }) => `${samples} samples ${mean.toFixed(3)}`).join(', ');

/** What a network says, off the backend. To be called within tf.tidy. */
function valuesOf({ mean, deviation, moved }: EditDensity) {
  return {
    mean: mean.dataSync() as Float32Array,
    deviation: deviation.dataSync() as Float32Array,
    moved: moved?.dataSync() as Float32Array | undefined,
  };
}

/** The table with nothing to be seen of the photos. */
export function withoutPhotos(table: EditTable): EditTable {
  const photos = table.mapped.length / table.mappedSize;
  return { ...table, mapped: new Float32Array(photos), mappedSize: 1 };
}

/** A mixture density network (one component: the MLP) on this table; on a blind one, an unconditional mixture. */
export function fitDensityModel(
  name: string,
  table: EditTable,
  parts: ModelParts,
  components: number,
  budget: NetworkBudget,
): EditModel {
  const network = createDensityNetwork(table, { ...budget, components });
  const validation = someOf(parts.validation, WATCHED, budget.seed);
  const data = { table, train: parts.train, validation, featureNoise: budget.featureNoise };
  const objective = densityNetworkObjective(network, data, budget.batch, budget.seed);
  const curve = fitTo(name, objective, budget);
  return {
    name,
    curve,
    logProb: (edits, seed) => ({ values: densityNetworkLikelihoods(network, table, edits, seed) }),
    sample: (edits, count, seed) => sampleDensityNetwork(network, table, edits, count, seed),
    dispose: () => disposeParameters(network.parameters),
  };
}

function sampleDensityNetwork(
  network: DensityNetwork,
  table: EditTable,
  edits: Uint32Array,
  count: number,
  seed: number,
): Float64Array {
  const { components } = network;
  const drawn = new Float64Array(edits.length * count * ADJUSTMENT_COUNT);
  chunks(edits, SAMPLED_AT_ONCE).forEach((part, index) => {
    const said = tf.tidy(() => {
      const { logWeights, density } = mixtureOf(network, takeBatch(table, part, createRng(0)).x);
      return { weights: tf.exp(logWeights).dataSync() as Float32Array, ...valuesOf(density) };
    });
    const own = drawEach(part, count, seed + index, (row, rng) => {
      const weights = said.weights.subarray(row * components, (row + 1) * components);
      const component = rng.categorical(weights);
      return drawFrom(said, (component * part.length + row) * ADJUSTMENT_COUNT, table, rng);
    });
    drawn.set(own, index * SAMPLED_AT_ONCE * count * ADJUSTMENT_COUNT);
  });
  return drawn;
}

/** What a CGM-VAE has beside the budget. One style is a plain CVAE. What is left out is as in the model that ships. */
export interface VaeChoices extends Partial<Pick<VaeObjectiveOptions, 'labelsPull' | 'tightens'>> {
  readonly latent: number;
  readonly styles: number;
  readonly conditionalPrior: boolean;
  readonly personShare?: number;
  readonly flow?: boolean;
}

/** A CGM-VAE, fitted in the way of the one that ships, within the budget. */
export function fitVaeModel(
  name: string,
  table: EditTable,
  parts: ModelParts,
  choices: VaeChoices,
  budget: NetworkBudget,
): EditModel {
  const { hidden, hurdle, seed } = budget;
  const { latent, styles, conditionalPrior, flow = false } = choices;
  const shape = {
    ...{ latent, styles, conditionalPrior, hidden, hurdle, flow },
    ...{ trunk: hidden, mapped: table.mappedSize },
  };
  const vae = createVae(shape, table, seed);
  const data = {
    table,
    train: parts.train,
    labels: styleLabels(table, parts.train, choices.styles, seed),
    validation: someOf(parts.validation, WATCHED, seed),
    featureNoise: budget.featureNoise,
  };
  const { personShare = PERSON_SHARE, labelsPull, tightens } = choices;
  const how = { batchSize: budget.batch, samples: 2, labelsKept: 0, personShare, labelsPull, tightens, seed };
  const curve = fitTo(name, vaeObjective(vae, data, how), budget);
  return { ...vaeModel(name, vae, table, budget.onProgress), curve };
}

/** A linearising belief network, the paper's LBN. */
export function fitBeliefModel(
  name: string,
  table: EditTable,
  parts: ModelParts,
  samples: number,
  budget: NetworkBudget,
): EditModel {
  const network = createBeliefNetwork(table, budget);
  const validation = someOf(parts.validation, WATCHED, budget.seed);
  const data = { table, train: parts.train, validation, featureNoise: budget.featureNoise };
  const objective = beliefObjective(network, data, { batchSize: budget.batch, samples, seed: budget.seed });
  const curve = fitTo(name, objective, budget);
  return {
    name,
    curve,
    logProb(edits, seed) {
      let count = 64;
      let values = beliefLikelihoods(network, table, edits, count, seed);
      const trail: Settling[] = [{ samples: count, mean: meanOf(values) }];
      for (let moved = Number.POSITIVE_INFINITY; moved > SETTLED && count < MOST_SAMPLES; ) {
        values = joinedEstimates(values, beliefLikelihoods(network, table, edits, count, seed, count));
        count *= 2;
        moved = meanOf(values) - trail.at(-1)!.mean;
        trail.push({ samples: count, mean: meanOf(values) });
      }
      budget.onProgress(`${name}: ${settlingText(trail)}`);
      return { values, trail };
    },
    sample: (edits, count, seed) => sampleBeliefs(network, table, edits, count, seed),
    dispose: () => disposeParameters(network.parameters),
  };
}

function sampleBeliefs(
  network: BeliefNetwork,
  table: EditTable,
  edits: Uint32Array,
  count: number,
  seed: number,
): Float64Array {
  const drawn = new Float64Array(edits.length * count * ADJUSTMENT_COUNT);
  chunks(edits, SAMPLED_AT_ONCE).forEach((part, index) => {
    const rng = createRng(seed).fork(index);
    const said = tf.tidy(() =>
      valuesOf(drawBeliefs(network, takeBatch(table, part, rng).x, count, rng).density),
    );
    for (let row = 0; row < part.length; row++) {
      for (let draw = 0; draw < count; draw++) {
        const y = drawFrom(said, (draw * part.length + row) * ADJUSTMENT_COUNT, table, rng);
        drawn.set(y, ((index * SAMPLED_AT_ONCE + row) * count + draw) * ADJUSTMENT_COUNT);
      }
    }
  });
  return drawn;
}

/** A fitted CGM-VAE. Its likelihood raises the number of importance samples until it stands still. */
export function vaeModel(name: string, vae: Vae, table: EditTable, note: (line: string) => void): EditModel {
  return {
    name,
    logProb(edits, seed) {
      const { values, trail } = settledLogLikelihood(vae, table, edits, seed, {
        from: 16,
        most: MOST_SAMPLES,
        tolerance: SETTLED,
      });
      note(`${name}: ${settlingText(trail)}`);
      return { values, trail };
    },
    sample: (edits, count, seed) => sampleVae(vae, table, edits, count, seed),
    dispose: () => disposeParameters(vae.parameters),
  };
}

/** s ~ π(x), z ~ N(μ_s(x), σ_s²), y ~ p(y | x, z). */
function sampleVae(
  vae: Vae,
  table: EditTable,
  edits: Uint32Array,
  count: number,
  seed: number,
): Float64Array {
  const { styles, latent } = vae.shape;
  const flow = flowValues(vae.parameters);
  const drawn = new Float64Array(edits.length * count * ADJUSTMENT_COUNT);
  chunks(edits, SAMPLED_AT_ONCE).forEach((part, index) => {
    const rng = createRng(seed).fork(index);
    const said = tf.tidy(() => {
      const trunk = photoTrunk(vae, takeBatch(table, part, createRng(0)).x);
      const { logPrior, prior } = stylePrior(vae, trunk);
      const weights = tf.exp(logPrior).dataSync() as Float32Array;
      const shape = [styles, part.length, latent];
      const means = tf.add(prior.mean, tf.zeros(shape)).dataSync() as Float32Array;
      const deviations = tf.add(prior.deviation, tf.zeros(shape)).dataSync() as Float32Array;
      const z = new Float32Array(count * part.length * latent);
      for (let draw = 0; draw < count; draw++) {
        for (let row = 0; row < part.length; row++) {
          const style = rng.categorical(weights.subarray(row * styles, (row + 1) * styles));
          const from = (style * part.length + row) * latent;
          for (let i = 0; i < latent; i++) {
            z[(draw * part.length + row) * latent + i] =
              means[from + i] + deviations[from + i] * rng.normal();
          }
        }
      }
      return valuesOf(decode(vae, trunk, tf.tensor3d(z, [count, part.length, latent])));
    });
    for (let row = 0; row < part.length; row++) {
      for (let draw = 0; draw < count; draw++) {
        const at = (draw * part.length + row) * ADJUSTMENT_COUNT;
        const y = drawFrom(said, at, table, rng, flow);
        drawn.set(y, ((index * SAMPLED_AT_ONCE + row) * count + draw) * ADJUSTMENT_COUNT);
      }
    }
  });
  return drawn;
}

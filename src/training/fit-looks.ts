import { clusteredEstimate, meanOf } from '../core';
import { ADJUSTMENT_COUNT } from '../edit';
import { DECODED, decodeLatents, parseLooksModel, prepareLooks } from '../looks';
import { unconditionalGaussian } from './baselines';
import { type EditTable, someOf } from './batches';
import { averagePrior } from './cgm-svae';
import { createVae, type Vae, type VaeShape } from './cgm-vae';
import type { Dataset } from './dataset';
import { densityTable, latentUse, logLikelihoods, settledLogLikelihood } from './evaluate';
import { architectureOf, looksTensors, type ShippedModel, ship } from './export';
import { type Checkpoint, minimise } from './minimise';
import { fitDensityModel } from './network-models';
import { disposeParameters, readParameters, type Values } from './parameters';
import { type Prepared, prepare, styleLabels } from './prepare';
import { nameStyles } from './style-words';
import { vaeObjective } from './vae-objective';

export type LooksFitStage = 'map' | 'labels' | 'steps' | 'measures';

export interface LooksFitOptions {
  readonly embedding: number;
  readonly axes: number;
  readonly trunk: number;
  readonly hidden: number;
  readonly latent: number;
  readonly styles: number;
  readonly conditionalPrior: boolean;
  /** Whether sliders are left at 0 with a probability of their own, in this model and its baselines. */
  readonly hurdle: boolean;
  /** Importance samples a style of the bound, and how much of the labels' pull is kept, in the second part of the fit. */
  readonly samples: number;
  readonly labelsKept: number;
  /** Share of the bound of edits that share their person's style. */
  readonly personShare: number;
  readonly steps: number;
  readonly batch: number;
  readonly learningRate: number;
  /** Deviations by which photos are blurred in fitting. */
  readonly featureNoise: number;
  readonly seed: number;
  /** Whether to fit the baselines of the comparison as well. */
  readonly baselines: boolean;
  readonly onProgress: (line: string) => void;
  /** Called as each part of the fit begins. */
  readonly onStage?: (stage: LooksFitStage) => void;
  readonly onCheckpoint?: (checkpoint: Checkpoint) => void;
  readonly resumeFrom?: Checkpoint | undefined;
}

/** A fitted CGM-VAE with all that is needed to go on from it. */
export interface FittedLooks {
  readonly shape: VaeShape;
  readonly values: Values;
  readonly prepared: Prepared;
  readonly floor: Float32Array;
  readonly shares: Float64Array;
  readonly metrics: LooksMetrics;
  readonly model: ShippedModel;
}

interface Score {
  readonly mean: number;
  readonly interval: number;
}

export interface LooksMetrics {
  readonly edits: { readonly train: number; readonly validation: number; readonly test: number };
  readonly validation: Score;
  readonly test: Score;
  /** Samples a style of the importance-weighted estimate, and the estimates on the way there. */
  readonly samples: number;
  readonly trail: readonly { samples: number; mean: number }[];
  readonly information: number;
  readonly effectiveStyles: number;
  readonly activeLatents: number;
  /** Test likelihood lost when edits are scored on other photos. */
  readonly scrambledLoss: number;
  readonly baselines: Readonly<Record<string, Score>>;
  readonly steps: number;
  readonly bestStep: number;
  readonly seconds: number;
}

const VALIDATION_EDITS = 2048;
/** Of those, what early stopping watches. */
const WATCHED_EDITS = 1024;
/** Test edits that are scored, a fixed random part where there are more. */
export const TEST_EDITS = 3000;

/** Over edits; a person's go together in the interval. */
const scoreOf = (table: EditTable, edits: Uint32Array, values: ArrayLike<number>): Score =>
  clusteredEstimate(
    values,
    Array.from(edits, (edit) => table.personOf[edit]),
  );

function scrambledPhotos(table: EditTable, edits: Uint32Array): Uint32Array {
  const photos = table.photoOf.slice();
  const shift = Math.floor(edits.length / 3) + 1;
  edits.forEach((edit, i) => {
    photos[edit] = table.photoOf[edits[(i + shift) % edits.length]];
  });
  return photos;
}

function fitBaselines(
  prepared: Prepared,
  options: LooksFitOptions,
  test: Uint32Array,
): Record<string, Score> {
  const { table, parts } = prepared;
  const scores: Record<string, Score> = {
    'one Gaussian for all photos': scoreOf(
      table,
      test,
      unconditionalGaussian(table, parts.train, test, options.seed),
    ),
  };
  // Two hidden layers of this width have about the CGM-VAE's generative number of weights.
  const budget = { ...options, hidden: options.trunk + 32, decay: 0.01 };
  for (const [name, components] of [
    ['MLP (one Gaussian)', 1],
    [`MDN (${options.styles} Gaussians)`, options.styles],
  ] as const) {
    const model = fitDensityModel(name, table, parts, components, budget);
    scores[name] = scoreOf(table, test, model.logProb(test, options.seed)!.values);
    options.onProgress(`baseline ${name}: ${scores[name].mean.toFixed(3)}`);
    model.dispose();
  }
  return scores;
}

function measure(
  vae: Vae,
  prepared: Prepared,
  options: LooksFitOptions,
): Omit<LooksMetrics, 'steps' | 'bestStep' | 'seconds'> {
  const { table, parts } = prepared;
  const { seed } = options;
  const test = someOf(parts.test, TEST_EDITS, seed);
  const validation = someOf(parts.validation, VALIDATION_EDITS, seed);
  const settled = settledLogLikelihood(vae, table, test, seed, { from: 8, most: 128, tolerance: 0.03 });
  const use = latentUse(vae, table, test, settled.densities, seed);
  const few = Math.min(16, settled.samples);
  const scrambled = densityTable(vae, table, test, few, seed, { photos: scrambledPhotos(table, test) });
  const straight = densityTable(vae, table, test, few, seed);
  return {
    edits: { train: parts.train.length, validation: parts.validation.length, test: parts.test.length },
    validation: scoreOf(
      table,
      validation,
      logLikelihoods(densityTable(vae, table, validation, settled.samples, seed)),
    ),
    test: scoreOf(table, test, settled.values),
    samples: settled.samples,
    trail: settled.trail,
    information: use.information,
    effectiveStyles: use.effectiveStyles,
    activeLatents: use.activeLatents,
    scrambledLoss: meanOf(logLikelihoods(straight)) - meanOf(logLikelihoods(scrambled)),
    baselines: options.baselines ? fitBaselines(prepared, options, test) : {},
  };
}

/** What each style does on average over some photos: the decoder at the style's mean z. */
function styleMeans(model: ShippedModel, examples: readonly Float32Array[]): Float64Array[] {
  const looks = parseLooksModel(model.manifest, model.weights);
  const means = looks.styles.map(() => new Float64Array(ADJUSTMENT_COUNT));
  for (const features of examples) {
    const context = prepareLooks(looks, features);
    const decoded = decodeLatents(looks, context, context.latentMean);
    means.forEach((mean, s) => {
      const at = s * DECODED;
      for (let j = 0; j < ADJUSTMENT_COUNT; j++)
        mean[j] += (decoded[at + j] * decoded[at + 2 * ADJUSTMENT_COUNT + j]) / examples.length;
    });
  }
  return means;
}

export async function fitLooks(dataset: Dataset, options: LooksFitOptions): Promise<FittedLooks> {
  const { onProgress, onStage, seed } = options;
  onStage?.('map');
  const prepared = await prepare(dataset, options);
  const { map, table, parts } = prepared;
  onProgress(
    `${parts.train.length} edits to fit, ${parts.validation.length} to validate, ${parts.test.length} to test`,
  );
  const shape: VaeShape = {
    mapped: table.mappedSize,
    trunk: options.trunk,
    hidden: options.hidden,
    latent: options.latent,
    styles: options.styles,
    conditionalPrior: options.conditionalPrior,
    hurdle: options.hurdle,
  };
  onStage?.('labels');
  const labels = styleLabels(table, parts.train, options.styles, seed);
  const vae = createVae(shape, table, seed);
  const validation = someOf(parts.validation, WATCHED_EDITS, seed);
  onStage?.('steps');
  const result = minimise(
    vaeObjective(
      vae,
      { table, train: parts.train, labels, validation, featureNoise: options.featureNoise },
      {
        batchSize: options.batch,
        samples: options.samples,
        labelsKept: options.labelsKept,
        personShare: options.personShare,
        seed,
      },
    ),
    {
      steps: options.steps,
      learningRate: options.learningRate,
      clip: 5,
      decay: 0.02,
      validateEvery: 250,
      patience: 12,
      onProgress,
      onCheckpoint: options.onCheckpoint,
      resumeFrom: options.resumeFrom,
    },
  );
  onStage?.('measures');
  const metrics: LooksMetrics = {
    ...measure(vae, prepared, options),
    steps: result.steps,
    bestStep: result.bestStep,
    seconds: Math.round(result.seconds),
  };
  const values = readParameters(vae.parameters);
  const shares = averagePrior(vae, table, parts.train);
  disposeParameters(vae.parameters);
  const tensors = looksTensors(values, shape, table, vae.floor, map, shares);
  const architecture = architectureOf(map, {
    trunk: options.trunk,
    hidden: options.hidden,
    latent: options.latent,
    conditionalPrior: options.conditionalPrior,
  });
  const fields = {
    encoderVersion: dataset.encoderVersion,
    architecture,
    training: {
      simulated: dataset.simulated,
      population: dataset.population,
      dataset: { seed: dataset.seed, photos: dataset.photos, edits: dataset.edits, people: dataset.people },
      seed,
      batch: options.batch,
      learningRate: options.learningRate,
      featureNoise: options.featureNoise,
      metrics,
    },
  };
  const unnamed = Array.from(shares, (_, s) => ({ name: `Style ${s + 1}`, words: [] }));
  const draft = await ship('looks', tensors, { ...fields, styles: unnamed });
  const styles = nameStyles(styleMeans(draft, prepared.examples), shares);
  const model = await ship('looks', tensors, { ...fields, styles });
  return { shape, values, prepared, floor: vae.floor, shares, metrics, model };
}

import { createRng } from '../core';
import type { LooksModel } from '../looks';
import { type PersonState, parseTasteModel } from '../taste';
import { someOf } from './batches';
import { createSvae, type PeopleData, svaeObjective } from './cgm-svae';
import type { Vae } from './cgm-vae';
import { badDataset, type Dataset } from './dataset';
import { densityTable } from './evaluate';
import { architectureOf, type ShippedModel, ship, tasteTensors } from './export';
import type { LooksForTaste } from './fitted';
import { gatherHeldOut, withHistory } from './held-out';
import { type Checkpoint, minimise } from './minimise';
import { createParameters, disposeParameters, type ParameterTable, readParameters } from './parameters';
import { styleLogDensities } from './person-score';
import { choosePersonState, sliderRates, startingState, type TriedState } from './person-state';
import {
  believer,
  type PersonalOptions,
  type PersonalPoint,
  personalisation,
  potentialAccuracy,
} from './personal';
import { byPerson } from './prepare';

export interface TasteFitOptions {
  readonly hidden: number;
  readonly clamp: number;
  readonly steps: number;
  readonly people: number;
  readonly learningRate: number;
  readonly seed: number;
  readonly onProgress: (line: string) => void;
  readonly onCheckpoint?: (checkpoint: Checkpoint) => void;
  readonly resumeFrom?: Checkpoint | undefined;
}

export interface TasteMetrics {
  readonly people: { readonly train: number; readonly validation: number; readonly test: number };
  /** r against the exact log p̂(y | x, s) on test edits. */
  readonly divergence: number;
  readonly agreement: number;
  readonly state: PersonState;
  readonly tried: readonly TriedState[];
  readonly test: readonly PersonalPoint[];
  /** The same with r replaced by log p̂(y | x, s), clamped nowhere. */
  readonly exact: readonly PersonalPoint[];
  /** The same with each edit of the history from another person: has to gain nothing. */
  readonly shuffled: readonly PersonalPoint[];
  readonly steps: number;
  readonly bestStep: number;
  readonly seconds: number;
}

export interface FittedTaste {
  readonly metrics: TasteMetrics;
  readonly model: ShippedModel;
}

const EXACT_SAMPLES = 8;
const MOST_EXACT = 40_000;

/** A fitted CGM-VAE's tensors back on the backend. */
export function reviveVae({ shape, values, floor }: Pick<LooksForTaste, 'shape' | 'values' | 'floor'>): Vae {
  const table: ParameterTable = Object.fromEntries(
    [...values].map(([name, tensor]) => [name, { shape: tensor.shape, start: tensor.values }]),
  );
  return { shape, floor, parameters: createParameters(table, createRng(0)) };
}

/** log p̂(y | x, s) of training edits, as many as the potentials need to learn from. */
function exactPotentials(vae: Vae, looks: LooksForTaste, seed: number): PeopleData['exact'] {
  const edits = someOf(looks.prepared.parts.train, MOST_EXACT, seed);
  return {
    edits,
    logDensity: densityTable(vae, looks.prepared.table, edits, EXACT_SAMPLES, seed).logDensity,
  };
}

function pointsInWords(points: readonly PersonalPoint[]): string {
  return points
    .map(
      ({ context, gain, interval, harmed }) =>
        `${context}: ${gain.toFixed(2)}±${interval.toFixed(2)} (${Math.round(harmed * 100)}% harmed)`,
    )
    .join('  ');
}

/** After as many known edits as anybody has. */
const pointsOf = (options: PersonalOptions): PersonalPoint[] =>
  personalisation(options).filter(({ people }) => people > 0);

/** Throws `data-invalid` where there is nobody to fit to, or too few held-out people. */
export async function fitTaste(
  dataset: Dataset,
  looks: LooksForTaste,
  looksModel: LooksModel,
  options: TasteFitOptions,
): Promise<FittedTaste> {
  const { onProgress, seed } = options;
  const { table, parts, map } = looks.prepared;
  const people = {
    train: byPerson(table.personOf, parts.train, 2),
    validation: byPerson(table.personOf, parts.validation, 2),
    test: byPerson(table.personOf, parts.test, 2),
  };
  // What is wanted once it is fitted is asked for before.
  if (people.train.length === 0) throw badDataset('nobody whose edits are to fit to has two of them');
  withHistory(people.validation, 'validation');
  withHistory(people.test, 'test');
  onProgress(
    `${people.train.length} people to fit, ${people.validation.length} to validate, ${people.test.length} to test`,
  );
  const vae = reviveVae(looks);
  const svae = createSvae(vae, { hidden: options.hidden, clamp: options.clamp, seed });
  const data: PeopleData = {
    table,
    train: people.train,
    validation: people.validation,
    shares: looks.shares,
    exact: exactPotentials(vae, looks, seed),
  };
  const result = minimise(svaeObjective(svae, data, options.people, seed), {
    steps: options.steps,
    learningRate: options.learningRate,
    clip: 5,
    decay: 0.02,
    validateEvery: 200,
    patience: 10,
    onProgress,
    onCheckpoint: options.onCheckpoint,
    resumeFrom: options.resumeFrom,
  });
  const values = readParameters(svae.parameters);
  disposeParameters(svae.parameters);
  disposeParameters(vae.parameters);
  const rates = sliderRates(dataset.y, people.train);
  const shipWith = (person: PersonState, training: Readonly<Record<string, unknown>>) =>
    ship('taste', tasteTensors(values, table, map, looks.shares), {
      encoderVersion: dataset.encoderVersion,
      looksVersion: looks.version,
      architecture: architectureOf(map, {
        hidden: options.hidden,
        styles: looks.shape.styles,
        latent: looks.shape.latent,
      }),
      clamp: options.clamp,
      person,
      training,
    });
  // From here on the models are those that ship, rounded as they are.
  const first = await shipWith(startingState(rates), {});
  const taste = parseTasteModel(first.manifest, first.weights);
  const holdOut = (list: readonly Uint32Array[]) => gatherHeldOut(looksModel, taste, dataset, list, seed);
  onProgress('what edits of held-out people say');
  const validation = await holdOut(people.validation);
  const { state, tried } = choosePersonState({ ...validation, prior: taste.prior }, rates, onProgress);
  const test = await holdOut(people.test);
  const nobody = believer(test.evidence, taste.prior, state)([])(0);
  const logDensity = new Float64Array(test.evidence.potentials.length);
  for (let row = 0; row < test.evidence.edits; row++) {
    logDensity.set(styleLogDensities(test.evidence, row, nobody), row * looks.shape.styles);
  }
  const exact = { ...test.evidence, potentials: logDensity };
  const common = { ...test, prior: taste.prior, seed, believe: believer(test.evidence, taste.prior, state) };
  const metrics: TasteMetrics = {
    people: { train: people.train.length, validation: people.validation.length, test: people.test.length },
    ...potentialAccuracy(logDensity, test.evidence.potentials, taste.prior),
    state,
    tried,
    test: pointsOf(common),
    exact: pointsOf({ ...common, believe: believer(exact, taste.prior, state) }),
    shuffled: pointsOf({ ...common, control: 'everybody' }),
    steps: result.steps,
    bestStep: result.bestStep,
    seconds: Math.round(result.seconds),
  };
  onProgress(
    `r against log p(y|x,s): KL ${metrics.divergence.toFixed(3)}, same best style ${(100 * metrics.agreement).toFixed(0)}%`,
  );
  onProgress(`person kept as ${JSON.stringify(state)}`);
  onProgress(`gain in log-likelihood after known edits  ${pointsInWords(metrics.test)}`);
  onProgress(`  with exact potentials                   ${pointsInWords(metrics.exact)}`);
  onProgress(`  with edits of everybody else            ${pointsInWords(metrics.shuffled)}`);
  const model = await shipWith(state, {
    simulated: dataset.simulated,
    population: dataset.population,
    dataset: { seed: dataset.seed, photos: dataset.photos, edits: dataset.edits, people: dataset.people },
    seed,
    peoplePerBatch: options.people,
    learningRate: options.learningRate,
    metrics: summaryOf(metrics),
  });
  return { metrics, model };
}

/** The manifest is read by everybody who opens the app: no more than what says how good the model is. */
function summaryOf({ tried, test, exact, shuffled, ...rest }: TasteMetrics) {
  const points = (list: readonly PersonalPoint[]) => list.map(({ gains: _, ...point }) => point);
  return {
    ...rest,
    tried: tried.length,
    test: points(test),
    exact: points(exact),
    shuffled: points(shuffled),
  };
}

import { createRng } from '../core';
import type { PersonState } from '../taste';
import { someOf } from './batches';
import { createSvae, type PeopleData, potentialTable, svaeObjective } from './cgm-svae';
import type { Vae } from './cgm-vae';
import type { Dataset } from './dataset';
import { type DensityTable, densityTable } from './evaluate';
import { architectureOf, type ShippedModel, ship, tasteTensors } from './export';
import type { LooksForTaste } from './fitted';
import { type Checkpoint, minimise } from './minimise';
import { createParameters, disposeParameters, type ParameterTable, readParameters } from './parameters';
import {
  choosePersonState,
  type PersonalPoint,
  personalisation,
  potentialAccuracy,
  TARGETS,
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
  readonly tried: readonly { state: PersonState; gain: number }[];
  readonly test: readonly PersonalPoint[];
  /** The same with r replaced by log p̂(y | x, s), clamped nowhere. */
  readonly exact: readonly PersonalPoint[];
  /** The same with somebody else's history: has to gain nothing. */
  readonly shuffled: readonly PersonalPoint[];
  readonly steps: number;
  readonly bestStep: number;
  readonly seconds: number;
}

export interface FittedTaste {
  readonly metrics: TasteMetrics;
  readonly model: ShippedModel;
}

const SAMPLES = 32;
const EDITS_PER_PERSON = 50;
const MOST_PEOPLE = 80;
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

/** Held-out people: their edits laid end to end, each person's rows, and everything the scores need. */
interface HeldOut {
  readonly rows: readonly number[][];
  readonly edits: Uint32Array;
  readonly densities: DensityTable;
}

function holdOut(vae: Vae, looks: LooksForTaste, people: readonly Uint32Array[], seed: number): HeldOut {
  const chosen = people.slice(0, MOST_PEOPLE).map((own, i) => someOf(own, EDITS_PER_PERSON, seed + i));
  let at = 0;
  const rows = chosen.map((own) => Array.from(own, () => at++));
  const edits = Uint32Array.from(chosen.flatMap((own) => [...own]));
  return { rows, edits, densities: densityTable(vae, looks.prepared.table, edits, SAMPLES, seed) };
}

function pointsInWords(points: readonly PersonalPoint[]): string {
  return points
    .map(
      ({ context, gain, interval, harmed }) =>
        `${context}: ${gain.toFixed(2)}±${interval.toFixed(2)} (${Math.round(harmed * 100)}% harmed)`,
    )
    .join('  ');
}

export async function fitTaste(
  dataset: Dataset,
  looks: LooksForTaste,
  options: TasteFitOptions,
): Promise<FittedTaste> {
  const { onProgress, seed } = options;
  const { table, parts, map } = looks.prepared;
  const vae = reviveVae(looks);
  const svae = createSvae(vae, { hidden: options.hidden, clamp: options.clamp, seed });
  const people = {
    train: byPerson(table.personOf, parts.train, 2),
    validation: byPerson(table.personOf, parts.validation, 2),
    test: byPerson(table.personOf, parts.test, 2),
  };
  onProgress(
    `${people.train.length} people to fit, ${people.validation.length} to validate, ${people.test.length} to test`,
  );
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
  const enough = (list: readonly Uint32Array[]) => list.filter((own) => own.length >= TARGETS + 5);
  const validation = holdOut(vae, looks, enough(people.validation), seed);
  const test = holdOut(vae, looks, enough(people.test), seed);
  const potentialsOf = ({ edits }: HeldOut) => potentialTable(svae, table, edits, seed);
  const { state, tried } = choosePersonState({
    people: validation.rows,
    densities: validation.densities,
    potentials: potentialsOf(validation),
    shares: looks.shares,
    seed,
  });
  const testPotentials = potentialsOf(test);
  const common = {
    people: test.rows,
    densities: test.densities,
    potentials: testPotentials,
    shares: looks.shares,
    seed,
  };
  const metrics: TasteMetrics = {
    people: { train: people.train.length, validation: people.validation.length, test: people.test.length },
    ...potentialAccuracy(test.densities, testPotentials, looks.shares),
    state,
    tried,
    test: personalisation({ ...common, state }),
    exact: personalisation({ ...common, state, potentials: test.densities.logDensity }),
    shuffled: personalisation({ ...common, state, shuffled: true }),
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
  onProgress(`  with another person's edits             ${pointsInWords(metrics.shuffled)}`);
  const values = readParameters(svae.parameters);
  disposeParameters(svae.parameters);
  disposeParameters(vae.parameters);
  const model = await ship('taste', tasteTensors(values, table, map, looks.shares), {
    encoderVersion: dataset.encoderVersion,
    looksVersion: looks.version,
    architecture: architectureOf(map, { hidden: options.hidden, styles: looks.shape.styles }),
    clamp: options.clamp,
    person: state,
    training: {
      simulated: dataset.simulated,
      population: dataset.population,
      dataset: { seed: dataset.seed, photos: dataset.photos, edits: dataset.edits, people: dataset.people },
      seed,
      peoplePerBatch: options.people,
      learningRate: options.learningRate,
      metrics,
    },
  });
  return { metrics, model };
}

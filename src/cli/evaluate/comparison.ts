import { join } from 'node:path';
import type { EncodedRaster } from '../../colour';
import { EMBEDDING_SIZE } from '../../encoder';
import type { ComparisonOptions, Material, Recipe, Result, RunStore } from '../../evaluation';
import { type Dataset, fingerprintOf } from '../../training';
import { usage, wholeNumber } from '../command';
import { readDataset, readPictures } from '../dataset-io';
import { openFitting } from './fitting';
import type { Values } from './options';
import { openRuns } from './run-folder';

/** A dataset with what was fitted to it. */
export interface Compared {
  readonly dataset: Dataset;
  readonly pictures: ReadonlyMap<number, EncodedRaster>;
  readonly material: Material;
  readonly results: readonly Result[];
}

export const optionsOf = (values: Values) => ({
  seeds: wholeNumber(values.seeds, 'seeds', 5, 1),
  steps: wholeNumber(values.steps, 'steps', 1500, 1),
  batch: wholeNumber(values.batch, 'batch', 192, 2),
  models: values.models?.split(','),
});

/** What all figures of fitted models take. */
export const COMPARISON_USAGE =
  '--data DIR [--data DIR2 ...] --runs DIR [--seeds 5 --steps 1500 --batch 192]';

export function checkComparison(values: Values): void {
  optionsOf(values);
  wholeNumber(values['show-first'], 'show-first', 0);
  if (values.data === undefined || values.runs === undefined) throw usage('--data and --runs are needed.');
}

/** Datasets that are read and prepared once, however many figures want them. */
const opened = new Map<string, Promise<Omit<Compared, 'results'>>>();

async function open(
  folder: string,
  values: Values,
  note: (line: string) => void,
): Promise<Omit<Compared, 'results'>> {
  const { createDarkroom } = await import('../../evaluation');
  const fitting = await openFitting();
  const dataset = await readDataset(folder);
  const pictures = await readPictures(folder);
  const { population, photos, edits, people } = dataset;
  note(`${population}: ${edits} edits of ${photos} photos by ${people} people`);
  const first = wholeNumber(values['show-first'], 'show-first', 0);
  return {
    dataset,
    pictures,
    material: {
      prepared: await fitting.prepare(dataset, { embedding: EMBEDDING_SIZE, axes: 40, seed: 1 }),
      darkroom: createDarkroom(pictures),
      groups: dataset.groups,
      mayShow: (photo) => dataset.groups[photo] < first,
    },
  };
}

function openOnce(...[folder, values, note]: Parameters<typeof open>): Promise<Omit<Compared, 'results'>> {
  const earlier = opened.get(folder) ?? open(folder, values, note);
  opened.set(folder, earlier);
  return earlier;
}

/** What a comparison is made with, as it is asked for. */
export function comparisonOf(values: Values, note: (line: string) => void): ComparisonOptions {
  return {
    ...optionsOf(values),
    note,
    spent() {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1e6;
    },
  };
}

/** Where the runs of a set are kept within this budget; of another `kind` than the comparison's, elsewhere. */
export async function runsOf(dataset: Dataset, values: Values, kind = ''): Promise<RunStore> {
  const { SCORES_VERSION } = await import('../../evaluation');
  const { steps, batch } = optionsOf(values);
  const set = `${dataset.population}-${await fingerprintOf(dataset)}`;
  return openRuns(join(values.runs!, `${set}-${steps}x${batch}-scores.${SCORES_VERSION}${kind}`));
}

/**
 * Fits what is not fitted yet, of these recipes on every dataset, or on those of these populations. Throws `usage` where
 * there is none of one.
 */
export async function compare(
  values: Values,
  note: (line: string) => void,
  recipes: readonly Recipe[],
  populations?: readonly string[],
): Promise<Compared[]> {
  const { finishRuns } = await import('../../evaluation');
  const options = comparisonOf(values, note);
  const all: Compared[] = [];
  for (const folder of values.data!) {
    const known = await openOnce(folder, values, note);
    if (populations && !populations.includes(known.dataset.population)) continue;
    const store = await runsOf(known.dataset, values);
    all.push({ ...known, results: await finishRuns(recipes, known.material, store, options) });
  }
  const absent = populations?.find((name) => !all.some(({ dataset }) => dataset.population === name));
  if (absent !== undefined) throw usage(`There is no population "${absent}" among the sets of --data.`);
  return all;
}

/** The models of the comparison, as they are asked for. Throws `usage` where there is no such model. */
export async function compareModels(values: Values, note: (line: string) => void): Promise<Compared[]> {
  const { RECIPES, recipesOf } = await import('../../evaluation');
  const { models } = optionsOf(values);
  const unknown = models?.find((id) => !RECIPES.some((recipe) => recipe.id === id));
  if (unknown !== undefined) {
    throw usage(`There is no model "${unknown}"; there are ${RECIPES.map(({ id }) => id).join(', ')}.`);
  }
  return compare(values, note, recipesOf({ models }));
}

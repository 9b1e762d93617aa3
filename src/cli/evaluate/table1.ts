import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EMBEDDING_SIZE } from '../../encoder';
import type { Comparison, RunStore } from '../../evaluation';
import { usage, wholeNumber } from '../command';
import { readDataset, readPictures } from '../dataset-io';
import type { Figure } from './figure';
import { openFitting } from './fitting';
import type { Values } from './options';

/** Finished runs as files of a folder, one a run; written through a second name, so that a killed run leaves none. */
async function openRuns(folder: string): Promise<RunStore> {
  await mkdir(folder, { recursive: true });
  const path = (key: string) => join(folder, `${key}.json`);
  return {
    async read<T>(key: string) {
      const text = await readFile(path(key), 'utf8').catch(() => undefined);
      return text === undefined ? undefined : (JSON.parse(text) as T);
    },
    async write(key, run) {
      await writeFile(`${path(key)}.new`, JSON.stringify(run));
      await rename(`${path(key)}.new`, path(key));
    },
  };
}

function textOf(comparisons: readonly Comparison[]): string {
  return comparisons
    .flatMap(({ population, rows }) => [
      population,
      ...rows.map(({ name, logLikelihood, divergence, behind }) => {
        const cells = [
          name.padEnd(28),
          logLikelihood ? `${logLikelihood.mean.toFixed(2)} ± ${logLikelihood.interval.toFixed(2)}` : '-',
          `JSD ${divergence.mean.toFixed(3)}`,
          behind ? `behind by ${behind.mean.toFixed(2)} ± ${behind.interval.toFixed(2)}` : '',
        ];
        return `  ${cells.join('  ').trimEnd()}`;
      }),
    ])
    .join('\n');
}

const optionsOf = (values: Values) => ({
  seeds: wholeNumber(values.seeds, 'seeds', 5, 1),
  steps: wholeNumber(values.steps, 'steps', 3000, 1),
  batch: wholeNumber(values.batch, 'batch', 192, 2),
  models: values.models?.split(','),
});

/** How good the looks model is beside others, by the paper's measures. */
export const table1Figure: Figure = {
  usage:
    '--table1 --data DIR [--data DIR2 ...] --runs DIR [--seeds 5 --steps 3000 --batch 192 --models cgm-vae,mdn,...]',
  check(values) {
    optionsOf(values);
    if (values.data === undefined || values.runs === undefined) throw usage('--data and --runs are needed.');
  },
  async run(values, note) {
    const options = { ...optionsOf(values), note };
    const { createDarkroom, RECIPES, table1, table1Page } = await import('../../evaluation');
    const unknown = options.models?.find((id) => !RECIPES.some((recipe) => recipe.id === id));
    if (unknown !== undefined) {
      throw usage(`There is no model "${unknown}"; there are ${RECIPES.map(({ id }) => id).join(', ')}.`);
    }
    const fitting = await openFitting();
    const comparisons: Comparison[] = [];
    for (const folder of values.data!) {
      const dataset = await readDataset(folder);
      const pictures = await readPictures(folder);
      const { population, photos, edits, people, seed, simulated } = dataset;
      note(`${population}: ${edits} edits of ${photos} photos by ${people} people`);
      const prepared = await fitting.prepare(dataset, { embedding: EMBEDDING_SIZE, axes: 40, seed: 1 });
      const store = await openRuns(join(values.runs!, `${population}-${seed}-${options.steps}`));
      const rows = await table1(prepared, createDarkroom(pictures), store, options);
      comparisons.push({
        population,
        dataset: { edits, photos, people, seed, simulated, steps: options.steps },
        rows,
      });
    }
    return { text: textOf(comparisons), data: comparisons, section: table1Page(comparisons) };
  },
};

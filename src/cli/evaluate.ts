import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { EMBEDDING_SIZE } from '../encoder';
import type * as Evaluation from '../evaluation';
import { PICTURES_FILE, parsePictures } from '../training';
import { readArguments, runCommand, usage, wholeNumber } from './command';
import { bytesOf, jsonOf, readDataset } from './dataset-io';

const USAGE =
  'npm run evaluate -- --table1 --data DIR [--data DIR2 ...] --runs DIR [--seeds 5 --steps 3000 --batch 192] ' +
  '[--models cgm-vae,mdn,...] [--json FILE] [--report FILE.html]';

const OPTIONS = {
  table1: { type: 'boolean' },
  data: { type: 'string', multiple: true },
  runs: { type: 'string' },
  seeds: { type: 'string' },
  steps: { type: 'string' },
  batch: { type: 'string' },
  models: { type: 'string' },
  json: { type: 'string' },
  report: { type: 'string' },
  help: { type: 'boolean' },
} as const;

const note = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

/** Finished runs as files of a folder, one a run; written through a second name, so that a killed run leaves none. */
async function openRuns(folder: string): Promise<Evaluation.RunStore> {
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

/** How good the looks model is beside others, by the paper's measures. */
async function evaluate(args: readonly string[]): Promise<void> {
  const { values } = readArguments(OPTIONS, args);
  if (values.help) {
    process.stdout.write(`${USAGE}\n`);
    return;
  }
  const { data, runs } = values;
  if (!values.table1) throw usage(`Say what to evaluate: ${USAGE}`);
  if (data === undefined || runs === undefined) throw usage(`--data and --runs are needed: ${USAGE}`);
  const options = {
    seeds: wholeNumber(values.seeds, 'seeds', 5, 1),
    steps: wholeNumber(values.steps, 'steps', 3000, 1),
    batch: wholeNumber(values.batch, 'batch', 192, 2),
    models: values.models?.split(','),
    note,
  };
  const { createDarkroom, RECIPES, reportOf, table1 } = await import('../evaluation');
  const unknown = options.models?.find((id) => !RECIPES.some((recipe) => recipe.id === id));
  if (unknown !== undefined) {
    throw usage(`There is no model "${unknown}"; there are ${RECIPES.map(({ id }) => id).join(', ')}.`);
  }
  const fitting = await import('../training/fitting');
  const wasm = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/package.json');
  await fitting.startTensorflow({ wasmFolder: `${join(dirname(wasm), 'dist')}/`, threads: 1 });

  const comparisons = [];
  for (const folder of data) {
    const dataset = await readDataset(folder);
    const manifest = (await jsonOf(join(folder, 'dataset.json'))) as { pictures?: unknown };
    const pictures = parsePictures(manifest.pictures, await bytesOf(join(folder, PICTURES_FILE)));
    const { population, photos, edits, people, seed, simulated } = dataset;
    note(`${population}: ${edits} edits of ${photos} photos by ${people} people`);
    const prepared = fitting.prepare(dataset, { embedding: EMBEDDING_SIZE, axes: 40, seed: 1 });
    const store = await openRuns(join(runs, `${population}-${seed}-${options.steps}`));
    const rows = await table1(prepared, createDarkroom(pictures), store, options);
    comparisons.push({
      population,
      dataset: { edits, photos, people, seed, simulated, steps: options.steps },
      rows,
    });
  }
  const command = `npm run evaluate -- --table1 ${data.map(() => '--data DIR').join(' ')} --runs DIR --seeds ${options.seeds} --steps ${options.steps} --batch ${options.batch}`;
  for (const { population, rows } of comparisons) {
    process.stdout.write(`${population}\n`);
    for (const { name, logLikelihood, divergence, behind } of rows) {
      const cells = [
        name.padEnd(28),
        logLikelihood ? `${logLikelihood.mean.toFixed(2)} ± ${logLikelihood.interval.toFixed(2)}` : '-',
        `JSD ${divergence.mean.toFixed(3)}`,
        behind ? `behind by ${behind.mean.toFixed(2)} ± ${behind.interval.toFixed(2)}` : '',
      ];
      process.stdout.write(`  ${cells.join('  ').trimEnd()}\n`);
    }
  }
  if (values.json) await writeFile(values.json, `${JSON.stringify(comparisons, null, 1)}\n`);
  if (values.report) await writeFile(values.report, reportOf(comparisons, command));
}

void runCommand(evaluate);

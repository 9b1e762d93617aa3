import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EMBEDDING_SIZE, FEATURE_SIZE } from '../../../src/encoder';
import { DATASET_FILES, editsOf, PICTURES_FILE } from '../../../src/training';
import { createToyDataset } from '../../../src/training/toy';
import { run } from './run';

let folder = '';
const at = (...names: string[]) => join(folder, ...names);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'manylight-'));
  const toy = createToyDataset({
    photos: 150,
    people: 60,
    editsPerPerson: 8,
    embedding: EMBEDDING_SIZE,
    statistics: FEATURE_SIZE - EMBEDDING_SIZE,
    seed: 4,
  });
  const index = new Uint32Array(toy.edits * 3);
  for (let edit = 0; edit < toy.edits; edit++) {
    index.set([toy.photoOf[edit], toy.personOf[edit], toy.trueStyleOf[edit]], edit * 3);
  }
  const shown = [...new Set(Array.from(editsOf(toy, 'test'), (edit) => toy.photoOf[edit]))];
  const pictures = shown.map((photo) => ({ photo, width: 6, height: 4 }));
  const { encoderVersion, featureSize, photos, edits, people, population, seed, simulated } = toy;
  await writeFile(
    at('dataset.json'),
    JSON.stringify({
      ...{ version: 1, encoderVersion, featureSize, photos, edits, people },
      ...{ population, seed, simulated, pictures },
    }),
  );
  await writeFile(at(DATASET_FILES.features), toy.features);
  await writeFile(at(DATASET_FILES.groups), toy.groups);
  await writeFile(at(DATASET_FILES.edits), toy.y);
  await writeFile(at(DATASET_FILES.index), index);
  await writeFile(
    at(PICTURES_FILE),
    Uint8Array.from({ length: shown.length * 6 * 4 * 3 }, (_, i) => (i * 31) % 256),
  );
});
afterAll(() => rm(folder, { recursive: true }));

test('prints the table, writes it for programs and for people, and takes finished runs up', async () => {
  const args = ['--table1', '--data', folder, '--runs', at('runs'), '--models', 'none,mean,neighbours'];
  const out = ['--json', at('table.json'), '--report', at('table.html')];
  const first = await run('evaluate', [...args, ...out]);
  expect(first.stderr).toContain('nearest neighbours, seed 1');
  expect(first.code).toBe(0);
  expect(first.stdout).toMatch(/toy\n {2}no edit .*JSD 0\.\d+/);
  const [{ population, rows }] = JSON.parse(await readFile(at('table.json'), 'utf8')).table1;
  expect(population).toBe('toy');
  expect(rows.map(({ id }: { id: string }) => id)).toEqual(['none', 'mean', 'neighbours']);
  expect(await readFile(at('table.html'), 'utf8')).toContain('<td>nearest neighbours</td>');

  const again = await run('evaluate', args);
  expect(again.stderr).not.toContain('seed 1');
  expect(again.stdout).toBe(first.stdout);
});

test.each([
  ['nothing to evaluate', [], /Say what to evaluate/],
  ['no data', ['--table1'], /--data and --runs are needed/],
  [
    'an unknown model',
    ['--table1', '--data', 'x', '--runs', 'y', '--models', 'gpt'],
    /There is no model "gpt"/,
  ],
])('%s ends with one line and code 2', async (_, args, message) => {
  const { code, stderr } = await run('evaluate', args);
  expect(stderr.trim().split('\n').at(-1)).toMatch(message);
  expect(code).toBe(2);
});

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EMBEDDING_SIZE, FEATURE_SIZE } from '../../../src/encoder';
import { editsOf } from '../../../src/training';
import { createToyDataset } from '../../../src/training/toy';
import { writeFolder } from '../../support/datasets';
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
  const pictured = new Set(Array.from(editsOf(toy, 'test'), (edit) => toy.photoOf[edit]));
  await writeFolder(folder, toy, { pictured });
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

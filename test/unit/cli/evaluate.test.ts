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

test('prints the figures, writes them for programs and for people, and takes finished runs up', async () => {
  const figures = ['--table1', '--fig4', '--fig5', '--calibration'];
  const args = [...figures, '--data', folder, '--runs', at('runs'), '--models', 'none,mean,neighbours'];
  const out = ['--json', at('figures.json'), '--report', at('figures.html'), '--processes', '2'];
  const first = await run('evaluate', [...args, ...out]);
  // Whichever process fitted it, it was fitted once.
  expect(first.stderr.match(/nearest neighbours, seed 1/g)).toHaveLength(1);
  expect(first.code).toBe(0);
  expect(first.stdout).toMatch(/toy\n {2}no edit .*JSD 0\.\d+/);
  const data = JSON.parse(await readFile(at('figures.json'), 'utf8'));
  expect(Object.keys(data)).toEqual(['table1', 'fig4', 'fig5', 'calibration']);
  const [{ population, rows }] = data.table1;
  expect(population).toBe('toy');
  expect(rows.map(({ id }: { id: string }) => id)).toEqual(['none', 'mean', 'neighbours']);
  const html = await readFile(at('figures.html'), 'utf8');
  expect(html).toContain('<td>nearest neighbours</td>');
  expect(html.match(/<section>/g)).toHaveLength(4);
  // Nobody said that the photos may be shown, nor are folders of this machine.
  expect(html).not.toContain('<img');
  expect(html).not.toContain(folder);

  const again = await run('evaluate', args);
  expect(again.stderr).not.toContain('seed 1');
  expect(again.stdout).toBe(first.stdout);
});

test('ablations of a population that no set is of are refused', async () => {
  const args = ['--ablations', '--ablations-of', 'nobody', '--data', folder, '--runs', at('runs')];
  const { code, stderr } = await run('evaluate', args);
  expect(stderr).toContain('no population "nobody"');
  expect(code).toBe(2);
});

test.each(['--diversity', '--fig6', '--drift'])(
  '%s refuses a dataset of another encoder than the models’',
  async (figure) => {
    const { code, stderr } = await run('evaluate', [figure, '--data', folder]);
    expect(stderr).toMatch(/has features of encoder \S+, and the models were made for \S+\.$/m);
    expect(code).toBe(2);
  },
);

test('others are asked only of a population that is known', async () => {
  const few = ['--models', 'none', '--made-of', folder];
  const { code, stderr } = await run('evaluate', ['--crowd', '--data', folder, '--runs', at('runs'), ...few]);
  expect(stderr.trim().split('\n').at(-1)).toMatch(
    /population "toy"; others are known of casual, frequent, expert/,
  );
  expect(code).toBe(2);
});

test.each([
  ['nothing to evaluate', [], /Say what to evaluate/],
  ['no data', ['--table1'], /--data and --runs are needed/],
  ['no photos of others', ['--crowd', '--data', 'x', '--runs', 'y'], /--made-of is needed/],
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

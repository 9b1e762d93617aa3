import { mkdir, mkdtemp, readdir, readFile, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readDataset } from '../../../src/cli/dataset-io';
import { judgeScenes } from '../../../src/cli/simulate-scenes';
import { FEATURE_SIZE } from '../../../src/encoder';
import { featureBlocks } from '../../../src/training';
import { picture } from '../training/simulate/pictures';
import { run } from './run';

let folder = '';
const at = (...names: string[]) => join(folder, ...names);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'manylight-'));
  await mkdir(at('photos'));
  for (const [i, light] of [0.3, 0.6, 0.9, 1.2].entries())
    await draw(light, 'photos', `n0919370${i}_alp.png`);
});
afterAll(() => rm(folder, { recursive: true }));

async function draw(light: number, ...names: string[]): Promise<void> {
  const raster = picture(light, 72, 48);
  await sharp(Buffer.from(raster.data.buffer), { raw: { width: 72, height: 48, channels: 4 } })
    .removeAlpha()
    .toFile(at(...names));
}

const job = (out: string, ...more: string[]) =>
  run('simulate', [
    ...['--photos', at('photos'), '--population', 'mixed', '--out', at(out)],
    ...['--people', '5', '--edits', '12', '--variants', '2', '--seed', '3', ...more],
  ]);

async function files(out: string) {
  const names = (await readdir(at(out))).filter((name) => name !== 'parts').sort();
  return Promise.all(names.map(async (name) => [name, await readFile(at(out, name))] as const));
}

test('makes a whole dataset that can be read, the same again, and in shares', async () => {
  const first = await job('one');
  expect(first.stderr).toContain('is ready');
  expect(first.code).toBe(0);
  const made = await files('one');
  expect(made.map(([name]) => name)).toEqual(['dataset.json', 'edits-00000.parquet', 'photos-00000.parquet']);
  const dataset = await readDataset(at('one'));
  expect(dataset.photos).toBe(8);
  expect(dataset.featureSize).toBe(FEATURE_SIZE);
  expect(dataset.simulated).toBe(true);
  expect(Array.from(dataset.groups)).toEqual([0, 0, 1, 1, 2, 2, 3, 3]);
  expect(dataset.edits).toBeGreaterThan(5);
  expect(dataset.y.some((value) => value !== 0)).toBe(true);
  for await (const { rows } of featureBlocks(dataset)) expect(rows).toBe(8);

  // A process that shares the work, and one that joins it, end at the same bytes.
  const share = await job('two', '--share', '1/1');
  expect(share.stderr).toContain('Run again without --share');
  expect(await readdir(at('two'))).toEqual(['parts']);
  const joined = await job('two', '--so-far');
  expect(joined.code).toBe(0);
  expect(await files('two')).toEqual(made);
});

test('made again of other photos, as many and of the same names, nothing of the old ones is left', async () => {
  await mkdir(at('few'));
  await draw(0.4, 'few', 'n09193700_alp.png');
  await draw(0.8, 'few', 'n09193701_alp.png');
  const make = (out: string) => job(out, '--photos', at('few')).then(() => files(out));
  // Earlier by a day, so that the dates differ on any file system.
  const yesterday = new Date(Date.now() - 86_400_000);
  for (const name of await readdir(at('few'))) await utimes(at('few', name), yesterday, yesterday);
  const before = await make('three');
  await draw(1.1, 'few', 'n09193701_alp.png');
  const after = await make('three');
  expect(after).not.toEqual(before);
  expect(after).toEqual(await make('four'));
});

test('what a photo is of is judged anew when its file changes', async () => {
  await mkdir(at('kinds', 'parts'), { recursive: true });
  // A kind is known by five photos.
  const named = [0, 1, 2, 3, 4].flatMap((i) => [`n0200000${i}_fox.png`, `n1150000${i}_rose.png`]);
  for (const [i, name] of named.entries()) await draw(i % 2 === 0 ? 0.3 : 1.2, 'kinds', name);
  const paths = [...named, 'own.png'].map((name) => at('kinds', name));
  const judge = async () => (await judgeScenes(paths, at('kinds', 'parts'), () => undefined)).at(-1);
  await draw(0.3, 'kinds', 'own.png');
  expect(await judge()).toBe('animal');
  await draw(1.2, 'kinds', 'own.png');
  expect(await judge()).toBe('flower');
});

test('sheets show the styles instead', async () => {
  const { code, stderr } = await job('sheets', '--sheets');
  expect(code).toBe(0);
  expect(stderr).toContain('styles-000.jpg');
  const { width } = await sharp(at('sheets', 'sheets', 'styles-000.jpg')).metadata();
  expect(width).toBeGreaterThan(1000);
});

test.each([
  ['no such population', ['--population', 'bots'], /casual, frequent, expert, mixed/],
  ['a count that is none', ['--people', 'many'], /--people must be a whole number/],
  ['a share that is none', ['--share', '3/2'], /--share is such as 1\/2/],
  ['a folder that is not there', ['--photos', 'nowhere'], /no folder nowhere/],
])('%s ends with one line and code 2', async (_, args, message) => {
  const { code, stderr } = await job('bad', ...args);
  // Before any work: all there is to read.
  expect(stderr.trim().split('\n')).toEqual([expect.stringMatching(message)]);
  expect(code).toBe(2);
});

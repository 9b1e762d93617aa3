import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readPhoto } from '../../../src/cli/image-io';
import { meanDeltaE00, rasterToLab } from '../../../src/colour';
import { analysePhoto, developReference } from '../../../src/develop/reference';
import { ADJUSTMENT_IDS, parseAdjustments } from '../../../src/edit';
import { writePicture } from './photos';
import { run } from './run';

let folder = '';
const at = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'manylight-'));
  await writePicture(at('photo.png'));
});
afterAll(() => rm(folder, { recursive: true }));

interface Result {
  readonly photo: string;
  readonly looks: readonly {
    readonly label: string;
    readonly logProb: number;
    readonly style: string;
    readonly adjustments: Readonly<Record<string, number>>;
  }[];
}

async function looksOf(json: string): Promise<Result[]> {
  return JSON.parse(await readFile(json, 'utf8')) as Result[];
}

test('prints, writes and describes diverse looks, the same for the same seed', async () => {
  const args = [at('photo.png'), '--looks', '5', '--seed', '4'];
  const first = await run('propose', [...args, '--out', at('out'), '--json', at('one.json')]);
  expect(first.stderr).toBe('');
  expect(first.code).toBe(0);
  expect(first.stdout).toContain('Exposure');

  const [result, ...others] = await looksOf(at('one.json'));
  expect(others).toEqual([]);
  expect(result.photo).toBe(at('photo.png'));
  expect(result.looks).toHaveLength(5);
  expect(new Set(result.looks.map(({ label }) => label)).size).toBe(5);
  const logProbs = result.looks.map(({ logProb }) => logProb);
  expect(logProbs).toEqual([...logProbs].sort((a, b) => b - a));

  const raster = await readPhoto(at('photo.png'));
  const labs = result.looks.map(({ adjustments }) => {
    expect(Object.keys(adjustments)).toEqual(ADJUSTMENT_IDS);
    return rasterToLab(developReference(raster, analysePhoto(raster), parseAdjustments(adjustments)));
  });
  labs.forEach((a, i) => {
    for (const b of labs.slice(i + 1)) expect(meanDeltaE00(a, b)).toBeGreaterThanOrEqual(3);
  });
  expect((await readdir(at('out'))).sort()).toEqual([
    'contact-sheet.jpg',
    ...[1, 2, 3, 4, 5].map((n) => `photo-look-${n}.jpg`),
  ]);
  const written = rasterToLab(await readPhoto(at('out/photo-look-1.jpg')));
  expect(meanDeltaE00(written, labs[0])).toBeLessThan(4);

  await run('propose', [...args, '--json', at('two.json')]);
  expect(await looksOf(at('two.json'))).toEqual([result]);
});

test('kept edits of one kind lead to a taste', async () => {
  const adjustments = { temp: 45, exposure: 0.3, vibrance: 10 };
  const kept = Array.from({ length: 12 }, () => ({ photo: at('photo.png'), adjustments }));
  await writeFile(at('history.json'), JSON.stringify(kept));
  const args = [at('photo.png'), '--seed', '4'];
  const warm = await run('propose', [...args, '--edits', at('history.json'), '--json', at('warm.json')]);
  expect(warm.code).toBe(0);
  expect(warm.stdout).toMatch(/Taste after 12 edits: .+ \d+%/);
  const plain = await run('propose', [...args, '--json', at('plain.json')]);
  expect(plain.code).toBe(0);
  const mean = async (json: string) => {
    const [{ looks }] = await looksOf(json);
    return looks.reduce((sum, look) => sum + look.adjustments.temp, 0) / looks.length;
  };
  expect(await mean(at('warm.json'))).toBeGreaterThan(await mean(at('plain.json')));
});

test('wrong names and values end with one line and code 2', async () => {
  await writeFile(at('list.json'), '{"photo": "x"}');
  await writeFile(at('odd.json'), `[{"photo": "${at('photo.png')}", "adjustments": {"glow": 3}}]`);
  for (const [args, message] of [
    [[], /Which photo/],
    [[at('nowhere.jpg')], /no file .*nowhere\.jpg/],
    [[at('photo.png'), '--looks', 'six'], /--looks must be a whole number/],
    [[at('photo.png'), '--looks', '99'], /at most 24/],
    [[at('photo.png'), '--edits', at('list.json')], /must hold a list/],
    [[at('photo.png'), '--edits', at('odd.json')], /no adjustment named "glow"/],
    [[at('photo.png'), '--many'], /--many/],
  ] as const) {
    const { code, stderr } = await run('propose', args);
    expect(stderr).toMatch(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(code).toBe(2);
  }
});

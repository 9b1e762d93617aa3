import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
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
  // In order of how likely the pictures are (docs/decisions/005); log p of the sliders goes along for inspection.
  for (const { logProb } of result.looks) expect(Number.isFinite(logProb)).toBe(true);

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

test('no photo’s looks are written over those of another of its name', async () => {
  const photos = [at('one/photo.png'), at('two/photo.png'), at('one/photo-2.png'), at('two/Photo.PNG')];
  for (const name of ['one', 'two']) await mkdir(at(name));
  for (const path of photos) await copyFile(at('photo.png'), path);
  const { code } = await run('propose', [...photos, '--looks', '1', '--side', '64', '--out', at('all')]);
  expect(code).toBe(0);
  const names = (await readdir(at('all'))).map((name) => name.toLowerCase()).sort();
  expect(names).toEqual([
    'contact-sheet.jpg',
    ...['-2-2', '-2', '-3', ''].map((suffix) => `photo${suffix}-look-1.jpg`),
  ]);
});

test('kept edits lead to a taste for the styles they are of', async () => {
  const plain = await run('propose', [
    at('photo.png'),
    '--seed',
    '4',
    '--looks',
    '8',
    '--json',
    at('plain.json'),
  ]);
  expect(plain.code).toBe(0);
  expect(plain.stdout).not.toContain('Taste');
  const [{ looks }] = await looksOf(at('plain.json'));
  const one = looks[0];
  const other = looks.find(({ style }) => style !== one.style)!;
  const tasteFor = async ({ adjustments }: (typeof looks)[number]) => {
    const kept = Array.from({ length: 12 }, () => ({ photo: at('photo.png'), adjustments }));
    await writeFile(at('history.json'), JSON.stringify(kept));
    const files = ['--edits', at('history.json'), '--json', at('theirs.json')];
    const { code, stdout } = await run('propose', [at('photo.png'), ...files]);
    expect(code).toBe(0);
    const [, listed] = /Taste after 12 edits: (.+)/.exec(stdout) ?? [];
    const taste = listed.split('; ').map((entry): [string, number] => {
      const [, style, percent] = /^(.+) ([\d.]+)%$/.exec(entry)!;
      return [style, Number(percent)];
    });
    // As in the app, somebody who is known finds their own look first; the likeliest style is named first.
    const [{ looks: theirs }] = await looksOf(at('theirs.json'));
    expect(theirs[0].style).toBe(taste[0][0]);
    return new Map(taste);
  };
  const ones = await tasteFor(one);
  const others = await tasteFor(other);
  const total = [...ones.values()].reduce((sum, value) => sum + value, 0);
  expect(Math.abs(total - 100)).toBeLessThan(1);
  const own = ones.get(one.style)! + others.get(other.style)!;
  const swapped = ones.get(other.style)! + others.get(one.style)!;
  expect(own).toBeGreaterThan(swapped);
  // Of this taste the own look is not the likeliest picture, and would not come first by itself.
  await tasteFor(looks.at(-1)!);
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

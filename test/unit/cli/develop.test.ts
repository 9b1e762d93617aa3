import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readPhoto } from '../../../src/cli/image-io';
import { meanDeltaE00, rasterToLab } from '../../../src/colour';
import { analysePhoto, developReference } from '../../../src/develop/reference';
import { parseAdjustments } from '../../../src/edit';
import { writePicture } from './photos';
import { run } from './run';

let folder = '';
const at = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'manylight-'));
  await writePicture(at('photo.png'));
});
afterAll(() => rm(folder, { recursive: true }));

test('develops a photo as the reference does', async () => {
  const { code, stdout, stderr } = await run('develop', [
    at('photo.png'),
    '--set',
    'exposure=1',
    '--set',
    'temp=-20',
    '--out',
    at('out.png'),
  ]);
  expect(stderr).toBe('');
  expect(code).toBe(0);
  expect(stdout).toContain('96 x 64');
  const raster = await readPhoto(at('photo.png'));
  const expected = developReference(
    raster,
    analysePhoto(raster),
    parseAdjustments({ exposure: 1, temp: -20 }),
  );
  const developed = await readPhoto(at('out.png'));
  expect(developed.data).toEqual(expected.data);
});

test('neutral settings give the photo back bit for bit, and a file of settings is read, --set above it', async () => {
  await writeFile(at('settings.json'), '{"contrast": 30, "exposure": 2}');
  const settings = ['--adjustments', at('settings.json'), '--set', 'contrast=0', '--set', 'exposure=0'];
  const { code } = await run('develop', [at('photo.png'), ...settings, '--out', at('same.png')]);
  expect(code).toBe(0);
  expect((await readPhoto(at('same.png'))).data).toEqual((await readPhoto(at('photo.png'))).data);
});

test('a photo on its side comes out upright', async () => {
  await writePicture(at('side.png'), 6);
  const { code, stdout } = await run('develop', [at('side.png'), '--out', at('upright.jpg')]);
  expect(code).toBe(0);
  expect(stdout).toContain('64 x 96');
  const upright = await readPhoto(at('side.png'));
  const written = await readPhoto(at('upright.jpg'));
  expect(meanDeltaE00(rasterToLab(upright), rasterToLab(written))).toBeLessThan(3);
});

test.each([
  ['a name that is no slider', ['--set', 'glow=1'], /no adjustment named "glow"/],
  ['a value out of range', ['--set', 'exposure=9'], /Exposure must be a number from -5 to 5/],
  ['a value that is no number', ['--set', 'exposure=bright'], /Exposure must be a number/],
  ['a setting without a value', ['--set', 'exposure'], /name=value/],
  ['an option that is not there', ['--brightness', '3'], /--brightness/],
  ['a file of settings that is not there', ['--adjustments', 'nowhere.json'], /no file nowhere.json/],
])('%s ends with one line and code 2', async (_, args, message) => {
  const { code, stdout, stderr } = await run('develop', [at('photo.png'), ...args, '--out', at('never.png')]);
  expect(stderr).toMatch(message);
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect(stdout).toBe('');
  expect(code).toBe(2);
});

test('photos that cannot be read, and outputs that cannot be written, are named', async () => {
  await writeFile(at('empty.jpg'), '');
  await writeFile(at('letter.jpg'), 'Dear photo,');
  for (const [args, message] of [
    [[at('empty.jpg'), '--out', at('x.png')], /empty\.jpg is empty/],
    [[at('letter.jpg'), '--out', at('x.png')], /letter\.jpg cannot be read as a photo/],
    [[at('nowhere.jpg'), '--out', at('x.png')], /no file .*nowhere\.jpg/],
    [[at('photo.png'), '--out', at('x.gif')], /must end in \.jpg, \.png or \.webp/],
    [[at('photo.png')], /--out FILE/],
    [['--out', at('x.png')], /one photo/],
  ] as const) {
    const { code, stderr } = await run('develop', args);
    expect(stderr).toMatch(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(code).toBe(2);
  }
});

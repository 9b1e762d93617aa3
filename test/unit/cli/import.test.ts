import { mkdir, mkdtemp, readFile, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { readDataset } from '../../../src/cli/dataset-io';
import { importCommand } from '../../../src/cli/import';
import { editAfter, randomEdit } from '../../../src/cli/import/augment';
import { isDecodable } from '../../../src/cli/import/plan';
import { ADJUSTMENTS, type Adjustments, NEUTRAL, patchAdjustments } from '../../../src/edit';
import { FEATURE_SIZE } from '../../../src/encoder';
import { createPhotoIndex } from '../../../src/files/history';
import { lua, makeCatalog } from '../../support/catalogs';
import { jpegWithXmp, xmpText } from '../../support/xmp';
import { picture } from '../training/simulate/pictures';
import { run } from './run';

let folder = '';
const at = (...names: string[]) => join(folder, ...names);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'manylight-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function pictureFile(light: number, format: 'jpeg' | 'png'): Promise<Uint8Array> {
  const raster = picture(light, 72, 48);
  const image = sharp(Buffer.from(raster.data.buffer), { raw: { width: 72, height: 48, channels: 4 } });
  return new Uint8Array(await image.removeAlpha().toFormat(format).toBuffer());
}

async function put(path: string, bytes: Uint8Array | string): Promise<void> {
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, bytes);
}

interface Read {
  readonly manifest: Record<string, unknown>;
  readonly photos: { photo: number; photo_group: number; features: number[]; picture: unknown }[];
  readonly edits: (Adjustments & { photo: number; person: number; time: number })[];
}

async function datasetAt(path: string): Promise<Read> {
  const read = async (name: string) =>
    (await parquetReadObjects({ file: await asyncBufferFromFile(join(path, name)), utf8: false })) as never;
  return {
    manifest: JSON.parse(await readFile(join(path, 'dataset.json'), 'utf8')),
    photos: await read('photos-00000.parquet'),
    edits: await read('edits-00000.parquet'),
  };
}

const slidersOf = (edit: Adjustments) =>
  patchAdjustments(NEUTRAL, Object.fromEntries(ADJUSTMENTS.map(({ id }) => [id, edit[id]])));

test('a folder with XMP: embedded, in sidecars of two names, and all that is left out is counted', async () => {
  const jpeg = await pictureFile(0.6, 'jpeg');
  const dir = at('xmp');
  const settings = (Contrast2012: number, more = {}) => ({ ProcessVersion: '11.0', Contrast2012, ...more });
  const dated = (contrast: number, date: string) =>
    xmpText(settings(contrast), { attributes: `xmp:MetadataDate="${date}"` });
  await put(join(dir, 'ann', 'a.jpg'), jpegWithXmp(jpeg, dated(11, '2024-02-01T00:00:00')));
  await put(join(dir, 'ann', 'b.jpg'), jpegWithXmp(jpeg, xmpText(settings(-99))));
  await put(join(dir, 'ann', 'b.xmp'), dated(12, '2024-01-01T00:00:00'));
  await put(join(dir, 'bob', 'c.png'), await pictureFile(0.9, 'png'));
  await put(join(dir, 'bob', 'c.png.xmp'), xmpText(settings(13, { IncrementalTemperature: '+20' })));
  // A raw photo's sidecar is not the JPEG's beside it.
  await put(join(dir, 'bob', 'd.jpg'), jpegWithXmp(jpeg, xmpText(settings(14))));
  await put(join(dir, 'bob', 'd.nef'), 'raw');
  await put(
    join(dir, 'bob', 'd.xmp'),
    xmpText(settings(-50), { attributes: 'photoshop:SidecarForExtension="NEF"' }),
  );
  await put(join(dir, 'plain.jpg'), jpeg);
  await put(join(dir, 'export.jpg'), jpegWithXmp(jpeg, xmpText(settings(5, { AlreadyApplied: 'True' }))));
  await put(join(dir, 'broken.xmp'), '<a');
  await put(join(dir, 'broken.jpg'), jpeg);
  await put(join(dir, 'cut.jpg'), jpegWithXmp(jpeg.subarray(0, 200), xmpText(settings(6))));
  await put(join(dir, 'gone.xmp'), xmpText(settings(7)));

  const outcome = await run('data', [
    'import',
    '--dataset',
    'xmp',
    '--photos',
    dir,
    '--out',
    at('one'),
    '--person-per-folder',
  ]);
  expect(outcome.stderr).toContain('is ready');
  expect(outcome.code).toBe(0);
  const { manifest, photos, edits } = await datasetAt(at('one'));
  expect(manifest).toMatchObject({
    population: 'xmp',
    simulated: false,
    photos: 4,
    edits: 4,
    people: 2,
    skipped: {
      raw: 1,
      'no-settings': 1,
      'already-applied': 1,
      unreadable: 1,
      undecodable: 1,
      'sidecar-alone': 1,
    },
  });
  expect(
    photos.every(({ features }) => features.length === FEATURE_SIZE && features.some((value) => value > 0)),
  ).toBe(true);
  const byContrast = [...edits].sort((a, b) => a.contrast - b.contrast);
  expect(byContrast.map(slidersOf)).toEqual([
    { ...NEUTRAL, contrast: 11 },
    { ...NEUTRAL, contrast: 12 },
    { ...NEUTRAL, contrast: 13, temp: 20 },
    { ...NEUTRAL, contrast: 14 },
  ]);
  const [ann, ann2, bob, bob2] = byContrast.map(({ person }) => person);
  expect([ann2, bob2, ann === bob]).toEqual([ann, bob, false]);
  // b was written before a.
  expect(byContrast[1].time).toBeLessThan(byContrast[0].time);

  // Run again, nothing is looked at twice; a changed photo is.
  const part = at('one', 'parts', 'photos-00000.json');
  const before = (await stat(part)).mtimeMs;
  await importCommand(['--dataset', 'xmp', '--photos', dir, '--out', at('one'), '--person-per-folder']);
  expect((await stat(part)).mtimeMs).toBe(before);
  await utimes(join(dir, 'ann', 'a.jpg'), new Date(), new Date(0));
  await importCommand(['--dataset', 'xmp', '--photos', dir, '--out', at('one'), '--person-per-folder']);
  expect((await stat(part)).mtimeMs).toBeGreaterThan(before);
});

test('a Lightroom catalogue: its photos are found where they lie now', async () => {
  const jpeg = await pictureFile(0.5, 'jpeg');
  const edit = (Contrast2012: number) => lua({ ProcessVersion: '15.4', Contrast2012 });
  await put(at('lr', '2024', 'May', 'IMG_1.JPG'), jpeg);
  await put(at('lr', '2024', 'June', 'IMG_1.JPG'), jpeg);
  await put(at('lr', 'other', 'IMG_2.jpg'), jpeg);
  await put(at('lr', 'more', 'IMG_2.jpg'), jpeg);
  await put(
    at('lr.lrcat'),
    await makeCatalog({
      root: 'D:/Pictures/',
      photos: [
        { id: 1, file: '2024/June/IMG_1.jpg', settings: edit(1), touched: 700_000_300 },
        { id: 2, file: '2024/May/IMG_1.jpg', settings: edit(2), touched: 700_000_200 },
        { id: 3, file: '2024/May/IMG_1.jpg', copyOf: 2, settings: edit(3), touched: 700_000_100 },
        { id: 4, file: 'x/IMG_2.jpg', settings: edit(4) },
        { id: 5, file: 'x/IMG_3.jpg', settings: edit(5) },
        { id: 6, file: 'x/IMG_4.NEF', format: 'RAW', settings: edit(6) },
        { id: 7, file: 'x/IMG_5.jpg' },
      ],
    }),
  );
  await importCommand([
    ...['--dataset', 'lightroom', '--catalog', at('lr.lrcat'), '--photos', at('lr'), '--out', at('two')],
  ]);
  const { manifest, edits } = await datasetAt(at('two'));
  expect(manifest).toMatchObject({
    population: 'catalogue',
    photos: 2,
    edits: 3,
    people: 1,
    skipped: { ambiguous: 1, missing: 1, raw: 1, 'no-settings': 1 },
  });
  const inOrder = [...edits].sort((a, b) => a.time - b.time);
  expect(inOrder.map(({ contrast }) => contrast)).toEqual([3, 2, 1]);
  expect(inOrder[0].photo).toBe(inOrder[1].photo);
});

test('MIT-Adobe FiveK: five experts as people of 50, and two changed copies of each photo', async () => {
  const photos = 2;
  const names = Array.from({ length: photos }, (_, i) => `a000${i}`);
  for (const [i, name] of names.entries())
    await put(at('5k', `${name}.png`), await pictureFile(0.4 + i / 5, 'png'));
  const old = (Exposure: number) =>
    lua({ ProcessVersion: '5.0', WhiteBalance: 'As Shot', Exposure, Brightness: 0 });
  const masters = names.map((name, i) => ({
    id: i + 1,
    file: `${name}.dng`,
    format: 'DNG',
    settings: old(0),
  }));
  const copies = [...'ABCDE'].flatMap((_, e) =>
    names.map((name, i) => ({
      id: 100 * (e + 1) + i,
      file: `${name}.dng`,
      format: 'DNG',
      copyOf: i + 1,
      settings: old((e + 1) / 10),
    })),
  );
  const collections = Object.fromEntries(
    [...'ABCDE'].map((name, e) => [name, { set: 'Experts', photos: names.map((_, i) => 100 * (e + 1) + i) }]),
  );
  await put(at('5k.lrcat'), await makeCatalog({ photos: [...masters, ...copies], collections }));
  const args = ['--dataset', 'fivek', '--catalog', at('5k.lrcat'), '--photos', at('5k')];
  await importCommand([...args, '--out', at('three')]);
  const { manifest, photos: rows, edits } = await datasetAt(at('three'));
  expect(manifest).toMatchObject({
    population: 'fivek',
    augment: 2,
    photos: 6,
    edits: 30,
    people: 15,
    skipped: {},
  });
  // What fits models reads it.
  expect(await readDataset(at('three'))).toMatchObject({ edits: 30, people: 15, simulated: false });
  expect(rows.map(({ photo_group }) => photo_group)).toEqual([0, 0, 0, 1, 1, 1]);
  // The changed copies are seen differently, and their edits take back what was done to them.
  expect(rows[1].features).not.toEqual(rows[0].features);
  const own = edits.filter(({ photo }) => photo === 0).map(slidersOf);
  expect(own.map(({ exposure }) => exposure).sort()).toEqual([0.1, 0.2, 0.3, 0.4, 0.5]);
  const changed = edits.filter(({ photo }) => photo === 2).map(slidersOf);
  const random = randomEdit(0, 2, 1);
  expect(changed).toEqual(own.map((edit) => editAfter(edit, random)));
});

describe('what is asked for wrongly is one clear line', () => {
  it.each([
    [['--photos', '/tmp', '--out', '/tmp/x'], '--dataset is'],
    [['--dataset', 'fivek', '--photos', '/tmp', '--out', '/tmp/x'], '--catalog FILE'],
    [['--dataset', 'xmp', '--photos', '/nowhere', '--out', '/tmp/x'], 'no folder'],
    [['--dataset', 'lightroom', '--photos', '/tmp', '--catalog', '/nowhere', '--out', '/tmp/x'], 'no file'],
    [['--dataset', 'lightroom', '--photos', '/tmp', '--catalog', '/tmp', '--plan-only'], '/tmp is no file'],
    [['--dataset', 'xmp', '--out', '/tmp/x'], '--photos DIR'],
    [['--dataset', 'xmp', '--photos', '/tmp'], '--out DIR'],
  ])('%j', async (args, said) => {
    const error: unknown = await importCommand(args).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'usage', message: expect.stringContaining(said) });
  });
});

test('a catalogue that is there and does not open is not said to be gone', async () => {
  const path = at('loop.lrcat');
  await symlink(path, path);
  const opened = importCommand(['--dataset', 'fivek', '--photos', folder, '--catalog', path, '--plan-only']);
  await expect(opened).rejects.toThrow(`${path} cannot be opened (ELOOP).`);
});

describe('finding photos', () => {
  const index = createPhotoIndex(
    ['/p/a/x.jpg', '/p/b/x.jpg', '/p/b/y.dng', '/p/b/z.tif', '/p/c/z.dng'],
    isDecodable,
  );
  it.each([
    ['/old/b/X.JPG', {}, { path: '/p/b/x.jpg', folders: 1 }],
    ['/old/c/x.jpg', {}, { reason: 'ambiguous' }],
    ['/old/b/y.dng', {}, { reason: 'raw' }],
    ['/old/b/y.dng', { rendering: true }, { reason: 'raw' }],
    ['/old/q/z.dng', { rendering: true }, { path: '/p/b/z.tif', folders: 0 }],
    ['/old/b/none.jpg', {}, { reason: 'missing' }],
  ])('%s %j', (path, options, expected) => {
    expect(index.find(path, options)).toEqual(expected);
  });
});

describe('random edits', () => {
  it('stay within a tenth of each slider’s range, and differ', () => {
    const edits = Array.from({ length: 200 }, (_, i) => randomEdit(i, 1, 1));
    for (const { id, min, max } of ADJUSTMENTS) {
      const values = edits.map((edit) => edit[id]);
      const limit = 0.1 * (max - min);
      expect(Math.max(...values.map(Math.abs))).toBeLessThanOrEqual(limit);
      expect(Math.max(...values)).toBeGreaterThan(0.8 * limit);
      expect(Math.min(...values)).toBeLessThan(-0.8 * limit);
    }
  });

  it('are taken off as far as the sliders go', () => {
    const random = patchAdjustments(NEUTRAL, { exposure: -0.5, shadows: 15 });
    expect(editAfter(patchAdjustments(NEUTRAL, { exposure: 1, shadows: -95 }), random)).toEqual({
      ...NEUTRAL,
      exposure: 1.5,
      shadows: -100,
    });
  });
});

import { copyFile, mkdir, mkdtemp, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parquetReadObjects } from 'hyparquet';
import { parquetWriteFile } from 'hyparquet-writer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { indexDataset } from '../../../src/cli/dataset-index';
import { readDataset, readDatasetFor, readPictures } from '../../../src/cli/dataset-io';
import { createDatasetWriter } from '../../../src/cli/dataset-writer';
import { ADJUSTMENT_IDS, NEUTRAL } from '../../../src/edit';
import { type Dataset, featureBlocks } from '../../../src/training';
import { createToyDataset } from '../../../src/training/toy';
import { slidersOf, writeFolder } from '../../support/datasets';
import { run } from './run';

let folder = '';
const at = (...names: string[]) => join(folder, ...names);
const toy = createToyDataset({
  photos: 60,
  people: 40,
  editsPerPerson: 5,
  embedding: 4,
  statistics: 3,
  seed: 1,
});
const SMALL = { groups: { photos: 5, edits: 12 }, shards: { photos: 20, edits: 60 } };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'manylight-'));
  await writeFolder(at('one'), toy, { pictured: new Set([3, 59]) });
  await writeFolder(at('many'), toy, { pictured: new Set([3, 59]), sizes: SMALL });
});
afterAll(() => rm(folder, { recursive: true }));

async function featuresOf(dataset: Dataset): Promise<number[]> {
  const values: number[] = [];
  for await (const block of featureBlocks(dataset)) values.push(...block.values);
  return values;
}

/** All of a set that is data. */
async function contentOf(name: string) {
  const { featureParts: _, ...dataset } = await readDataset(at(name));
  return { ...dataset, features: await featuresOf(await readDataset(at(name))) };
}

/** A copy of the set of many shards, to be spoilt. */
async function copyOf(name: string): Promise<string> {
  await mkdir(at(name));
  const listed = JSON.parse(await readFile(at('many', 'dataset.json'), 'utf8'));
  const files: { name: string }[] = [...listed.files.photos, ...listed.files.edits, { name: 'dataset.json' }];
  for (const file of files) await copyFile(at('many', file.name), at(name, file.name));
  return at(name);
}

async function changeManifest(
  name: string,
  change: (manifest: Record<string, unknown>) => object,
): Promise<void> {
  const manifest = JSON.parse(await readFile(at(name, 'dataset.json'), 'utf8'));
  await writeFile(at(name, 'dataset.json'), JSON.stringify({ ...manifest, ...change(manifest) }));
}

describe('a dataset folder', () => {
  test('comes back as it was written', async () => {
    const { featureParts: _, features, ...data } = toy;
    expect(await contentOf('one')).toEqual({ ...data, features: [...features] });
    const pictures = await readPictures(at('one'));
    expect([...pictures.keys()]).toEqual([3, 59]);
    expect(pictures.get(59)!.data.slice(0, 8)).toEqual(
      Uint8ClampedArray.of(59, 90, 121, 255, 183, 214, 245, 255),
    );
  });

  test('is the same from many shards as from one', async () => {
    const manifest = JSON.parse(await readFile(at('many', 'dataset.json'), 'utf8'));
    expect(manifest.files.photos).toHaveLength(3);
    expect(manifest.files.edits).toHaveLength(4);
    expect(await contentOf('many')).toEqual(await contentOf('one'));
    expect(await readPictures(at('many'))).toEqual(await readPictures(at('one')));
  });

  test('holds sliders in slider units, under their names', async () => {
    const { buffer } = new Uint8Array(await readFile(at('one', 'edits-00000.parquet')));
    const [row] = await parquetReadObjects({ file: buffer });
    expect(Object.keys(row)).toEqual(['photo', 'person', 'time', ...ADJUSTMENT_IDS, 'style']);
    expect(row).toMatchObject({ photo: toy.photoOf[0], person: 0, time: 0, ...slidersOf(toy, 0) });
    expect(row.style).toBe(toy.styles[toy.trueStyleOf[0]]);
  });
});

describe('shards of another program', () => {
  test('are taken up: other types, codec, names and order, and columns that are not ours', async () => {
    await mkdir(at('theirs', 'photos'), { recursive: true });
    await copyFile(at('one', 'dataset.json'), at('theirs', 'dataset.json'));
    await copyFile(
      at('one', 'photos-00000.parquet'),
      at('theirs', 'photos', 'part-00000-c0ffee.c000.parquet'),
    );
    const { buffer } = new Uint8Array(await readFile(at('one', 'edits-00000.parquet')));
    const rows = (await parquetReadObjects({ file: buffer })).filter(({ person }) => person !== 7).reverse();
    const of = (name: string) => rows.map((row) => row[name]);
    parquetWriteFile({
      filename: at('theirs', 'edits-0.parquet'),
      codec: 'GZIP',
      compressors: { GZIP: (bytes) => new Uint8Array(gzipSync(bytes)) },
      columnData: [
        { name: 'camera', data: rows.map(() => 'box') },
        ...ADJUSTMENT_IDS.map((name) => ({ name, data: of(name), type: 'FLOAT' as const })),
        ...['time', 'person', 'photo'].map((name) => ({
          name,
          data: of(name).map(BigInt),
          type: 'INT64' as const,
        })),
      ],
    });
    await indexDataset(at('theirs'));
    const dataset = await readDataset(at('theirs'));
    const kept = Array.from(toy.personOf, (person, edit) => ({ person, edit })).filter(
      ({ person }) => person !== 7,
    );
    expect(dataset.people).toBe(39);
    expect(Array.from(dataset.photoOf)).toEqual(kept.map(({ edit }) => toy.photoOf[edit]));
    kept.forEach(({ edit }, i) => {
      for (let j = 0; j < 11; j++) expect(dataset.y[i * 11 + j]).toBeCloseTo(toy.y[edit * 11 + j], 6);
    });
    const { code, stdout } = await run('data', ['check', at('theirs')]);
    expect(stdout).toBe(
      'toy: 195 edits of 60 photos by 39 people, 7 features of encoder toy, 2 pictures\n' +
        '170 edits to fit, 20 to validate, 5 to test; 0 between two sides, used for nothing\n',
    );
    expect(code).toBe(0);
  });

  test('need a folder that says what they are', async () => {
    await mkdir(at('bare'));
    await writeFile(at('bare', 'dataset.json'), '{}');
    await expect(indexDataset(at('bare'))).rejects.toThrow('there are no photos-*.parquet');
  });
});

describe('a broken folder is refused with one clear sentence', () => {
  const all = async (name: string) => {
    const dataset = await readDataset(at(name));
    await featuresOf(dataset);
    return readPictures(at(name));
  };
  const wide = (featureSize: number) => ({
    ...{ encoderVersion: 'toy', featureSize, population: 'toy', seed: 1, simulated: true, styles: [] },
  });

  test.each<[string, (name: string) => Promise<unknown>, RegExp]>([
    ['a missing shard', (name) => rm(at(name, 'photos-00001.parquet')), /photos-00001\.parquet is missing/],
    ['no manifest', (name) => rm(at(name, 'dataset.json')), /dataset\.json could not be read/],
    [
      'a shard cut short',
      (name) => truncate(at(name, 'edits-00002.parquet'), 900),
      /edits-00002\.parquet is not a whole Parquet file/,
    ],
    [
      'an empty shard',
      (name) => truncate(at(name, 'edits-00000.parquet'), 0),
      /edits-00000\.parquet is not a whole/,
    ],
    [
      'shards in each other’s place',
      (name) => rename(at(name, 'edits-00003.parquet'), at(name, 'photos-00002.parquet')),
      /edits-00003\.parquet is missing|photos-00002\.parquet has no column "photo_group"/,
    ],
    [
      'a shard of other length',
      (name) => copyFile(at(name, 'photos-00001.parquet'), at(name, 'edits-00003.parquet')),
      /edits-00003\.parquet has no column "person"/,
    ],
    [
      'a shard twice',
      (name) => copyFile(at(name, 'photos-00001.parquet'), at(name, 'photos-00000.parquet')),
      /photo 20 is there twice/,
    ],
    [
      'rows that are not those of the manifest',
      (name) =>
        changeManifest(name, () => ({ files: { photos: [{ name: 'photos-00000.parquet', rows: 7 }] } })),
      /photos-00000\.parquet has 20 rows, and dataset\.json says 7/,
    ],
    [
      'a shard left out',
      (name) =>
        changeManifest(name, ({ files }) => {
          const { photos, edits } = files as Record<string, unknown[]>;
          return { files: { photos: photos.slice(1), edits } };
        }),
      /there are 40 photos, and dataset\.json says 60/,
    ],
    [
      'a file from elsewhere',
      (name) =>
        changeManifest(name, () => ({ files: { photos: [{ name: 'photos/../../x.parquet', rows: 7 }] } })),
      /which is no file of photos/,
    ],
    ['no list of files', (name) => changeManifest(name, () => ({ files: 3 })), /lists no files of photos/],
    [
      'another encoder',
      (name) => changeManifest(name, () => ({ encoderVersion: '9' })),
      /photos-00000\.parquet has features of encoder toy, and dataset\.json says 9/,
    ],
    [
      'another width',
      (name) => changeManifest(name, () => ({ featureSize: 8 })),
      /photos-00000\.parquet has a photo with 7 features, not 8/,
    ],
    [
      'bytes that are wrong',
      async (name) => {
        const bytes = await readFile(at(name, 'photos-00002.parquet'));
        await writeFile(at(name, 'photos-00002.parquet'), bytes.fill(255, 4, 600));
      },
      /photos-00002\.parquet is damaged/,
    ],
  ])('%s', async (what, spoil, message) => {
    const name = what.replace(/\W/g, '');
    await copyOf(name);
    await spoil(name);
    await expect(all(name)).rejects.toThrow(message);
  });

  test('models of another encoder than the features are not used: which set, and which two', async () => {
    const folder = at('encoders');
    await copyOf('encoders');
    await expect(readDatasetFor({ encoderVersion: 'new' }, folder)).rejects.toThrow(
      `${folder} has features of encoder toy, and the models were made for new.`,
    );
    expect(await readDatasetFor({ encoderVersion: 'toy' }, folder)).toMatchObject({ photos: 60 });
  });

  test('and the writer makes none', async () => {
    const writer = await createDatasetWriter(at('refused'), wide(2));
    const photo = { photo: 4, group: 0, features: Float32Array.of(1, 2) };
    const edit = { photo: 4, person: 0, time: 0, adjustments: NEUTRAL };
    writer.photo(photo);
    expect(() => writer.photo(photo)).toThrow('photo 4 comes twice');
    expect(() => writer.photo({ ...photo, photo: -1 })).toThrow("a photo's number is a whole number");
    expect(() => writer.photo({ ...photo, photo: 5, features: Float32Array.of(1) })).toThrow(
      'has 1 features, not 2',
    );
    expect(() => writer.photo({ ...photo, photo: 5, features: Float32Array.of(1, Number.NaN) })).toThrow(
      'finite',
    );
    expect(() => writer.edit({ ...edit, adjustments: { ...NEUTRAL, tint: 101 } })).toThrow('tint is 101');
    expect(() => writer.edit({ ...edit, style: 'baroque' })).toThrow('style "baroque"');
    await expect(writer.finish()).rejects.toThrow('it has no edits');
    writer.edit({ ...edit, photo: 6 });
    await expect(writer.finish()).rejects.toThrow('an edit is of photo 6, which is not there');
  });
});

describe('npm run data', () => {
  test('makes a new set of one of version 1', async () => {
    await mkdir(at('old'));
    const index = Uint32Array.from(
      { length: toy.edits * 3 },
      (_, i) => [toy.photoOf, toy.personOf, toy.trueStyleOf][i % 3].at(Math.floor(i / 3))!,
    );
    const { encoderVersion, featureSize, photos, edits, people, styles, population, seed, simulated } = toy;
    const pictures = [{ photo: 3, width: 2, height: 1 }];
    await writeFile(
      at('old', 'dataset.json'),
      JSON.stringify({
        ...{ version: 1, encoderVersion, featureSize, photos, edits, people, styles, population, seed },
        ...{ simulated, pictures, misses: [] },
      }),
    );
    await writeFile(at('old', 'features.f32'), toy.features);
    await writeFile(at('old', 'groups.u32'), toy.groups);
    await writeFile(at('old', 'edits.f32'), toy.y);
    await writeFile(at('old', 'index.u32'), index);
    await writeFile(at('old', 'pictures.u8'), Uint8Array.of(1, 2, 3, 4, 5, 6));
    const { code, stdout } = await run('data', ['convert', at('old'), at('new')]);
    expect(code).toBe(0);
    expect(stdout).toContain('200 edits of 60 photos by 40 people');
    expect(await contentOf('new')).toEqual(await contentOf('one'));
    const made = await readPictures(at('new'));
    expect([...made.get(3)!.data]).toEqual([1, 2, 3, 255, 4, 5, 6, 255]);

    await truncate(at('old', 'edits.f32'), 400);
    const cut = await run('data', ['convert', at('old'), at('newer')]);
    expect(cut.stderr).toContain('edits.f32 has 400 bytes, not 8800');
    expect(cut.code).toBe(2);
  });

  test.each([
    ['nothing to do', [], /check DIR/],
    ['an old set', ['check', 'old'], /convert OLD NEW/],
    ['a set over itself', ['convert', 'x', 'x'], /another folder/],
  ])('%s ends with one line and code 2', async (_, args, message) => {
    const { code, stderr } = await run(
      'data',
      args.map((arg) => (arg === 'old' ? at('old') : arg)),
    );
    expect(stderr.trim().split('\n').at(-1)).toMatch(message);
    expect(code).toBe(2);
  });
});

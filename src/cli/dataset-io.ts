import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EncodedRaster } from '../colour';
import { ManylightError } from '../core';
import { ADJUSTMENT_COUNT, ADJUSTMENTS } from '../edit';
import {
  assembleDataset,
  badDataset,
  type Dataset,
  type DatasetColumns,
  type DatasetManifest,
  parseManifest,
} from '../training';
import { unpackPicture } from './dataset-pictures';
import { COLUMNS, type DatasetTable, isShardName, type ShardEntry } from './dataset-schema';
import { openParquet, type ParquetFile } from './parquet';

/** Throws `data-invalid` with the path where it cannot be read. */
export async function bytesOf(path: string): Promise<ArrayBuffer> {
  try {
    const file = await readFile(path);
    return file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength) as ArrayBuffer;
  } catch (cause) {
    throw new ManylightError('data-invalid', `${path} could not be read.`, { cause });
  }
}

export async function jsonOf(path: string): Promise<unknown> {
  const text = new TextDecoder().decode(await bytesOf(path));
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ManylightError('data-invalid', `${path} is not JSON.`, { cause });
  }
}

/** Values of a row group of features; four to six times their bytes are held while it is read. */
const MOST_GROUP_VALUES = 2 ** 24;

/** Of a table's files, as dataset.json lists them. */
function listedShards(manifest: unknown, table: DatasetTable): readonly ShardEntry[] {
  const files: unknown = Reflect.get(Object(manifest), 'files');
  const list: unknown = Reflect.get(Object(files), table);
  if (!Array.isArray(list)) throw badDataset(`dataset.json lists no files of ${table}`);
  return list.map((entry: unknown) => {
    const { name, rows } = Object(entry) as Partial<ShardEntry>;
    if (typeof name !== 'string' || !isShardName(table, name)) {
      throw badDataset(`dataset.json lists "${String(name)}", which is no file of ${table}`);
    }
    if (typeof rows !== 'number') throw badDataset(`dataset.json does not say how many rows ${name} has`);
    return { name, rows };
  });
}

async function openShards(folder: string, table: DatasetTable, shards: readonly ShardEntry[]) {
  return Promise.all(
    shards.map(async ({ name, rows }) => {
      const file = await openParquet(join(folder, name), COLUMNS[table], name);
      if (file.rows !== rows)
        throw badDataset(`${name} has ${file.rows} rows, and dataset.json says ${rows}`);
      return file;
    }),
  );
}

/** Engines write whole numbers of 64 bits. */
export function numberOf(value: unknown, file: ParquetFile, column: string): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  throw badDataset(`${file.name} has a row whose ${column} is not a number`);
}

function textOf(value: unknown, file: ParquetFile, column: string): string | null {
  if (value === null || value === undefined || typeof value === 'string') return value ?? null;
  if (value instanceof Uint8Array) return new TextDecoder().decode(value);
  throw badDataset(`${file.name} has a row whose ${column} is not text`);
}

async function readPhotoColumns(
  files: readonly ParquetFile[],
  { photos, encoderVersion, featureSize }: DatasetManifest,
): Promise<DatasetColumns['photos']> {
  const photo = new Float64Array(photos);
  const group = new Float64Array(photos);
  let at = 0;
  for (const file of files) {
    const most = Math.floor(MOST_GROUP_VALUES / featureSize);
    const largest = Math.max(0, ...file.groups);
    if (largest > most) {
      throw badDataset(
        `${file.name} has a row group of ${largest} photos, which are more than ${most} at a time`,
      );
    }
    for await (const rows of file.rowGroups(['photo', 'photo_group', 'encoder'])) {
      for (const row of rows) {
        const encoder = textOf(row.encoder, file, 'encoder');
        if (encoder !== encoderVersion) {
          throw badDataset(
            `${file.name} has features of encoder ${encoder}, and dataset.json says ${encoderVersion}`,
          );
        }
        photo[at] = numberOf(row.photo, file, 'photo');
        group[at] = numberOf(row.photo_group, file, 'photo_group');
        at += 1;
      }
    }
  }
  return { photo: photo.subarray(0, at), group: group.subarray(0, at) };
}

async function readEditColumns(files: readonly ParquetFile[]): Promise<DatasetColumns['edits']> {
  const count = files.reduce((sum, { rows }) => sum + rows, 0);
  const [photo, person, time] = [0, 1, 2].map(() => new Float64Array(count));
  const y = new Float32Array(count * ADJUSTMENT_COUNT);
  const style: (string | null)[] = [];
  let at = 0;
  for (const file of files) {
    for await (const rows of file.rowGroups([...COLUMNS.edits, 'style'])) {
      for (const row of rows) {
        photo[at] = numberOf(row.photo, file, 'photo');
        person[at] = numberOf(row.person, file, 'person');
        time[at] = numberOf(row.time, file, 'time');
        ADJUSTMENTS.forEach(({ id, max }, i) => {
          y[at * ADJUSTMENT_COUNT + i] = numberOf(row[id], file, id) / max;
        });
        style.push(textOf(row.style, file, 'style'));
        at += 1;
      }
    }
  }
  return { photo, person, time, y, style };
}

/** A row group's features at a time, [rows, featureSize]. */
async function* streamFeatures(
  files: readonly ParquetFile[],
  featureSize: number,
): AsyncGenerator<Float32Array> {
  for (const file of files) {
    for await (const rows of file.rowGroups(['features'])) {
      const values = new Float32Array(rows.length * featureSize);
      rows.forEach(({ features }, row) => {
        const list = features as ArrayLike<number> | null;
        if (!(typeof list === 'object' && list?.length === featureSize)) {
          throw badDataset(
            `${file.name} has a photo with ${list?.length ?? 'no'} features, not ${featureSize}`,
          );
        }
        for (let i = 0; i < featureSize; i++)
          values[row * featureSize + i] = numberOf(list[i], file, 'features');
      });
      yield values;
    }
  }
}

async function openDataset(folder: string) {
  const manifest = await jsonOf(join(folder, 'dataset.json'));
  const parsed = parseManifest(manifest);
  const photos = await openShards(folder, 'photos', listedShards(manifest, 'photos'));
  const edits = await openShards(folder, 'edits', listedShards(manifest, 'edits'));
  return { parsed, photos, edits };
}

/** A dataset folder, checked but for the features, which are read when they are asked for. Throws `data-invalid`. */
export async function readDataset(folder: string): Promise<Dataset> {
  const { parsed, photos, edits } = await openDataset(folder);
  const columns = {
    photos: await readPhotoColumns(photos, parsed),
    edits: await readEditColumns(edits),
  };
  return assembleDataset(parsed, columns, () => streamFeatures(photos, parsed.featureSize));
}

/** The small pictures that a dataset holds, by row of its photos. Throws `data-invalid`. */
export async function readPictures(folder: string): Promise<Map<number, EncodedRaster>> {
  const { photos } = await openDataset(folder);
  const pictures = new Map<number, EncodedRaster>();
  let at = 0;
  for (const file of photos) {
    for await (const rows of file.rowGroups(['photo', 'picture'])) {
      for (const { photo, picture } of rows) {
        if (picture instanceof Uint8Array) {
          pictures.set(at, await unpackPicture(picture, numberOf(photo, file, 'photo')));
        }
        at += 1;
      }
    }
  }
  return pictures;
}

/** The same, for models of this encoder. Throws `model-invalid` where the dataset's features are of another. */
export async function readDatasetFor(
  { encoderVersion }: { readonly encoderVersion: string },
  folder: string,
): Promise<Dataset> {
  const dataset = await readDataset(folder);
  if (dataset.encoderVersion === encoderVersion) return dataset;
  throw new ManylightError(
    'model-invalid',
    `${folder} has features of encoder ${dataset.encoderVersion}, and the models were made for ${encoderVersion}.`,
  );
}

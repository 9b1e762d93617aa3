import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DecodedArray } from 'hyparquet';
import { type ColumnSource, fileWriter, ParquetWriter } from 'hyparquet-writer';
import { ManylightError } from '../core';
import { ADJUSTMENTS } from '../edit';
import { DATASET_VERSION } from '../training';
import {
  type DatasetTable,
  type EditRow,
  GROUP_ROWS,
  type PhotoRow,
  SCHEMAS,
  SHARD_ROWS,
  type ShardEntry,
  shardName,
} from './dataset-schema';

/** What dataset.json says besides the counts and files; further fields are kept. */
export interface DatasetFields {
  readonly encoderVersion: string;
  readonly featureSize: number;
  /** Whose edits these are: casual, frequent, expert, mixed, fivek, xmp, catalogue. */
  readonly population: string;
  /** Of all that was drawn at random; says nothing where nothing was (most imports), and stands there even then. */
  readonly seed: number;
  readonly simulated: boolean;
  /** Names of the true styles; empty where nothing was simulated. */
  readonly styles: readonly string[];
}

/**
 * Writes a dataset folder, a row at a time and in any order; a row group is held in memory, no more. All of it throws
 * `data-invalid` where a row cannot stand in a dataset.
 */
export interface DatasetWriter {
  photo(row: PhotoRow): void;
  edit(row: EditRow): void;
  /** Writes what is left, and dataset.json last: a folder that has one is whole. */
  finish(notes?: Readonly<Record<string, unknown>>): Promise<void>;
}

interface ShardSizes {
  readonly groups: Readonly<Record<DatasetTable, number>>;
  readonly shards: Readonly<Record<DatasetTable, number>>;
}

/** Rows that go to one table, group by group and file by file. */
function openTable<Row>(
  folder: string,
  table: DatasetTable,
  sizes: ShardSizes,
  columnsOf: (rows: readonly Row[]) => ColumnSource[],
) {
  const shards: ShardEntry[] = [];
  let group: Row[] = [];
  let rows = 0;
  let file: ParquetWriter | undefined;
  const writeGroup = (): void => {
    file ??= new ParquetWriter({
      writer: fileWriter(join(folder, shardName(table, shards.length))),
      schema: [...SCHEMAS[table]],
      createdBy: 'manylight',
    });
    // Files are written at once, so there is nothing to wait for.
    void file.write({ columnData: columnsOf(group), rowGroupSize: sizes.groups[table] });
    rows += group.length;
    group = [];
  };
  const closeShard = (): void => {
    if (group.length > 0) writeGroup();
    void file?.finish();
    file = undefined;
    shards.push({ name: shardName(table, shards.length), rows });
    rows = 0;
  };
  return {
    add(row: Row): void {
      group.push(row);
      if (rows + group.length === sizes.shards[table]) closeShard();
      else if (group.length === sizes.groups[table]) writeGroup();
    },
    close(): readonly ShardEntry[] {
      if (file || group.length > 0) closeShard();
      return shards;
    },
  };
}

const column = (name: string, data: DecodedArray, rest: Partial<ColumnSource> = {}): ColumnSource => ({
  name,
  data,
  ...rest,
});

function photoColumns(encoderVersion: string, rows: readonly PhotoRow[]): ColumnSource[] {
  return [
    column(
      'photo',
      Int32Array.from(rows, ({ photo }) => photo),
    ),
    column(
      'photo_group',
      Int32Array.from(rows, ({ group }) => group),
    ),
    column('encoder', Array(rows.length).fill(encoderVersion)),
    column(
      'features',
      rows.map(({ features }) => Array.from(features)),
      // Snappy takes 9% off features and nothing off a PNG.
      { encoding: 'PLAIN', codec: 'UNCOMPRESSED', statistics: false },
    ),
    column(
      'picture',
      rows.map(({ picture }) => picture ?? null),
      { encoding: 'PLAIN', codec: 'UNCOMPRESSED', statistics: false },
    ),
  ];
}

function editColumns(rows: readonly EditRow[]): ColumnSource[] {
  return [
    column(
      'photo',
      Int32Array.from(rows, ({ photo }) => photo),
    ),
    column(
      'person',
      Int32Array.from(rows, ({ person }) => person),
    ),
    column(
      'time',
      Int32Array.from(rows, ({ time }) => time),
    ),
    ...ADJUSTMENTS.map(({ id }) =>
      column(
        id,
        Float64Array.from(rows, ({ adjustments }) => adjustments[id] + 0),
      ),
    ),
    column(
      'style',
      rows.map(({ style }) => style ?? null),
    ),
  ];
}

function refuse(reason: string): never {
  throw new ManylightError('data-invalid', `This cannot stand in a dataset: ${reason}.`);
}

function checkWhole(value: number, what: string): void {
  if (!(Number.isInteger(value) && value >= 0 && value < 2 ** 31)) {
    refuse(`${what} is a whole number from 0 to 2147483647, not ${value}`);
  }
}

/** `sizes` are rows a row group and a file. */
export async function createDatasetWriter(
  folder: string,
  fields: DatasetFields,
  sizes: ShardSizes = { groups: GROUP_ROWS, shards: SHARD_ROWS },
): Promise<DatasetWriter> {
  await mkdir(folder, { recursive: true });
  const manifest = join(folder, 'dataset.json');
  await rm(manifest, { force: true });
  // Shards that an earlier set left would be read with this one by whoever asks for photos-*.parquet.
  for (const name of await readdir(folder)) {
    if (/^(photos|edits)-\d{5}\.parquet$/.test(name)) await rm(join(folder, name));
  }
  const photos = openTable<PhotoRow>(folder, 'photos', sizes, (rows) =>
    photoColumns(fields.encoderVersion, rows),
  );
  const edits = openTable<EditRow>(folder, 'edits', sizes, editColumns);
  const there = new Set<number>();
  const edited = new Set<number>();
  const people = new Set<number>();
  const styles = new Set(fields.styles);
  let count = 0;

  return {
    photo(row) {
      checkWhole(row.photo, "a photo's number");
      checkWhole(row.group, "a photo's group");
      if (there.has(row.photo)) refuse(`photo ${row.photo} comes twice`);
      if (row.features.length !== fields.featureSize) {
        refuse(`photo ${row.photo} has ${row.features.length} features, not ${fields.featureSize}`);
      }
      if (row.features.some((value) => !Number.isFinite(value))) {
        refuse(`a feature of photo ${row.photo} is not a finite number`);
      }
      there.add(row.photo);
      photos.add({ ...row, features: row.features.slice() });
    },
    edit(row) {
      checkWhole(row.photo, "a photo's number");
      checkWhole(row.person, "a person's number");
      checkWhole(row.time, "an edit's time");
      for (const { id, min, max } of ADJUSTMENTS) {
        const value = row.adjustments[id];
        if (!(value >= min && value <= max)) refuse(`${id} is ${value}, outside ${min} to ${max}`);
      }
      if (row.style !== undefined && !styles.has(row.style)) {
        refuse(`style "${row.style}" is not one of the set's`);
      }
      edited.add(row.photo);
      people.add(row.person);
      count += 1;
      edits.add(row);
    },
    async finish(notes = {}) {
      if (count === 0) refuse('it has no edits');
      for (const photo of edited)
        if (!there.has(photo)) refuse(`an edit is of photo ${photo}, which is not there`);
      const files = { photos: photos.close(), edits: edits.close() };
      const complete = {
        version: DATASET_VERSION,
        ...fields,
        photos: there.size,
        edits: count,
        people: people.size,
        files,
        ...notes,
      };
      await writeFile(`${manifest}.new`, `${JSON.stringify(complete, null, 1)}\n`);
      await rename(`${manifest}.new`, manifest);
    },
  };
}

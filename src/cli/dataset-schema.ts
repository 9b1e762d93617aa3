import type { SchemaElement } from 'hyparquet';
import { ADJUSTMENT_IDS, type AdjustmentId } from '../edit';

/** The two kinds of files of a dataset folder (docs/data.md). */
export type DatasetTable = 'photos' | 'edits';

/** photos-00000.parquet, and so on. */
export function shardName(table: DatasetTable, index: number): string {
  return `${table}-${String(index).padStart(5, '0')}.parquet`;
}

/** Whether a file of the folder may belong to a table: photos-*.parquet, or photos/*.parquet as engines name them. */
export function isShardName(table: DatasetTable, name: string): boolean {
  return name.startsWith(table) && /^[-/][\w.=-]+\.parquet$/.test(name.slice(table.length));
}

/** Rows of a row group, which is what is held in memory at a time, and of a file. */
export const GROUP_ROWS: Readonly<Record<DatasetTable, number>> = { photos: 512, edits: 65_536 };
export const SHARD_ROWS: Readonly<Record<DatasetTable, number>> = { photos: 16_384, edits: 1_048_576 };

/** A file that belongs to the set, as dataset.json lists it. */
export interface ShardEntry {
  readonly name: string;
  readonly rows: number;
}

const whole = (name: string): SchemaElement => ({ name, type: 'INT32', repetition_type: 'REQUIRED' });
const text = (name: string, repetition_type: 'REQUIRED' | 'OPTIONAL'): SchemaElement => ({
  name,
  type: 'BYTE_ARRAY',
  converted_type: 'UTF8',
  logical_type: { type: 'STRING' },
  repetition_type,
});

const PHOTO_SCHEMA: readonly SchemaElement[] = [
  { name: 'photos', num_children: 5 },
  whole('photo'),
  whole('photo_group'),
  text('encoder', 'REQUIRED'),
  {
    name: 'features',
    repetition_type: 'REQUIRED',
    converted_type: 'LIST',
    logical_type: { type: 'LIST' },
    num_children: 1,
  },
  { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
  { name: 'element', type: 'FLOAT', repetition_type: 'REQUIRED' },
  { name: 'picture', type: 'BYTE_ARRAY', repetition_type: 'OPTIONAL' },
];

const EDIT_SCHEMA: readonly SchemaElement[] = [
  { name: 'edits', num_children: 4 + ADJUSTMENT_IDS.length },
  whole('photo'),
  whole('person'),
  whole('time'),
  ...ADJUSTMENT_IDS.map((name): SchemaElement => ({ name, type: 'DOUBLE', repetition_type: 'REQUIRED' })),
  text('style', 'OPTIONAL'),
];

/** As they are written; the reader is more lenient about types (docs/data.md). */
export const SCHEMAS: Readonly<Record<DatasetTable, readonly SchemaElement[]>> = {
  photos: PHOTO_SCHEMA,
  edits: EDIT_SCHEMA,
};

/** Columns that a file has to have; the pictures may be left out. */
export const COLUMNS: Readonly<Record<DatasetTable, readonly string[]>> = {
  photos: ['photo', 'photo_group', 'encoder', 'features'],
  edits: ['photo', 'person', 'time', ...ADJUSTMENT_IDS],
};

/** A row of the photos, as the writer takes it. */
export interface PhotoRow {
  readonly photo: number;
  readonly group: number;
  /** [featureSize] */
  readonly features: Float32Array;
  /** A PNG in sRGB of at most PICTURE_SIDE pixels. */
  readonly picture?: Uint8Array | undefined;
}

/** A row of the edits: adjustments in slider units. */
export interface EditRow {
  readonly photo: number;
  readonly person: number;
  /** Order within the person. */
  readonly time: number;
  readonly adjustments: Readonly<Record<AdjustmentId, number>>;
  readonly style?: string | undefined;
}

import { basename } from 'node:path';
import {
  type AsyncBuffer,
  asyncBufferFromFile,
  type FileMetaData,
  parquetMetadataAsync,
  parquetReadObjects,
  parquetSchema,
} from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { badDataset } from '../training';

/** A Parquet file whose rows are read a row group at a time. */
export interface ParquetFile {
  readonly name: string;
  readonly rows: number;
  /** Rows of the row groups, in order. */
  readonly groups: readonly number[];
  /** The rows of all row groups, in order, these columns of them. Throws `data-invalid`. */
  rowGroups(columns: readonly string[]): AsyncGenerator<Record<string, unknown>[]>;
}

async function readMetadata(
  path: string,
  name: string,
): Promise<{ file: AsyncBuffer; metadata: FileMetaData }> {
  const file = await asyncBufferFromFile(path).catch((cause: unknown) => {
    throw badDataset(`${name} is missing`, cause);
  });
  try {
    return { file, metadata: await parquetMetadataAsync(file) };
  } catch (cause) {
    throw badDataset(`${name} is not a whole Parquet file`, cause);
  }
}

/** Opens a file that has to have these columns. Throws `data-invalid` with a sentence that gives its name. */
export async function openParquet(
  path: string,
  needed: readonly string[],
  name = basename(path),
): Promise<ParquetFile> {
  const { file, metadata } = await readMetadata(path, name);
  const there = new Set(parquetSchema(metadata).children.map(({ element }) => element.name));
  const missing = needed.find((column) => !there.has(column));
  if (missing !== undefined) throw badDataset(`${name} has no column "${missing}"`);
  const groups = metadata.row_groups.map(({ num_rows }) => Number(num_rows));
  return {
    name,
    rows: Number(metadata.num_rows),
    groups,
    async *rowGroups(columns) {
      let start = 0;
      for (const rows of groups) {
        let read: Record<string, unknown>[];
        try {
          read = await parquetReadObjects({
            ...{ file, metadata, compressors, utf8: false },
            ...{
              columns: columns.filter((column) => there.has(column)),
              rowStart: start,
              rowEnd: start + rows,
            },
          });
        } catch (cause) {
          throw badDataset(`${name} is damaged`, cause);
        }
        if (read.length !== rows) throw badDataset(`${name} is damaged`);
        yield read;
        start += rows;
      }
    },
  };
}

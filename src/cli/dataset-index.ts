import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { badDataset, DATASET_VERSION } from '../training';
import { jsonOf, numberOf } from './dataset-io';
import { COLUMNS, type DatasetTable, isShardName, type ShardEntry } from './dataset-schema';
import { openParquet, type ParquetFile } from './parquet';

/** The files of a table in a folder, by name. */
async function shardsOf(folder: string, table: DatasetTable): Promise<ParquetFile[]> {
  const within = await readdir(join(folder, table)).catch(() => []);
  const names = [...(await readdir(folder)), ...within.map((name) => `${table}/${name}`)]
    .filter((name) => isShardName(table, name))
    .sort();
  if (names.length === 0) throw badDataset(`there are no ${table}-*.parquet in ${folder}`);
  return Promise.all(names.map((name) => openParquet(join(folder, name), COLUMNS[table], name)));
}

const entriesOf = (files: readonly ParquetFile[]): ShardEntry[] =>
  files.map(({ name, rows }) => ({ name, rows }));
const rowsOf = (files: readonly ParquetFile[]): number => files.reduce((sum, { rows }) => sum + rows, 0);

/**
 * Takes up the shards that lie in a folder, whoever made them: writes their names and the counts into its dataset.json,
 * which says the rest already. Throws `data-invalid`.
 */
export async function indexDataset(folder: string): Promise<void> {
  const path = join(folder, 'dataset.json');
  const manifest = await jsonOf(path);
  const photos = await shardsOf(folder, 'photos');
  const edits = await shardsOf(folder, 'edits');
  const people = new Set<number>();
  for (const file of edits) {
    for await (const rows of file.rowGroups(['person'])) {
      for (const { person } of rows) people.add(numberOf(person, file, 'person'));
    }
  }
  const complete = {
    ...Object(manifest),
    version: DATASET_VERSION,
    photos: rowsOf(photos),
    edits: rowsOf(edits),
    people: people.size,
    files: { photos: entriesOf(photos), edits: entriesOf(edits) },
  };
  await writeFile(path, `${JSON.stringify(complete, null, 1)}\n`);
}

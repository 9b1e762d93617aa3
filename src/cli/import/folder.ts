import { closeSync, type Dirent, fstatSync, openSync, readSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type BlockSource, type Catalog, openCatalog } from '../../files/history';
import { usage } from '../command';

const entriesOf = (folder: string): Promise<Dirent[]> => readdir(folder, { withFileTypes: true });

/** A folder below that cannot be read, or is gone by now, is no reason to leave out the others. */
async function walk(entries: readonly Dirent[]): Promise<string[]> {
  const lists = await Promise.all(
    entries.map(async (entry) => {
      const path = join(entry.parentPath, entry.name);
      if (entry.isDirectory()) return walk(await entriesOf(path).catch(() => []));
      return entry.isFile() && !entry.name.startsWith('.') ? [path] : [];
    }),
  );
  return lists.flat();
}

/** Every file below a folder, sorted; what is hidden is left out. */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await entriesOf(folder).catch(() => {
    throw usage(`There is no folder ${folder}.`);
  });
  return (await walk(entries)).sort();
}

/** When a file was last written, milliseconds since 1970; of one that is gone by now, 0: it is missed when it is looked at. */
export async function writtenAt(path: string): Promise<number> {
  const status = await stat(path).catch(() => undefined);
  return status?.mtimeMs ?? 0;
}

function openCatalogFile(path: string): number {
  try {
    return openSync(path, 'r');
  } catch (error) {
    const code = String(Reflect.get(Object(error), 'code'));
    const isGone = code === 'ENOENT' || code === 'ENOTDIR';
    throw usage(isGone ? `There is no file ${path}.` : `${path} cannot be opened (${code}).`);
  }
}

/** Runs `use` on a catalogue's file, which is read by blocks and never held whole. */
export async function withCatalog<T>(path: string, use: (catalog: Catalog) => Promise<T>): Promise<T> {
  const file = openCatalogFile(path);
  try {
    const status = fstatSync(file);
    // A folder opens like a file, and fails when it is read.
    if (!status.isFile()) throw usage(`${path} is no file: --catalog names one that ends in .lrcat.`);
    const source: BlockSource = {
      size: status.size,
      read: (offset, into) => readSync(file, into, 0, into.length, offset),
    };
    const wasm = await readFile(
      createRequire(import.meta.url).resolve('@journeyapps/wa-sqlite/dist/wa-sqlite.wasm'),
    );
    const catalog = await openCatalog(source, Uint8Array.from(wasm).buffer);
    try {
      return await use(catalog);
    } finally {
      await catalog.close();
    }
  } finally {
    closeSync(file);
  }
}

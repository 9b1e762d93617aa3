import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type BlockSource, type Catalog, openCatalog } from '../../files/history';
import { usage } from '../command';

/** Every file below a folder, sorted; what is hidden is left out. */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => {
    throw usage(`There is no folder ${folder}.`);
  });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** Runs `use` on a catalogue's file, which is read by blocks and never held whole. */
export async function withCatalog<T>(path: string, use: (catalog: Catalog) => Promise<T>): Promise<T> {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    throw usage(`There is no file ${path}.`);
  }
  try {
    const source: BlockSource = {
      size: fstatSync(file).size,
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

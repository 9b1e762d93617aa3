import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { deflateSync } from 'node:zlib';
import * as SQLite from '@journeyapps/wa-sqlite';
import createModule from '@journeyapps/wa-sqlite/dist/wa-sqlite.mjs';
import { MemoryVFS } from '@journeyapps/wa-sqlite/src/examples/MemoryVFS.js';
import type { BlockSource } from '../../src/files/history';

/** The bytes of SQLite compiled to WebAssembly. */
export function sqliteWasm(): ArrayBuffer {
  const path = createRequire(import.meta.url).resolve('@journeyapps/wa-sqlite/dist/wa-sqlite.wasm');
  return Uint8Array.from(readFileSync(path)).buffer;
}

/** A photo, or a virtual copy, of a catalogue that a test makes. */
export interface MadePhoto {
  readonly id: number;
  /** The file, such as "2024/a.jpg" below the root folder; a copy has its master's. */
  readonly file: string;
  readonly copyOf?: number;
  readonly format?: string;
  readonly settings?: string | Uint8Array | null;
  /** The state at import; of several, the last was written last. */
  readonly before?: string | readonly string[];
  /** Which settings the catalogue says are the photo's, if not those that are. */
  readonly noted?: number;
  readonly rating?: number;
  readonly captured?: string;
  readonly touched?: number;
}

export interface MadeCatalog {
  readonly root?: string;
  readonly photos: readonly MadePhoto[];
  /** Photos' ids by the collection's name, each in a set. */
  readonly collections?: Readonly<
    Record<string, { readonly set?: string; readonly photos: readonly number[] }>
  >;
  /** Adobe_images without the columns that old versions lack. */
  readonly isOld?: boolean;
}

/** Settings as Lightroom writes them. */
export function lua(fields: Readonly<Record<string, string | number | boolean>>, extra = ''): string {
  const lines = Object.entries(fields).map(([name, value]) => `${name} = ${JSON.stringify(value)}`);
  return `s = { ${[...lines, extra].filter((line) => line !== '').join(',\n\t')} }\n`;
}

/** Text as newer catalogues may hold it: its length, then zlib. */
export function compressed(text: string): Uint8Array {
  const bytes = Buffer.from(text);
  const head = Buffer.alloc(4);
  head.writeUInt32BE(bytes.length);
  return Uint8Array.from(Buffer.concat([head, deflateSync(bytes)]));
}

const quoted = (value: string) => `'${value.replaceAll("'", "''")}'`;

function literal(value: string | number | Uint8Array | null | undefined): string {
  if (value === null || value === undefined) return 'NULL';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return quoted(value);
  return `x'${Buffer.from(value).toString('hex')}'`;
}

function sqlOf({ root = '/photos/', photos, collections = {}, isOld = false }: MadeCatalog): string {
  const statements = [
    isOld
      ? 'CREATE TABLE Adobe_images (id_local INTEGER PRIMARY KEY, rootFile INTEGER)'
      : `CREATE TABLE Adobe_images (id_local INTEGER PRIMARY KEY, id_global, captureTime, copyName,
          developSettingsIDCache, fileFormat NOT NULL DEFAULT 'unset', masterImage INTEGER, rating,
          rootFile INTEGER NOT NULL DEFAULT 0, touchTime NOT NULL DEFAULT 0)`,
    'CREATE TABLE Adobe_imageDevelopSettings (id_local INTEGER PRIMARY KEY, image INTEGER, processVersion, text)',
    `CREATE TABLE Adobe_imageDevelopBeforeSettings (id_local INTEGER PRIMARY KEY, beforeText, developSettings INTEGER)`,
    'CREATE TABLE AgLibraryRootFolder (id_local INTEGER PRIMARY KEY, absolutePath, name)',
    'CREATE TABLE AgLibraryFolder (id_local INTEGER PRIMARY KEY, pathFromRoot, rootFolder INTEGER)',
    'CREATE TABLE AgLibraryFile (id_local INTEGER PRIMARY KEY, baseName, extension, folder INTEGER)',
    'CREATE TABLE AgLibraryCollection (id_local INTEGER PRIMARY KEY, name, parent INTEGER)',
    'CREATE TABLE AgLibraryCollectionImage (id_local INTEGER PRIMARY KEY, collection INTEGER, image INTEGER)',
    `INSERT INTO AgLibraryRootFolder VALUES (1, ${quoted(root)}, 'photos')`,
  ];
  const folders = new Map<string, number>();
  const files = new Map<string, number>();
  for (const made of photos) {
    const { id, file, copyOf, format = 'JPG', settings, before, noted, rating, captured, touched } = made;
    const slash = file.lastIndexOf('/') + 1;
    const folder = file.slice(0, slash);
    if (!folders.has(folder)) {
      folders.set(folder, folders.size + 1);
      statements.push(`INSERT INTO AgLibraryFolder VALUES (${folders.size}, ${quoted(folder)}, 1)`);
    }
    if (!files.has(file)) {
      files.set(file, files.size + 1);
      const [, base, extension] = /^(.*)\.([^.]*)$/.exec(file.slice(slash))!;
      const values = [files.size, quoted(base), quoted(extension), folders.get(folder)].join(', ');
      statements.push(`INSERT INTO AgLibraryFile VALUES (${values})`);
    }
    const row = files.get(file);
    const isKept = settings !== undefined;
    statements.push(
      isOld
        ? `INSERT INTO Adobe_images VALUES (${id}, ${row})`
        : `INSERT INTO Adobe_images VALUES (${[
            id,
            quoted(`uuid-${id}`),
            literal(captured),
            copyOf === undefined ? 'NULL' : quoted('Copy 1'),
            noted ?? (isKept ? id + 1000 : 'NULL'),
            quoted(format),
            literal(copyOf),
            literal(rating),
            row,
            literal(touched ?? 0),
          ].join(', ')})`,
    );
    if (isKept) {
      statements.push(
        `INSERT INTO Adobe_imageDevelopSettings VALUES (${id + 1000}, ${id}, '11.0', ${literal(settings)})`,
      );
    }
    for (const text of [before ?? []].flat()) {
      statements.push(
        `INSERT INTO Adobe_imageDevelopBeforeSettings VALUES (NULL, ${literal(text)}, ${id + 1000})`,
      );
    }
  }
  let next = 1;
  const sets = new Map<string, number>();
  for (const [name, { set, photos: members }] of Object.entries(collections)) {
    if (set !== undefined && !sets.has(set)) {
      sets.set(set, next);
      statements.push(`INSERT INTO AgLibraryCollection VALUES (${next++}, ${quoted(set)}, NULL)`);
    }
    const id = next++;
    const parent = set === undefined ? null : sets.get(set);
    // A name can stand in two sets; "name@set" tells them apart.
    statements.push(
      `INSERT INTO AgLibraryCollection VALUES (${id}, ${quoted(name.split('@')[0])}, ${literal(parent)})`,
      ...members.map((photo) => `INSERT INTO AgLibraryCollectionImage VALUES (NULL, ${id}, ${photo})`),
    );
  }
  return statements.join(';\n');
}

/** A catalogue file's bytes. */
export async function makeCatalog(catalog: MadeCatalog): Promise<Uint8Array> {
  const module: object = await createModule({ wasmBinary: sqliteWasm() });
  const sqlite = SQLite.Factory(module);
  const vfs = new MemoryVFS('memory', module);
  sqlite.vfs_register(vfs as unknown as SQLiteVFS, true);
  const database = await sqlite.open_v2('/made.lrcat');
  await sqlite.exec(database, `BEGIN;\n${sqlOf(catalog)};\nCOMMIT`);
  await sqlite.close(database);
  const { data, size } = (
    vfs as unknown as { mapNameToFile: Map<string, { data: ArrayBuffer; size: number }> }
  ).mapNameToFile.get('/made.lrcat')!;
  return new Uint8Array(data.slice(0, size));
}

/** Bytes read by blocks, with a count of what was read. */
export function sourceOf(bytes: Uint8Array): BlockSource & { readonly bytesRead: number } {
  let bytesRead = 0;
  return {
    size: bytes.length,
    get bytesRead() {
      return bytesRead;
    },
    read(offset, into) {
      const part = bytes.subarray(offset, offset + into.length);
      into.set(part);
      bytesRead += part.length;
      return part.length;
    },
  };
}

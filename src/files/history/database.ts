/// <reference path="./wa-sqlite.d.ts" />
import { ManylightError } from '../../core';

/** A file that is read by blocks, without waiting: node:fs, or a FileReaderSync in a worker. */
export interface BlockSource {
  readonly size: number;
  /** Fills `into` from `offset` on; returns how many bytes the file had there. */
  read(offset: number, into: Uint8Array): number;
}

export type Cell = null | number | string | Uint8Array;
export type Row = Readonly<Record<string, Cell>>;

/** An SQLite database that is only read, and never held whole. */
export interface Database {
  rows(sql: string): AsyncGenerator<Row>;
  /** The columns of a table; none when there is no such table. */
  columns(table: string): Promise<ReadonlySet<string>>;
  close(): Promise<void>;
}

const VFS = 'blocks';
const HEADER = 'SQLite format 3\0';

const bad = (reason: string, cause?: unknown) =>
  new ManylightError('data-invalid', `The catalogue cannot be read: ${reason}.`, { cause });

function check(source: BlockSource): void {
  const head = new Uint8Array(HEADER.length);
  const length = source.read(0, head);
  if (length < head.length || new TextDecoder().decode(head) !== HEADER)
    throw bad('it is no SQLite database');
}

/**
 * Opens a database with SQLite itself, compiled to WebAssembly (`wasm` holds the bytes of wa-sqlite.wasm). What an
 * open Lightroom has not yet moved from its journal into the file is not seen. Throws `data-invalid`.
 */
export async function openDatabase(source: BlockSource, wasm: ArrayBuffer): Promise<Database> {
  check(source);
  const [{ default: createModule }, SQLite, { FacadeVFS }] = await Promise.all([
    import('@journeyapps/wa-sqlite/dist/wa-sqlite.mjs'),
    import('@journeyapps/wa-sqlite'),
    import('@journeyapps/wa-sqlite/src/FacadeVFS.js'),
  ]);
  const module: object = await createModule({ wasmBinary: wasm });
  const sqlite = SQLite.Factory(module);

  /** One file, whatever it is called; everything that would write says no. */
  class BlockVfs extends FacadeVFS {
    override jOpen(_name: string | null, _file: number, flags: number, outFlags: DataView): number {
      outFlags.setInt32(0, flags, true);
      return SQLite.SQLITE_OK;
    }
    override jRead(_file: number, into: Uint8Array, offset: number): number {
      // What SQLite hands over is a proxy of its memory, which may move; sources fill plain bytes.
      const block = new Uint8Array(into.length);
      const count = source.read(offset, block);
      into.set(block);
      return count === into.length ? SQLite.SQLITE_OK : SQLite.SQLITE_IOERR_SHORT_READ;
    }
    override jFileSize(_file: number, out: DataView): number {
      out.setBigInt64(0, BigInt(source.size), true);
      return SQLite.SQLITE_OK;
    }
    override jAccess(_name: string, _flags: number, out: DataView): number {
      out.setInt32(0, 0, true);
      return SQLite.SQLITE_OK;
    }
    override jWrite(): number {
      return SQLite.SQLITE_READONLY;
    }
    override jTruncate(): number {
      return SQLite.SQLITE_READONLY;
    }
    override jDelete(): number {
      return SQLite.SQLITE_READONLY;
    }
  }

  const told = <T>(work: Promise<T>): Promise<T> =>
    work.catch((cause: unknown) => {
      throw bad(cause instanceof Error ? cause.message : 'SQLite failed', cause);
    });

  sqlite.vfs_register(new BlockVfs(VFS, module) as unknown as SQLiteVFS, false);
  // Immutable: no journal and no lock is looked for, so a catalogue in use opens as well.
  const database = await told(
    sqlite.open_v2('file:catalogue?immutable=1', SQLite.SQLITE_OPEN_READONLY | SQLite.SQLITE_OPEN_URI, VFS),
  );

  // There is no file that a sort could spill to.
  await told(sqlite.exec(database, 'PRAGMA temp_store = MEMORY'));

  async function* rows(sql: string): AsyncGenerator<Row> {
    const statements = sqlite.statements(database, sql)[Symbol.asyncIterator]();
    try {
      const { value: statement, done } = await told(Promise.resolve(statements.next()));
      if (done) return;
      const names = sqlite.column_names(statement);
      while ((await told(sqlite.step(statement))) === SQLite.SQLITE_ROW) {
        const row: Record<string, Cell> = {};
        for (const [i, name] of names.entries()) row[name] = cellOf(sqlite.column(statement, i));
        yield row;
      }
    } finally {
      await statements.return?.();
    }
  }

  return {
    rows,
    async columns(table) {
      const names = new Set<string>();
      for await (const { name } of rows(`PRAGMA table_info(${JSON.stringify(table)})`))
        names.add(String(name));
      return names;
    },
    close: async () => void (await sqlite.close(database)),
  };
}

function cellOf(value: unknown): Cell {
  // Blobs are views of SQLite's own memory, which the next step may overwrite.
  if (value instanceof Uint8Array) return value.slice();
  if (Array.isArray(value)) return Uint8Array.from(value as number[]);
  if (typeof value === 'bigint') return Number(value);
  return value as Cell;
}

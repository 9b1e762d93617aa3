import { ManylightError } from '../../core';
import { type AdjustOptions, adjustmentsOf, type Found } from './adjust';
import { settingsOfCell } from './catalog-text';
import { type BlockSource, type Cell, type Database, openDatabase, type Row } from './database';
import type { DevelopSettings, KelvinWhite } from './settings';

/** One photo, or one virtual copy of one, with the settings it stands at. */
export interface CatalogPhoto {
  readonly id: number;
  /** The file that it and its copies share. */
  readonly file: number;
  /** Full path as the catalogue has it, with forward slashes. */
  readonly path: string;
  readonly isCopy: boolean;
  readonly isRaw: boolean;
  /** 0..5 */
  readonly rating: number;
  /** The camera's clock, ISO 8601 without a zone. */
  readonly capturedAt?: string;
  /** Last change, milliseconds since 1970. */
  readonly changed?: number;
  /** Undefined where the catalogue holds none; 'unreadable' where it holds what cannot be read. */
  readonly settings: DevelopSettings | 'unreadable' | undefined;
  /** The camera's white in Kelvin, where any copy of the file or its state at import tells it. */
  readonly asShot?: KelvinWhite;
}

/** A collection and the photos in it. */
export interface CatalogCollection {
  readonly id: number;
  readonly name: string;
  readonly parent: number | undefined;
}

export interface Catalog {
  /** Every photo and virtual copy, by capture time; films are left out. */
  photos(onProgress?: (read: number) => void): Promise<CatalogPhoto[]>;
  collections(): Promise<CatalogCollection[]>;
  /** Ids of the photos in a collection. */
  members(collection: number): Promise<number[]>;
  close(): Promise<void>;
}

/** Lightroom counts seconds from 2001. */
const EPOCH_2001 = 978_307_200;

const RAW_FORMATS = new Set(['RAW', 'DNG']);

/** Tables and columns without which there is nothing to import; others come and go with Lightroom's versions. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  Adobe_images: ['id_local', 'rootFile'],
  Adobe_imageDevelopSettings: ['id_local', 'image', 'text'],
  AgLibraryFile: ['id_local', 'baseName', 'extension', 'folder'],
  AgLibraryFolder: ['id_local', 'pathFromRoot', 'rootFolder'],
  AgLibraryRootFolder: ['id_local', 'absolutePath'],
};

async function checkTables(database: Database): Promise<(table: string, column: string) => boolean> {
  const columns = new Map<string, ReadonlySet<string>>();
  for (const [table, needed] of Object.entries(NEEDED)) {
    const found = await database.columns(table);
    const missing = needed.filter((column) => !found.has(column));
    if (missing.length > 0) {
      throw new ManylightError(
        'data-invalid',
        `This is no Lightroom catalogue that Manylight knows: ${table} has no ${missing.join(', ')}.`,
      );
    }
    columns.set(table, found);
  }
  columns.set('Adobe_imageDevelopBeforeSettings', await database.columns('Adobe_imageDevelopBeforeSettings'));
  return (table, column) => columns.get(table)?.has(column) ?? false;
}

function queryOf(has: (table: string, column: string) => boolean): string {
  const image = (column: string) => (has('Adobe_images', column) ? `i.${column}` : 'NULL');
  const before = ['id_local', 'developSettings', 'beforeText'].every((column) =>
    has('Adobe_imageDevelopBeforeSettings', column),
  );
  // The catalogue's own note of which settings count may lead nowhere.
  const noted = `(SELECT id_local FROM Adobe_imageDevelopSettings WHERE id_local = ${image('developSettingsIDCache')})`;
  const latest = '(SELECT max(id_local) FROM Adobe_imageDevelopSettings WHERE image = i.id_local)';
  // One row a photo, however often its state at import was written down.
  const latestBefore = `(
      SELECT developSettings, max(id_local) AS id FROM Adobe_imageDevelopBeforeSettings GROUP BY developSettings)`;
  return `
    SELECT i.id_local AS id, i.rootFile AS file, ${image('masterImage')} AS master,
      ${image('fileFormat')} AS format, ${image('rating')} AS rating,
      ${image('captureTime')} AS captured, ${image('touchTime')} AS touched,
      f.baseName AS base, f.extension AS extension, o.pathFromRoot AS folder, r.absolutePath AS root,
      d.text AS text, ${before ? 'b.beforeText' : 'NULL'} AS before
    FROM Adobe_images i
    JOIN AgLibraryFile f ON f.id_local = i.rootFile
    JOIN AgLibraryFolder o ON o.id_local = f.folder
    JOIN AgLibraryRootFolder r ON r.id_local = o.rootFolder
    LEFT JOIN Adobe_imageDevelopSettings d ON d.id_local = coalesce(${noted}, ${latest})
    ${
      before
        ? `LEFT JOIN ${latestBefore} l ON l.developSettings = d.id_local
    LEFT JOIN Adobe_imageDevelopBeforeSettings b ON b.id_local = l.id`
        : ''
    }`;
}

const order = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);

const textOf = (cell: Cell): string => (typeof cell === 'string' ? cell : '');

function timeOf(cell: Cell): number | undefined {
  const seconds = cell === null || cell === '' ? Number.NaN : Number(cell);
  const since1970 = (seconds + EPOCH_2001) * 1000;
  // Never touched is written as the year 1.
  return since1970 > 0 ? since1970 : undefined;
}

async function readable(cell: Cell): Promise<DevelopSettings | 'unreadable' | undefined> {
  try {
    return await settingsOfCell(cell);
  } catch (error) {
    if (error instanceof ManylightError) return 'unreadable';
    throw error;
  }
}

function asShotOf(settings: DevelopSettings | 'unreadable' | undefined): KelvinWhite | undefined {
  if (!settings || settings === 'unreadable') return undefined;
  const { whiteBalance } = settings;
  return whiteBalance.kind === 'as-shot' ? whiteBalance.white : undefined;
}

function photoOf(row: Row, settings: CatalogPhoto['settings']): CatalogPhoto {
  const extension = textOf(row.extension);
  const captured = textOf(row.captured);
  const changed = timeOf(row.touched);
  const path = `${textOf(row.root)}${textOf(row.folder)}${textOf(row.base)}${extension && `.${extension}`}`;
  return {
    id: Number(row.id),
    file: Number(row.file),
    path: path.replaceAll('\\', '/'),
    isCopy: row.master !== null,
    isRaw: RAW_FORMATS.has(textOf(row.format)),
    rating: Math.min(5, Math.max(0, Number(row.rating ?? 0) || 0)),
    ...(captured !== '' && { capturedAt: captured }),
    ...(changed !== undefined && { changed }),
    settings,
  };
}

/**
 * Opens a Lightroom catalogue (.lrcat, Lightroom 3 to Classic 15), read by blocks, never written to. `wasm` holds the
 * bytes of wa-sqlite.wasm. Throws `data-invalid`.
 */
export async function openCatalog(source: BlockSource, wasm: ArrayBuffer): Promise<Catalog> {
  const database = await openDatabase(source, wasm);
  let has: Awaited<ReturnType<typeof checkTables>>;
  try {
    has = await checkTables(database);
  } catch (error) {
    await database.close();
    throw error;
  }
  return {
    async photos(onProgress) {
      const photos: CatalogPhoto[] = [];
      const asShot = new Map<number, KelvinWhite>();
      for await (const row of database.rows(queryOf(has))) {
        if (textOf(row.format) === 'VIDEO') continue;
        const settings = await readable(row.text);
        const photo = photoOf(row, settings);
        const white = asShotOf(settings) ?? asShotOf(await readable(row.before));
        if (white && !asShot.has(photo.file)) asShot.set(photo.file, white);
        photos.push(photo);
        onProgress?.(photos.length);
      }
      // Sorted here: SQLite would carry every photo's settings through a sort.
      photos.sort((a, b) => order(a.capturedAt ?? '', b.capturedAt ?? '') || a.id - b.id);
      return photos.map((photo) => {
        const white = asShot.get(photo.file);
        return white ? { ...photo, asShot: white } : photo;
      });
    },
    async collections() {
      const columns = await database.columns('AgLibraryCollection');
      if (!columns.has('name')) return [];
      const collections: CatalogCollection[] = [];
      const parent = columns.has('parent') ? 'parent' : 'NULL AS parent';
      for await (const row of database.rows(
        `SELECT id_local AS id, name, ${parent} FROM AgLibraryCollection`,
      )) {
        if (typeof row.name !== 'string') continue;
        const above = row.parent === null ? undefined : Number(row.parent);
        collections.push({ id: Number(row.id), name: row.name, parent: above });
      }
      return collections;
    },
    async members(collection) {
      const ids: number[] = [];
      const sql = `SELECT image FROM AgLibraryCollectionImage WHERE collection = ${Math.trunc(collection)}`;
      for await (const { image } of database.rows(sql)) ids.push(Number(image));
      return ids;
    },
    close: () => database.close(),
  };
}

/** The adjustments that a catalogue's photo stands at, or why it has none to take over. */
export function adjustmentsOfPhoto(photo: CatalogPhoto, options: AdjustOptions = {}): Found {
  if (photo.settings === 'unreadable') return { refused: 'unreadable' };
  return adjustmentsOf(photo.settings, { ...options, asShot: options.asShot ?? photo.asShot });
}

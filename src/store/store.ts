import { createSerialQueue, ManylightError, messageOf, type PhotoId } from '../core';
import type { Database } from './database';
import { createOverlay } from './overlay';
import type {
  Change,
  EditRecord,
  ObservationRecord,
  PhotoRecord,
  SettingKey,
  Settings,
  TableName,
  Tables,
} from './records';

/** Whether what is written outlives this tab; the reason is one sentence for a person. */
export type Keeping = { readonly kept: true } | { readonly kept: false; readonly reason: string };

/** A table whose rows each belong to one photo. */
export interface PhotoTable<Row> {
  get(photo: PhotoId): Promise<Row | undefined>;
  list(): Promise<Row[]>;
  put(row: Row): Promise<void>;
  remove(photo: PhotoId): Promise<void>;
}

/**
 * What Manylight keeps on this device. Nothing here fails for lack of storage: what the disk does not take is held in
 * memory, and `keeps` says so and why.
 */
export interface Store {
  readonly keeps: Keeping;
  /** Calls back when `keeps` has changed; returns the way to stop. */
  subscribe(listener: (keeps: Keeping) => void): () => void;
  readonly photos: {
    /** Adds a photo, or replaces one of the same id, with its file. */
    add(photo: PhotoRecord, file: Blob): Promise<void>;
    get(id: PhotoId): Promise<PhotoRecord | undefined>;
    /** The original file, byte for byte. */
    file(id: PhotoId): Promise<Blob | undefined>;
    /** Last opened first. */
    list(): Promise<PhotoRecord[]>;
    /** Changes what is given; does nothing for a photo that is not there. */
    update(id: PhotoId, change: Partial<Omit<PhotoRecord, 'id'>>): Promise<void>;
    /** Takes away the photo, its file and its edit; what it said of the taste stays until it is forgotten. */
    remove(id: PhotoId): Promise<void>;
  };
  /** Last changed first. */
  readonly edits: PhotoTable<EditRecord>;
  /** Oldest first. */
  readonly observations: PhotoTable<ObservationRecord>;
  readonly settings: {
    get<Key extends SettingKey>(key: Key): Promise<Settings[Key] | undefined>;
    set<Key extends SettingKey>(key: Key, value: Settings[Key]): Promise<void>;
    remove(key: SettingKey): Promise<void>;
  };
  /** Takes away everything, from memory and disk. Throws `storage-unavailable` when the disk does not let go. */
  eraseAll(): Promise<void>;
  dispose(): void;
}

function reasonOf(error: unknown): string {
  if (error instanceof ManylightError) return error.message;
  switch (error instanceof Error ? error.name : '') {
    case 'QuotaExceededError':
      return 'The space that this browser gives to Manylight is full.';
    case 'VersionError':
      return 'A newer Manylight has been here; reload this tab.';
    case 'SecurityError':
    case 'InvalidStateError':
      return 'This browser does not allow storage here (a private window, or blocked site data).';
    default:
      return `This browser’s storage failed (${messageOf(error)}).`;
  }
}

/** A store over a database; `problem` is why it could not be opened, and then everything stays in memory. */
export function createStore(database: Database, problem?: unknown): Store {
  const overlay = createOverlay();
  const writes = createSerialQueue();
  const listeners = new Set<(keeps: Keeping) => void>();
  const isOpen = problem === undefined;
  let keeps: Keeping = isOpen ? { kept: true } : { kept: false, reason: reasonOf(problem) };

  const setKeeps = (next: Keeping) => {
    const same = next.kept ? keeps.kept : !keeps.kept && keeps.reason === next.reason;
    if (same) return;
    keeps = next;
    for (const listener of [...listeners]) listener(keeps);
  };

  async function get<Name extends TableName>(table: Name, key: string): Promise<Tables[Name] | undefined> {
    const held = overlay.find(table, key);
    if (held) return held.value;
    if (!isOpen) return undefined;
    try {
      return await database.get(table, key);
    } catch (error) {
      setKeeps({ kept: false, reason: reasonOf(error) });
      return undefined;
    }
  }

  async function list<Name extends TableName>(table: Name): Promise<Tables[Name][]> {
    let rows: [string, Tables[Name]][] = [];
    try {
      if (isOpen) rows = await database.entries(table);
    } catch (error) {
      setKeeps({ kept: false, reason: reasonOf(error) });
    }
    return overlay.merge(table, rows).map(([, row]) => row);
  }

  /** Tries again what is only held in memory; without a word when there is still no room. */
  async function flush(): Promise<void> {
    try {
      await database.write(overlay.changes());
      overlay.clear();
    } catch {
      // Still not taken: it stays in memory, and `keeps` already says so.
    }
  }

  const write = (...changes: readonly Change[]): Promise<void> =>
    writes.run(async () => {
      if (!isOpen) return overlay.apply(changes);
      try {
        await database.write(changes);
        overlay.drop(changes);
      } catch (error) {
        overlay.apply(changes);
        return setKeeps({ kept: false, reason: reasonOf(error) });
      }
      // A row taken away may have made the room that others lacked.
      if (!overlay.isEmpty && changes.some(({ value }) => value === undefined)) await flush();
      if (overlay.isEmpty) setKeeps({ kept: true });
    });

  return {
    get keeps() {
      return keeps;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    photos: {
      add: (photo, file) =>
        write(
          { table: 'photos', key: photo.id, value: photo },
          { table: 'files', key: photo.id, value: file },
        ),
      get: (id) => get('photos', id),
      file: (id) => get('files', id),
      list: async () => (await list('photos')).sort((a, b) => b.opened - a.opened),
      async update(id, change) {
        const photo = await get('photos', id);
        if (photo) await write({ table: 'photos', key: id, value: { ...photo, ...change } });
      },
      remove: (id) =>
        write({ table: 'photos', key: id }, { table: 'files', key: id }, { table: 'edits', key: id }),
    },
    edits: {
      get: (photo) => get('edits', photo),
      list: async () => (await list('edits')).sort((a, b) => b.changed - a.changed),
      put: (row) => write({ table: 'edits', key: row.photo, value: row }),
      remove: (photo) => write({ table: 'edits', key: photo }),
    },
    observations: {
      get: (photo) => get('observations', photo),
      list: async () => (await list('observations')).sort((a, b) => a.when - b.when),
      put: (row) => write({ table: 'observations', key: row.photo, value: row }),
      remove: (photo) => write({ table: 'observations', key: photo }),
    },
    settings: {
      get: async <Key extends SettingKey>(key: Key) =>
        (await get('settings', key)) as Settings[Key] | undefined,
      set: (key, value) => write({ table: 'settings', key, value }),
      remove: (key) => write({ table: 'settings', key }),
    },
    eraseAll: () =>
      writes.run(async () => {
        overlay.clear();
        if (!isOpen) return;
        try {
          await database.erase();
        } catch (cause) {
          throw new ManylightError(
            'storage-unavailable',
            'This browser did not let go of what is stored; clear the site’s data in its settings.',
            { cause },
          );
        }
        setKeeps({ kept: true });
      }),
    dispose() {
      listeners.clear();
      database.close();
    },
  };
}

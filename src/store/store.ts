import { createSerialQueue, ManylightError, type PhotoId, type ProfileId } from '../core';
import type { Database } from './database';
import { failedBy, isFull, type Keeping } from './keeping';
import { createOverlay } from './overlay';
import {
  type Change,
  type DislikeRecord,
  type EditRecord,
  FIRST_PROFILE,
  keyOf,
  keysOf,
  type ObservationRecord,
  type PhotoRecord,
  type ProfileRecord,
  type SettingKey,
  type Settings,
  type TableName,
  type Tables,
} from './records';
import { writeMakingRoom } from './room';

/** A table whose rows each belong to one photo. */
export interface PhotoTable<Row> {
  get(photo: PhotoId): Promise<Row | undefined>;
  list(): Promise<Row[]>;
  put(row: Row): Promise<void>;
  remove(photo: PhotoId): Promise<void>;
}

/** A table of what profiles keep of photos. */
export interface ProfileTable<Row> {
  get(profile: ProfileId, photo: PhotoId): Promise<Row | undefined>;
  /** Oldest first. */
  list(profile: ProfileId): Promise<Row[]>;
  put(row: Row): Promise<void>;
  remove(profile: ProfileId, photo: PhotoId): Promise<void>;
}

/**
 * What Manylight keeps on this device. Nothing here fails for lack of storage: on a full disk the photos opened longest ago
 * make room, and what the disk still does not take is held in memory, and `keeps` says so and why.
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
    /**
     * Lets go of all but the photos opened last, so many: of their files too. Edits stay, for when the file is opened again,
     * and so does what they said of the taste.
     */
    keepNewest(count: number): Promise<void>;
  };
  /** Last changed first. */
  readonly edits: PhotoTable<EditRecord>;
  readonly observations: ProfileTable<ObservationRecord>;
  readonly dislikes: ProfileTable<DislikeRecord>;
  readonly profiles: {
    /** The first made first; there is always one. */
    list(): Promise<ProfileRecord[]>;
    put(profile: ProfileRecord): Promise<void>;
    /** Takes away the profile with all that it learned from. */
    remove(id: ProfileId): Promise<void>;
  };
  /** Keeps all of these rows, or, when the disk refuses, holds all of them in memory. */
  learn(rows: {
    readonly profiles?: readonly ProfileRecord[];
    readonly observations: readonly ObservationRecord[];
    readonly dislikes: readonly DislikeRecord[];
  }): Promise<void>;
  /**
   * Keeps what was computed anew of observations, where they are still there as they were read: what was forgotten or
   * edited again meanwhile is not brought back.
   */
  renew(observations: readonly ObservationRecord[]): Promise<void>;
  /** Takes away what a profile learned from these photos, at once. */
  unlearn(profile: ProfileId, photos: readonly PhotoId[]): Promise<void>;
  readonly settings: {
    get<Key extends SettingKey>(key: Key): Promise<Settings[Key] | undefined>;
    set<Key extends SettingKey>(key: Key, value: Settings[Key]): Promise<void>;
    remove(key: SettingKey): Promise<void>;
  };
  /** Takes away everything, from memory and disk. Throws `storage-unavailable` when the disk does not let go. */
  eraseAll(): Promise<void>;
  dispose(): void;
}

/** A store over a database; `problem` is why it could not be opened, and then everything stays in memory. */
export function createStore(database: Database, problem?: unknown): Store {
  const overlay = createOverlay();
  const writes = createSerialQueue();
  const listeners = new Set<(keeps: Keeping) => void>();
  const isOpen = problem === undefined;
  /** Why rows are held in memory. */
  let lacksRoom = false;
  let keeps: Keeping = isOpen ? { kept: true } : failedBy(problem);

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
      setKeeps(failedBy(error));
      return undefined;
    }
  }

  async function list<Name extends TableName>(table: Name, prefix?: string): Promise<Tables[Name][]> {
    let rows: [string, Tables[Name]][] = [];
    try {
      if (isOpen) rows = await database.entries(table, prefix);
    } catch (error) {
      setKeeps(failedBy(error));
    }
    return overlay.merge(table, rows, prefix).map(([, row]) => row);
  }

  /** Rows come by key; by time is how they are worked with. */
  const ofProfile = async <Name extends 'observations' | 'dislikes'>(table: Name, profile: ProfileId) =>
    (await list(table, keysOf(profile))).sort((a, b) => a.when - b.when);

  /** Tries again what is only held in memory; without a word when there is still no room. */
  async function flush(): Promise<void> {
    try {
      await database.write(overlay.changes());
      overlay.clear();
    } catch (error) {
      // Still not taken: it stays in memory, and `keeps` already says so.
      lacksRoom = isFull(error);
    }
  }

  const openPhoto = async () => (await get('settings', 'openPhoto')) as Settings['openPhoto'] | undefined;

  /** In its turn among the writes. */
  async function apply(changes: readonly Change[]): Promise<void> {
    if (changes.length === 0) return;
    if (!isOpen) return overlay.apply(changes);
    try {
      await writeMakingRoom(database, changes, openPhoto, (rows) => {
        overlay.drop(rows);
        lacksRoom = false;
      });
      overlay.drop(changes);
    } catch (error) {
      overlay.apply(changes);
      lacksRoom = isFull(error);
      return setKeeps(failedBy(error));
    }
    // What failed for another reason than room may pass now; room comes when a row is taken away.
    const mayPass = !lacksRoom || changes.some(({ value }) => value === undefined);
    if (!overlay.isEmpty && mayPass) await flush();
    if (overlay.isEmpty) setKeeps({ kept: true });
  }

  const newestFirst = async () => (await list('photos')).sort((a, b) => b.opened - a.opened);

  const write = (...changes: readonly Change[]): Promise<void> => writes.run(() => apply(changes));

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
      list: newestFirst,
      // In its turn: what is erased while this waits is not brought back.
      update: (id, change) =>
        writes.run(async () => {
          const photo = await get('photos', id);
          if (photo) await apply([{ table: 'photos', key: id, value: { ...photo, ...change } }]);
        }),
      async keepNewest(count) {
        const older = (await newestFirst()).slice(count);
        await write(
          ...older.flatMap(({ id }): Change[] => [
            { table: 'photos', key: id },
            { table: 'files', key: id },
          ]),
        );
      },
    },
    edits: {
      get: (photo) => get('edits', photo),
      list: async () => (await list('edits')).sort((a, b) => b.changed - a.changed),
      put: (row) => write({ table: 'edits', key: row.photo, value: row }),
      remove: (photo) => write({ table: 'edits', key: photo }),
    },
    observations: {
      get: (profile, photo) => get('observations', keyOf({ profile, photo })),
      list: (profile) => ofProfile('observations', profile),
      put: (row) => write({ table: 'observations', key: keyOf(row), value: row }),
      remove: (profile, photo) => write({ table: 'observations', key: keyOf({ profile, photo }) }),
    },
    dislikes: {
      get: (profile, photo) => get('dislikes', keyOf({ profile, photo })),
      list: (profile) => ofProfile('dislikes', profile),
      put: (row) => write({ table: 'dislikes', key: keyOf(row), value: row }),
      remove: (profile, photo) => write({ table: 'dislikes', key: keyOf({ profile, photo }) }),
    },
    profiles: {
      async list() {
        const rows = await list('profiles');
        return rows.length === 0 ? [FIRST_PROFILE] : rows.sort((a, b) => a.created - b.created);
      },
      put: (profile) => write({ table: 'profiles', key: profile.id, value: profile }),
      async remove(id) {
        const [observed, disliked] = await Promise.all([
          ofProfile('observations', id),
          ofProfile('dislikes', id),
        ]);
        await write(
          { table: 'profiles', key: id },
          ...observed.map((row): Change => ({ table: 'observations', key: keyOf(row) })),
          ...disliked.map((row): Change => ({ table: 'dislikes', key: keyOf(row) })),
        );
      },
    },
    learn: ({ profiles = [], observations, dislikes }) =>
      write(
        ...profiles.map((value): Change => ({ table: 'profiles', key: value.id, value })),
        ...observations.map((value): Change => ({ table: 'observations', key: keyOf(value), value })),
        ...dislikes.map((value): Change => ({ table: 'dislikes', key: keyOf(value), value })),
      ),
    renew: (rows) =>
      writes.run(async () => {
        const changes: Change[] = [];
        for (const value of rows) {
          const key = keyOf(value);
          const held = await get('observations', key);
          if (held?.when === value.when) changes.push({ table: 'observations', key, value });
        }
        await apply(changes);
      }),
    unlearn: (profile, photos) =>
      write(
        ...photos.flatMap((photo): Change[] => {
          const key = keyOf({ profile, photo });
          return [
            { table: 'observations', key },
            { table: 'dislikes', key },
          ];
        }),
      ),
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

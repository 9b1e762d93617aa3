import { type DBSchema, deleteDB, type IDBPDatabase, type IDBPTransaction, openDB } from 'idb';
import { ManylightError } from '../core';
import { type Change, FIRST_PROFILE, keyOf, TABLES, type TableName, type Tables } from './records';

type Schema = DBSchema & { [Name in TableName]: { key: string; value: Tables[Name] } };

/** Rows in IndexedDB. Every write is one transaction: all of its changes are kept, or none. */
export interface Database {
  get<Name extends TableName>(table: Name, key: string): Promise<Tables[Name] | undefined>;
  /** The rows whose keys begin with the prefix; all without one. */
  entries<Name extends TableName>(table: Name, prefix?: string): Promise<[string, Tables[Name]][]>;
  write(changes: readonly Change[]): Promise<void>;
  /** Empties every table at once, then takes the database itself away. */
  erase(): Promise<void>;
  close(): void;
}

export const DATABASE_NAME = 'manylight';
export const DATABASE_VERSION = 2;

type Upgrade = (
  database: IDBPDatabase<Schema>,
  transaction: IDBPTransaction<Schema, TableName[], 'versionchange'>,
) => Promise<void>;

/** UPGRADES[v] turns a database of version v into version v + 1; never change one that has shipped. */
const UPGRADES: Readonly<Record<number, Upgrade>> = {
  async 0(database) {
    for (const table of ['photos', 'files', 'edits', 'observations', 'settings'] as const) {
      database.createObjectStore(table);
    }
  },
  /** Profiles: what was learned before them is the first one's. */
  async 1(database, transaction) {
    database.createObjectStore('profiles');
    database.createObjectStore('dislikes');
    const observations = transaction.objectStore('observations');
    const profile = FIRST_PROFILE.id;
    // One row at a time, as a history may be large; the keys are read first, as new ones come among them.
    for (const key of await observations.getAllKeys()) {
      const row = await observations.get(key);
      if (!row) continue;
      await observations.put({ ...row, profile }, keyOf({ ...row, profile }));
      await observations.delete(key);
    }
  },
};

/**
 * Some browsers neither open nor refuse (a profile on a drive that is gone); nobody should wait longer than this. A
 * migration that has begun is waited for, however long it takes.
 */
const OPEN_TIMEOUT = 5_000;

/** Contents are gone by then; only the empty shell waits for other tabs to let go. */
const DELETE_TIMEOUT = 1_000;

async function open(onGone: () => void): Promise<IDBPDatabase<Schema>> {
  if (!globalThis.indexedDB) {
    throw new ManylightError('storage-unavailable', 'This browser offers no storage here.');
  }
  let timer: ReturnType<typeof setTimeout> | undefined;
  let refuse: (error: Error) => void = () => undefined;
  const refused = new Promise<never>((_, reject) => {
    refuse = reject;
    timer = setTimeout(
      () => reject(new ManylightError('storage-unavailable', 'This browser’s storage does not answer.')),
      OPEN_TIMEOUT,
    );
  });
  // An async function, because blocked storage throws at once in some browsers and rejects in others.
  const opening = (async () =>
    openDB<Schema>(DATABASE_NAME, DATABASE_VERSION, {
      async upgrade(database, oldVersion, _newVersion, transaction) {
        clearTimeout(timer);
        // Opening rejects by itself.
        transaction.done.catch(() => undefined);
        try {
          for (let v = oldVersion; v < DATABASE_VERSION; v++) await UPGRADES[v](database, transaction);
        } catch (error) {
          // Half a migration must not be kept: the database stays as it was, of the old version.
          console.error(error);
          abortQuietly(transaction);
        }
      },
      blocked: () =>
        refuse(
          new ManylightError(
            'storage-unavailable',
            'Another tab holds an older Manylight; close it and reload this one.',
          ),
        ),
      // Another tab upgrades or erases: holding on would block it. The next use opens again.
      blocking: (_current, _blocked, event) => {
        (event.target as IDBDatabase).close();
        onGone();
      },
      terminated: onGone,
    }))();
  try {
    return await Promise.race([opening, refused]);
  } catch (error) {
    // If it opens after all, it must not hold anyone up.
    opening.then((late) => late.close()).catch(() => undefined);
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

function abortQuietly(transaction: { abort(): void }): void {
  try {
    transaction.abort();
  } catch {
    // It has ended already, by the same error.
  }
}

/** Opens lazily and again after the browser, or another tab, has closed the connection. Rejects as IndexedDB does. */
export function createDatabase(): Database {
  let connecting: Promise<IDBPDatabase<Schema>> | undefined;

  const connect = (): Promise<IDBPDatabase<Schema>> => {
    if (connecting) return connecting;
    const attempt = open(() => {
      if (connecting === attempt) connecting = undefined;
    });
    connecting = attempt;
    attempt.catch(() => {
      if (connecting === attempt) connecting = undefined;
    });
    return attempt;
  };

  const close = async (): Promise<void> => {
    const open = await connecting?.catch(() => undefined);
    connecting = undefined;
    open?.close();
  };

  /** A connection may be closing without having said so: then once more, on a new one. */
  const use = async <T>(work: (database: IDBPDatabase<Schema>) => Promise<T>): Promise<T> => {
    const database = await connect();
    try {
      return await work(database);
    } catch (error) {
      if (!(error instanceof DOMException && error.name === 'InvalidStateError')) throw error;
      await close();
      return work(await connect());
    }
  };

  return {
    get: <Name extends TableName>(table: Name, key: string) =>
      use(async (database) => (await database.get(table, key)) as Tables[Name] | undefined),
    entries: <Name extends TableName>(table: Name, prefix?: string) =>
      use(async (database) => {
        const range = prefix === undefined ? undefined : IDBKeyRange.bound(prefix, `${prefix}\uffff`);
        const transaction = database.transaction(table);
        const [keys, values] = await Promise.all([
          transaction.store.getAllKeys(range),
          transaction.store.getAll(range),
          transaction.done,
        ]);
        return keys.map((key, i): [string, Tables[Name]] => [key, values[i] as Tables[Name]]);
      }),
    write: (changes) =>
      use(async (database) => {
        const tables = [...new Set(changes.map(({ table }) => table))];
        const transaction = database.transaction(tables, 'readwrite');
        // The transaction's own error (a full disk) says more than the requests' AbortError, so it is waited for.
        const requests = changes.map(async ({ table, key, value }) => {
          const store = transaction.objectStore(table);
          await (value === undefined ? store.delete(key) : store.put(value, key));
        });
        // A row that cannot be stored at all must not leave half of the changes behind.
        Promise.all(requests).catch(() => abortQuietly(transaction));
        const [done, ...results] = await Promise.allSettled([transaction.done, ...requests]);
        const failed = [done, ...results].filter((result) => result.status === 'rejected');
        if (failed.length > 0) {
          throw failed.find(({ reason }) => reason?.name !== 'AbortError')?.reason ?? failed[0].reason;
        }
      }),
    async erase() {
      await use(async (database) => {
        const transaction = database.transaction(TABLES, 'readwrite');
        await Promise.all([
          ...TABLES.map((table) => transaction.objectStore(table).clear()),
          transaction.done,
        ]);
      });
      await close();
      await Promise.race([
        deleteDB(DATABASE_NAME),
        new Promise((resolve) => setTimeout(resolve, DELETE_TIMEOUT)),
      ]);
    },
    close: () => void close(),
  };
}

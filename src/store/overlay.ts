import { type Change, TABLES, type TableName, type Tables } from './records';

/** Rows held in memory because the database would not take them; they lie over its own. */
export interface Overlay {
  /** The row here, `value` undefined when it was taken away; or undefined when the database's own row holds. */
  find<Name extends TableName>(table: Name, key: string): { value: Tables[Name] | undefined } | undefined;
  /** The database's rows of a table with those here, whose keys begin with the prefix, laid over them. */
  merge<Name extends TableName>(
    table: Name,
    rows: readonly [string, Tables[Name]][],
    prefix?: string,
  ): [string, Tables[Name]][];
  apply(changes: readonly Change[]): void;
  /** Forgets rows that the database has taken meanwhile. */
  drop(changes: readonly Change[]): void;
  changes(): Change[];
  clear(): void;
  readonly isEmpty: boolean;
}

export function createOverlay(): Overlay {
  const tables = new Map<TableName, Map<string, Change>>(TABLES.map((table) => [table, new Map()]));
  // Each table's map holds changes of that table alone, which TypeScript cannot tell.
  const rowsOf = <Name extends TableName>(table: Name) =>
    tables.get(table) as unknown as Map<string, { key: string; value?: Tables[Name] }>;
  return {
    find(table, key) {
      const change = rowsOf(table).get(key);
      return change && { value: change.value };
    },
    merge<Name extends TableName>(table: Name, rows: readonly [string, Tables[Name]][], prefix = '') {
      const merged = new Map(rows);
      for (const { key, value } of rowsOf(table).values()) {
        if (!key.startsWith(prefix)) continue;
        if (value === undefined) merged.delete(key);
        else merged.set(key, value);
      }
      return [...merged];
    },
    apply(changes) {
      for (const change of changes) tables.get(change.table)?.set(change.key, change);
    },
    drop(changes) {
      for (const { table, key } of changes) tables.get(table)?.delete(key);
    },
    changes: () => [...tables.values()].flatMap((rows) => [...rows.values()]),
    clear() {
      for (const rows of tables.values()) rows.clear();
    },
    get isEmpty() {
      return [...tables.values()].every((rows) => rows.size === 0);
    },
  };
}

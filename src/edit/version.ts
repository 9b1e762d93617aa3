import { ManylightError } from '../core';
import { type Adjustments, parseAdjustments } from './adjustments';

/** An edit as it is stored. Raise EDIT_VERSION and add a migration whenever a stored number changes its meaning. */
export interface StoredEdit {
  readonly version: number;
  readonly adjustments: Adjustments;
}

export const EDIT_VERSION = 1;

/** MIGRATIONS[v] turns the data of version v into version v + 1. */
const MIGRATIONS: Readonly<Record<number, (adjustments: unknown) => unknown>> = {};

export function storeEdit(adjustments: Adjustments): StoredEdit {
  return { version: EDIT_VERSION, adjustments };
}

/** Reads an edit of this or any older version. Throws `data-invalid` for a newer or a broken one. */
export function readStoredEdit(data: unknown): Adjustments {
  const { version, adjustments } = (data ?? {}) as { version?: unknown; adjustments?: unknown };
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) {
    throw new ManylightError('data-invalid', 'This edit has no version number.');
  }
  if (version > EDIT_VERSION) {
    throw new ManylightError(
      'data-invalid',
      `This edit was made by a newer Manylight (version ${version}, known up to ${EDIT_VERSION}).`,
    );
  }
  let migrated: unknown = adjustments;
  for (let v = version; v < EDIT_VERSION; v++) migrated = MIGRATIONS[v](migrated);
  return parseAdjustments(migrated);
}

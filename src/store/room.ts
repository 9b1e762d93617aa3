import type { PhotoId } from '../core';
import type { Database } from './database';
import { isFull } from './keeping';
import type { Change } from './records';

/**
 * The rows of the photo that was opened longest ago, with its file, as changes that take them away. None where there is no
 * such photo: the open one stays, the last that was opened, and those that are being written.
 */
async function rowsOfOldest(
  database: Database,
  open: PhotoId | undefined,
  writing: readonly Change[],
): Promise<Change[]> {
  const rows = (await database.entries('photos')).map(([, photo]) => photo);
  rows.sort((a, b) => b.opened - a.opened);
  const staying = new Set([open, rows[0]?.id, ...writing.map(({ key }) => key)]);
  const oldest = rows.findLast(({ id }) => !staying.has(id));
  if (!oldest) return [];
  return [
    { table: 'photos', key: oldest.id },
    { table: 'files', key: oldest.id },
  ];
}

/**
 * Writes; on a full disk photos that are kept only to be offered again make room, the oldest first, one by one: nothing of
 * anybody's work goes with them. Rejects when even that does not help.
 * @param dropped is told which rows made room
 */
export async function writeMakingRoom(
  database: Database,
  changes: readonly Change[],
  openPhoto: () => Promise<PhotoId | undefined>,
  dropped: (rows: readonly Change[]) => void,
): Promise<void> {
  for (;;) {
    try {
      return await database.write(changes);
    } catch (error) {
      const rows = isFull(error) ? await rowsOfOldest(database, await openPhoto(), changes) : [];
      if (rows.length === 0) throw error;
      await database.write(rows);
      dropped(rows);
    }
  }
}

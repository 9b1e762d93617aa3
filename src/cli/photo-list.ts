import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { usage } from './command';

const PHOTO = /\.(jpe?g|png|webp|avif)$/i;

/** Paths of the photos in the folders, by name; at most `most` of each folder, evenly spaced. */
export async function listPhotos(
  folders: readonly string[],
  most = Number.POSITIVE_INFINITY,
): Promise<string[]> {
  const lists = await Promise.all(
    folders.map(async (folder) => {
      const names = await readdir(folder).catch(() => {
        throw usage(`There is no folder ${folder}.`);
      });
      const photos = names.filter((name) => PHOTO.test(name)).sort();
      if (photos.length === 0) throw usage(`There are no photos in ${folder}.`);
      const count = Math.min(most, photos.length);
      return Array.from({ length: count }, (_, i) =>
        join(folder, photos[Math.floor((i * photos.length) / count)]),
      );
    }),
  );
  return lists.flat();
}

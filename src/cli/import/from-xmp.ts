import { readFile } from 'node:fs/promises';
import { relative, sep } from 'node:path';
import { type EditedPhoto, editedPhotos, type FolderFile, Tally } from '../../files/history';
import { filesBelow, writtenAt } from './folder';
import { cutPeople } from './people';
import { type ImportPlan, isDecodable } from './plan';

const fileAt = (path: string): FolderFile => ({
  path,
  bytes: () => readFile(path),
  written: () => writtenAt(path),
});

/**
 * A folder of photos with XMP. All are one person's, or each folder right below is a person's own. Edits come in the
 * order in which they were written.
 */
export async function planXmp(folder: string, personPerFolder: boolean): Promise<ImportPlan> {
  const people = new Map<string, number>();
  const personOf = (photo: string): number => {
    const [first, ...more] = relative(folder, photo).split(sep);
    const name = personPerFolder && more.length > 0 ? first : '';
    const person = people.get(name) ?? people.size;
    people.set(name, person);
    return person;
  };
  const skipped = new Tally();
  const found: EditedPhoto<FolderFile>[] = [];
  const files = (await filesBelow(folder)).map(fileAt);
  for await (const photo of editedPhotos(files, isDecodable, skipped)) found.push(photo);

  const inOrder = [...found].sort((a, b) => a.changed - b.changed);
  const times = new Map(inOrder.map((photo, time) => [photo, time]));
  const photos = found.map((photo) => {
    const { file, adjustments } = photo;
    return {
      path: file.path,
      edits: [{ person: personOf(file.path), time: times.get(photo)!, adjustments }],
    };
  });
  const beyond = found.filter(({ isBeyond }) => isBeyond).length;
  return { population: 'xmp', photos: cutPeople(photos), skipped, beyond };
}

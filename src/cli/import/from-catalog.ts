import { createPhotoIndex, placeEdits, Tally } from '../../files/history';
import { filesBelow, withCatalog, writtenAt } from './folder';
import { cutPeople } from './people';
import { type ImportPlan, isDecodable, type PlannedEdit } from './plan';

/** Any Lightroom catalogue: one person's edits, virtual copies each an edit of their photo, in the order of their last change. */
export async function planCatalog(catalogPath: string, folder: string): Promise<ImportPlan> {
  const index = createPhotoIndex(await filesBelow(folder), isDecodable);
  const photos = await withCatalog(catalogPath, (catalog) => catalog.photos());
  const skipped = new Tally();
  const byPath = new Map<string, PlannedEdit[]>();
  let beyond = 0;
  const dated = await Promise.all(
    placeEdits(photos, index, skipped).map(async (edit) => ({
      ...edit,
      changed: edit.changed ?? (await writtenAt(edit.path)),
    })),
  );
  const ordered = dated.sort((a, b) => a.changed - b.changed);
  for (const [time, { path, photo, adjustments }] of ordered.entries()) {
    if (typeof photo.settings === 'object' && photo.settings.beyond.length > 0) beyond++;
    const edits = byPath.get(path) ?? [];
    edits.push({ person: 0, time, adjustments });
    byPath.set(path, edits);
  }
  return {
    population: 'catalogue',
    photos: cutPeople([...byPath].map(([path, edits]) => ({ path, edits }))),
    skipped,
    beyond,
  };
}

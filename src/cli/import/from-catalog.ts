import { createPhotoIndex, placeEdits, Tally } from '../../files/history';
import { filesBelow, withCatalog } from './folder';
import { cutPeople } from './people';
import { type ImportPlan, isDecodable, type PlannedEdit } from './plan';

/** Any Lightroom catalogue: one person's edits, virtual copies each an edit of their photo, in the order of their last change. */
export async function planCatalog(catalogPath: string, folder: string): Promise<ImportPlan> {
  const index = createPhotoIndex(await filesBelow(folder), isDecodable);
  const photos = await withCatalog(catalogPath, (catalog) => catalog.photos());
  const skipped = new Tally();
  const byPath = new Map<string, PlannedEdit[]>();
  let beyond = 0;
  const ordered = [...photos].sort((a, b) => (a.changed ?? 0) - (b.changed ?? 0) || a.id - b.id);
  for (const [time, { path, photo, adjustments }] of placeEdits(ordered, index, skipped).entries()) {
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

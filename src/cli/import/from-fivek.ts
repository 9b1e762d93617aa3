import { createRng } from '../../core';
import { createPhotoIndex, EXPERTS, placeEdit, readFivek, Tally } from '../../files/history';
import { filesBelow, withCatalog } from './folder';
import { cutPeople } from './people';
import { type ImportPlan, isDecodable, type PlannedEdit } from './plan';

/** The paper's people are groups of this many edits of one expert (its section 4.3). */
export const GROUP_SIZE = 50;

/**
 * MIT-Adobe FiveK: each expert's edits of a side's photos, cut into groups of 50 that stand for people. The folder holds renderings of the
 * neutral collection InputAsShotZeroed (JPEG, PNG, TIFF), found by the photos' names.
 */
export async function planFivek(catalogPath: string, folder: string, seed: number): Promise<ImportPlan> {
  const index = createPhotoIndex(await filesBelow(folder), isDecodable);
  const { edits, asShot } = await withCatalog(catalogPath, readFivek);
  const skipped = new Tally();
  const byPath = new Map<string, PlannedEdit[]>();
  let beyond = 0;
  for (const [person, expert] of EXPERTS.entries()) {
    const rng = createRng(seed).fork(person);
    // Neighbours in the set are often of one photographer: a person's 50 are drawn from all.
    const own = edits
      .filter((edit) => edit.expert === expert)
      .map((edit) => ({ photo: edit.photo, turn: rng.uniform() }))
      .sort((a, b) => a.turn - b.turn);
    for (const [time, { photo }] of own.entries()) {
      const placed = placeEdit(photo, index, skipped, {
        asShot: asShot(photo),
        older: true,
        rendering: true,
      });
      if (!placed) continue;
      if (typeof photo.settings === 'object' && photo.settings.beyond.length > 0) beyond++;
      const list = byPath.get(placed.path) ?? [];
      list.push({ person, time, adjustments: placed.adjustments });
      byPath.set(placed.path, list);
    }
  }
  const photos = [...byPath]
    .map(([path, list]) => ({ path, edits: list }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  return { population: 'fivek', photos: cutPeople(photos, GROUP_SIZE), skipped, beyond };
}

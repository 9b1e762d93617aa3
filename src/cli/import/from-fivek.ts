import { createRng } from '../../core';
import { createPhotoIndex, EXPERTS, placeEdit, readFivek, Tally } from '../../files/history';
import { filesBelow, withCatalog } from './folder';
import { type ImportPlan, isDecodable, type PlannedEdit } from './plan';

/** The paper's people are groups of this many edits of one expert (its section 4.3). */
export const GROUP_SIZE = 50;

/**
 * MIT-Adobe FiveK: each expert's edits, cut into groups of 50 that stand for people. The folder holds renderings of the
 * neutral collection InputAsShotZeroed (JPEG, PNG, TIFF), found by the photos' names.
 */
export async function planFivek(catalogPath: string, folder: string, seed: number): Promise<ImportPlan> {
  const index = createPhotoIndex(await filesBelow(folder), isDecodable);
  const { edits, asShot } = await withCatalog(catalogPath, readFivek);
  const skipped = new Tally();
  const byPath = new Map<string, PlannedEdit[]>();
  let beyond = 0;
  let people = 0;
  for (const expert of EXPERTS) {
    const rng = createRng(seed).fork(EXPERTS.indexOf(expert));
    // Neighbours in the set are often of one photographer: a person's 50 are drawn from all.
    const own = edits
      .filter((edit) => edit.expert === expert)
      .map((edit) => ({ photo: edit.photo, turn: rng.uniform() }))
      .sort((a, b) => a.turn - b.turn);
    let made = 0;
    for (const { photo } of own) {
      const placed = placeEdit(photo, index, skipped, {
        asShot: asShot(photo),
        older: true,
        rendering: true,
      });
      if (!placed) continue;
      if (typeof photo.settings === 'object' && photo.settings.beyond.length > 0) beyond++;
      const list = byPath.get(placed.path) ?? [];
      const person = people + Math.floor(made / GROUP_SIZE);
      list.push({ person, time: made % GROUP_SIZE, adjustments: placed.adjustments });
      byPath.set(placed.path, list);
      made++;
    }
    people += Math.ceil(made / GROUP_SIZE);
  }
  const photos = [...byPath]
    .map(([path, list]) => ({ path, edits: list }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  return { population: 'fivek', photos, skipped, beyond };
}

import { ADJUSTMENT_COUNT } from '../edit';
import type { EditTable } from '../training/fitting';
import type { Material } from './material';
import { type Darkroom, pictureError, rowOf } from './pictures';

const SUBJECTS = 6;
/** As many as the paper aligns with. */
const PEOPLE = 3;

/** One edit of each person, in order. */
function byPerson(edits: readonly number[], personOf: ArrayLike<number>): number[] {
  const seen = new Set<number>();
  return edits.filter((edit) => !seen.has(personOf[edit]) && seen.add(personOf[edit]));
}

/** The edits whose pictures differ most: the farthest from unedited, and then each the farthest from those before. */
function farthest(edits: readonly number[], table: EditTable, photo: number, darkroom: Darkroom): number[] {
  const pictures = edits.map((edit) => darkroom.develop(photo, rowOf(table.y, edit)));
  const unedited = darkroom.develop(photo, new Float64Array(ADJUSTMENT_COUNT));
  const apart = pictures.map((picture) => pictureError(picture, unedited).e76);
  const chosen: number[] = [];
  while (chosen.length < PEOPLE) {
    const next = apart.indexOf(Math.max(...apart));
    chosen.push(next);
    pictures.forEach((picture, i) => {
      apart[i] = Math.min(apart[i], pictureError(picture, pictures[next]).e76);
    });
  }
  return chosen.map((at) => edits[at]);
}

/**
 * The edits that stand beside proposals: of the photos that most people have edited (those that may be shown first, none a
 * variant of another) the edits of the three people whose pictures differ most. Photo by photo.
 */
export function editsToAlign({
  prepared: { table, parts },
  groups,
  darkroom,
  mayShow,
}: Material): Uint32Array {
  const editsOf = new Map<number, number[]>();
  for (const edit of parts.test) {
    const photo = table.photoOf[edit];
    if (darkroom.has(photo)) editsOf.set(photo, [...(editsOf.get(photo) ?? []), edit]);
  }
  const photos = [...editsOf]
    .map(([photo, edits]) => ({
      photo,
      edits: byPerson(edits, table.personOf),
      shown: Number(mayShow(photo)),
    }))
    .filter(({ edits }) => edits.length >= PEOPLE)
    .sort((a, b) => b.shown - a.shown || b.edits.length - a.edits.length || a.photo - b.photo);
  const seen = new Set<number>();
  const chosen = photos
    .filter(({ photo }) => !seen.has(groups[photo]) && seen.add(groups[photo]))
    .slice(0, SUBJECTS);
  return Uint32Array.from(chosen.flatMap(({ photo, edits }) => farthest(edits, table, photo, darkroom)));
}

import { nextOnSide, splitOfGroup, splitOfPerson } from '../../training';
import type { PlannedEdit, PlannedPhoto } from './plan';

/**
 * An edit counts only where its photo and its person are on one side of the split, and of a few people all may be on
 * one. So each is cut: their edits of a side's photos are one person of that side, or one for every `most` of them, in
 * order of time. Photos are in the order in which they are written, a group each.
 */
export function cutPeople(
  photos: readonly PlannedPhoto[],
  most = Number.POSITIVE_INFINITY,
): readonly PlannedPhoto[] {
  const all = photos.flatMap(({ edits }, group) => edits.map((edit) => ({ edit, group })));
  const cut = photos.map((): PlannedEdit[] => []);
  const open = new Map<string, { person: number; edits: number }>();
  let next = 0;
  for (const { edit, group } of all.sort((a, b) => a.edit.time - b.edit.time)) {
    const side = splitOfGroup(group);
    const key = `${edit.person} ${side}`;
    let own = open.get(key);
    if (!own || own.edits === most) {
      own = { person: nextOnSide(splitOfPerson, side, next), edits: 0 };
      next = own.person + 1;
      open.set(key, own);
    }
    cut[group].push({ ...edit, person: own.person, time: own.edits });
    own.edits += 1;
  }
  return photos.map((photo, group) => ({ ...photo, edits: cut[group] }));
}

/** The people of changed versions, by who edited the photo itself: nobody edits it three times over, and sides are kept. */
export function peopleOfVersions(
  photos: readonly PlannedPhoto[],
): (person: number, version: number) => number {
  const people = photos.flatMap(({ edits }) => edits.map(({ person }) => person));
  let next = people.reduce((most, person) => Math.max(most, person + 1), 0);
  const known = new Map<string, number>();
  return (person, version) => {
    if (version === 0) return person;
    const key = `${person} ${version}`;
    const found = known.get(key) ?? nextOnSide(splitOfPerson, splitOfPerson(person), next);
    if (!known.has(key)) next = found + 1;
    known.set(key, found);
    return found;
  };
}

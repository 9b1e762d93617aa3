import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { badDataset, type Dataset, nextOnSide, type Split, splitOfGroup, splitOfPerson } from '../training';
import { copyDataset, photosOf, UNCHANGED } from './dataset-copy';
import { readDataset } from './dataset-io';
import { createDatasetWriter } from './dataset-writer';

const digest = (features: Float32Array): string =>
  createHash('sha1')
    .update(new Uint8Array(features.buffer, features.byteOffset, features.byteLength))
    .digest('base64');

/** Adds to `numbered` the rest of these, each as the next free number from `next` on that is on its own side. */
function numberOnSides(
  numbers: Iterable<number>,
  sideOf: (number: number) => Split,
  next: number,
  numbered: Map<number, number>,
): Map<number, number> {
  let free = next;
  for (const number of numbers) {
    if (numbered.has(number)) continue;
    const own = nextOnSide(sideOf, sideOf(number), free);
    numbered.set(number, own);
    free = own + 1;
  }
  return numbered;
}

/**
 * Groups of the second set in the numbers of the first: a photo with the very features of one there is that photo, so
 * that both, with their variants, are on one side of the split. The others get numbers of their own on their own side.
 */
async function matchGroups(first: Dataset, second: Dataset): Promise<Map<number, number>> {
  const known = new Map<string, number>();
  let next = 0;
  for await (const { row, features } of photosOf(first)) {
    known.set(digest(features), first.groups[row]);
    next = Math.max(next, first.groups[row] + 1);
  }
  const groups = new Map<number, number>();
  for await (const { row, features } of photosOf(second)) {
    const same = known.get(digest(features));
    if (same !== undefined) groups.set(second.groups[row], same);
  }
  return numberOnSides(second.groups, splitOfGroup, next, groups);
}

/** People of the second set in numbers that the first leaves free, on their own side. */
function renumberPeople(first: Dataset, second: Dataset): Map<number, number> {
  const next = first.personOf.reduce((most, person) => Math.max(most, person + 1), 0);
  return numberOnSides(second.personOf, splitOfPerson, next, new Map());
}

/** One set of two: the people of both, none of whom is in both, and the photos of both. Throws `data-invalid`. */
export async function uniteDatasets(from: readonly [string, string], to: string): Promise<void> {
  if (from.some((folder) => resolve(folder) === resolve(to)))
    throw badDataset('unite writes to another folder');
  const [first, second] = [await readDataset(from[0]), await readDataset(from[1])];
  if (first.encoderVersion !== second.encoderVersion) {
    throw badDataset(`one has features of encoder ${first.encoderVersion}, one of ${second.encoderVersion}`);
  }
  if (first.styles.join() !== second.styles.join()) throw badDataset('the two name different styles');
  const { encoderVersion, featureSize, population, seed, styles } = first;
  const groups = await matchGroups(first, second);
  const writer = await createDatasetWriter(to, {
    ...{ encoderVersion, featureSize, population, seed, styles },
    simulated: first.simulated || second.simulated,
  });
  await copyDataset(writer, { dataset: first, folder: from[0] }, UNCHANGED);
  const people = renumberPeople(first, second);
  await copyDataset(
    writer,
    { dataset: second, folder: from[1] },
    {
      ...UNCHANGED,
      photo: first.photos,
      personOf: (person) => people.get(person)!,
      groupOf: (group) => groups.get(group)!,
    },
  );
  await writer.finish();
}

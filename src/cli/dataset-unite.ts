import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { ADJUSTMENT_COUNT } from '../edit';
import { badDataset, type Dataset, NO_STYLE } from '../training';
import { slidersOf } from './dataset-convert';
import { readDataset, readPictures } from './dataset-io';
import { packPicture } from './dataset-pictures';
import { createDatasetWriter, type DatasetWriter } from './dataset-writer';

/** Every photo's row and features, in order. */
async function* photosOf(dataset: Dataset): AsyncGenerator<{ row: number; features: Float32Array }> {
  const { featureSize } = dataset;
  let row = 0;
  for await (const part of dataset.featureParts()) {
    for (let at = 0; at < part.length; at += featureSize) {
      yield { row: row++, features: part.slice(at, at + featureSize) };
    }
  }
}

const digest = (features: Float32Array): string =>
  createHash('sha1')
    .update(new Uint8Array(features.buffer, features.byteOffset, features.byteLength))
    .digest('base64');

/**
 * Groups of the second set in the numbers of the first: a photo with the very features of one there is that photo, so
 * that both, with their variants, stay on one side of the split. The others get numbers of their own.
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
  for (const group of second.groups) if (!groups.has(group)) groups.set(group, next++);
  return groups;
}

async function copy(
  writer: DatasetWriter,
  { dataset, folder }: { dataset: Dataset; folder: string },
  numbers: { photo: number; person: number; groupOf: (group: number) => number },
): Promise<void> {
  const pictures = await readPictures(folder);
  for await (const { row, features } of photosOf(dataset)) {
    const raster = pictures.get(row);
    writer.photo({
      photo: numbers.photo + row,
      group: numbers.groupOf(dataset.groups[row]),
      features,
      picture: raster && (await packPicture(raster)),
    });
  }
  for (let edit = 0; edit < dataset.edits; edit++) {
    const style = dataset.trueStyleOf[edit];
    writer.edit({
      photo: numbers.photo + dataset.photoOf[edit],
      person: numbers.person + dataset.personOf[edit],
      // Edits are in order of time within a person.
      time: edit,
      adjustments: slidersOf(dataset.y.subarray(edit * ADJUSTMENT_COUNT, (edit + 1) * ADJUSTMENT_COUNT)),
      style: style === NO_STYLE ? undefined : dataset.styles[style],
    });
  }
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
  await copy(writer, { dataset: first, folder: from[0] }, { photo: 0, person: 0, groupOf: (group) => group });
  const people = first.personOf.reduce((most, person) => Math.max(most, person + 1), 0);
  await copy(
    writer,
    { dataset: second, folder: from[1] },
    { photo: first.photos, person: people, groupOf: (group) => groups.get(group) ?? group },
  );
  await writer.finish();
}

import { ADJUSTMENT_COUNT } from '../edit';
import { type Dataset, NO_STYLE } from '../training';
import { slidersOf } from './dataset-convert';
import { readPictures } from './dataset-io';
import { packPicture } from './dataset-pictures';
import type { DatasetWriter } from './dataset-writer';

/** Every photo's row and features, in order. */
export async function* photosOf(dataset: Dataset): AsyncGenerator<{ row: number; features: Float32Array }> {
  const { featureSize } = dataset;
  let row = 0;
  for await (const part of dataset.featureParts()) {
    for (let at = 0; at < part.length; at += featureSize) {
      yield { row: row++, features: part.slice(at, at + featureSize) };
    }
  }
}

/** What a set's rows become in another: photos' numbers are added to. */
export interface CopyChanges {
  readonly photo: number;
  readonly personOf: (person: number) => number;
  readonly groupOf: (group: number) => number;
  readonly featuresOf: (features: Float32Array) => Float32Array;
}

export const UNCHANGED: CopyChanges = {
  photo: 0,
  personOf: (person) => person,
  groupOf: (group) => group,
  featuresOf: (features) => features,
};

/** Writes a set's photos, pictures and edits into another. */
export async function copyDataset(
  writer: DatasetWriter,
  { dataset, folder }: { dataset: Dataset; folder: string },
  changes: CopyChanges,
): Promise<void> {
  const pictures = await readPictures(folder);
  for await (const { row, features } of photosOf(dataset)) {
    const raster = pictures.get(row);
    writer.photo({
      photo: changes.photo + row,
      group: changes.groupOf(dataset.groups[row]),
      features: changes.featuresOf(features),
      picture: raster && (await packPicture(raster)),
    });
  }
  for (let edit = 0; edit < dataset.edits; edit++) {
    const style = dataset.trueStyleOf[edit];
    writer.edit({
      photo: changes.photo + dataset.photoOf[edit],
      person: changes.personOf(dataset.personOf[edit]),
      // Edits are in order of time within a person.
      time: edit,
      adjustments: slidersOf(dataset.y.subarray(edit * ADJUSTMENT_COUNT, (edit + 1) * ADJUSTMENT_COUNT)),
      style: style === NO_STYLE ? undefined : dataset.styles[style],
    });
  }
}

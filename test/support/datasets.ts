import { packPicture } from '../../src/cli/dataset-pictures';
import { GROUP_ROWS, SHARD_ROWS } from '../../src/cli/dataset-schema';
import { createDatasetWriter } from '../../src/cli/dataset-writer';
import { ADJUSTMENT_COUNT, ADJUSTMENTS, type Adjustments } from '../../src/edit';
import type { MemoryDataset } from '../../src/training';

/** An edit of a dataset in slider units, not snapped to steps. */
export function slidersOf(dataset: MemoryDataset, edit: number): Adjustments {
  return Object.fromEntries(
    ADJUSTMENTS.map(({ id, max }, i) => [id, dataset.y[edit * ADJUSTMENT_COUNT + i] * max]),
  ) as Adjustments;
}

/** Writes a dataset in memory as a folder; `pictured` photos get a small picture of stripes. */
export async function writeFolder(
  folder: string,
  dataset: MemoryDataset,
  options: {
    readonly sizes?: Parameters<typeof createDatasetWriter>[2];
    readonly pictured?: ReadonlySet<number>;
  } = {},
): Promise<void> {
  const { encoderVersion, featureSize, population, seed, simulated, styles } = dataset;
  const writer = await createDatasetWriter(
    folder,
    { encoderVersion, featureSize, population, seed, simulated, styles },
    options.sizes ?? { groups: GROUP_ROWS, shards: SHARD_ROWS },
  );
  for (let photo = 0; photo < dataset.photos; photo++) {
    const features = dataset.features.subarray(photo * featureSize, (photo + 1) * featureSize);
    const data = Uint8ClampedArray.from({ length: 6 * 4 * 4 }, (_, i) =>
      i % 4 === 3 ? 255 : (i * 31 + photo) % 256,
    );
    const picture = options.pictured?.has(photo)
      ? await packPicture({ width: 6, height: 4, space: 'srgb', data })
      : undefined;
    writer.photo({ photo, group: dataset.groups[photo], features, picture });
  }
  const times = new Map<number, number>();
  for (let edit = 0; edit < dataset.edits; edit++) {
    const person = dataset.personOf[edit];
    const time = times.get(person) ?? 0;
    times.set(person, time + 1);
    const style = dataset.styles[dataset.trueStyleOf[edit]];
    writer.edit({ photo: dataset.photoOf[edit], person, time, adjustments: slidersOf(dataset, edit), style });
  }
  await writer.finish();
}

import { createDatasetWriter } from '../../src/cli/dataset-writer';
import { createRng } from '../../src/core';
import { ADJUSTMENT_COUNT, ADJUSTMENTS, type Adjustments } from '../../src/edit';
import { type Dataset, featureBlocks } from '../../src/training';
import { splitOfGroup, splitOfPerson } from '../../src/training/split';

/** Of a feature's deviation over the set. */
const NOISE = 0.2;

export interface SetSize {
  readonly edits: number;
  readonly people: number;
  readonly seed: number;
}

/** All features of a set that is small enough, and their deviations. */
async function featuresOf(dataset: Dataset): Promise<{ features: Float32Array; deviations: Float64Array }> {
  const { photos, featureSize } = dataset;
  const features = new Float32Array(photos * featureSize);
  for await (const { first, values } of featureBlocks(dataset)) features.set(values, first * featureSize);
  const sums = new Float64Array(featureSize);
  const squares = new Float64Array(featureSize);
  features.forEach((value, at) => {
    sums[at % featureSize] += value / photos;
    squares[at % featureSize] += value ** 2 / photos;
  });
  return { features, deviations: squares.map((value, i) => Math.sqrt(Math.max(0, value - sums[i] ** 2))) };
}

function slidersOf(y: Float32Array): Adjustments {
  return Object.fromEntries(
    ADJUSTMENTS.map(({ id, max }, i) => [id, Number((y[i] * max).toFixed(6))]),
  ) as Adjustments;
}

/**
 * Writes a synthetic set of the paper's casual size out of a smaller one: every edit has a photo of its own, which is a
 * drawn edit's photo with noise on its features, and is of the side of its person. It measures what a fit costs at that
 * size; nothing is learned from it that the smaller set does not hold.
 */
export async function writeSyntheticSet(source: Dataset, folder: string, size: SetSize): Promise<void> {
  const { featureSize, encoderVersion } = source;
  const { features, deviations } = await featuresOf(source);
  const writer = await createDatasetWriter(folder, {
    ...{
      encoderVersion,
      featureSize,
      population: 'synthetic casual',
      seed: size.seed,
      simulated: true,
      styles: [],
    },
  });
  const rng = createRng(size.seed);
  const spread = deviations.map((deviation) => deviation * NOISE * Math.sqrt(12));
  const nextGroup = { train: 0, validation: 0, test: 0 };
  const values = new Float32Array(featureSize);
  for (let photo = 0; photo < size.edits; photo++) {
    const person = Math.floor((photo * size.people) / size.edits);
    const side = splitOfPerson(person);
    while (splitOfGroup(nextGroup[side]) !== side) nextGroup[side] += 1;
    const edit = rng.integer(source.edits);
    const from = source.photoOf[edit] * featureSize;
    for (let i = 0; i < featureSize; i++) values[i] = features[from + i] + spread[i] * (rng.uniform() - 0.5);
    writer.photo({ photo, group: nextGroup[side]++, features: values });
    const y = source.y.subarray(edit * ADJUSTMENT_COUNT, (edit + 1) * ADJUSTMENT_COUNT);
    writer.edit({ photo, person, time: photo, adjustments: slidersOf(y) });
  }
  await writer.finish({
    synthetic: 'a smaller set resampled, with noise on its features, to measure what a fit costs',
  });
}

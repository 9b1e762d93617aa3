import type { Rng } from '../core';
import { type FeatureMap, mapFeatures, matrix } from '../prob';
import { badDataset, type Dataset, type FeatureBlock, featureBlocks } from './dataset';
import { splitOfGroup } from './split';
import { tf } from './tensorflow';

/** Inputs are held within ± this many deviations. */
const LIMIT = 5;

/** Photos whose products are taken at once: of so many, wasm takes half the time of single blocks of 512. */
const PRODUCT_ROWS = 2048;

/** Makes the columns of a [rows, columns] matrix orthonormal, in place (modified Gram-Schmidt). */
function orthonormalise(columns: Float32Array, rows: number, count: number): void {
  for (let c = 0; c < count; c++) {
    for (let earlier = 0; earlier < c; earlier++) {
      let dot = 0;
      for (let r = 0; r < rows; r++) dot += columns[r * count + c] * columns[r * count + earlier];
      for (let r = 0; r < rows; r++) columns[r * count + c] -= dot * columns[r * count + earlier];
    }
    let squares = 0;
    for (let r = 0; r < rows; r++) squares += columns[r * count + c] ** 2;
    const scale = 1 / Math.max(Math.sqrt(squares), 1e-12);
    for (let r = 0; r < rows; r++) columns[r * count + c] *= scale;
  }
}

/**
 * The leading axes of a covariance [width, width] by subspace iteration: [width, axes] and the deviation along each.
 */
function principalAxes(
  covariance: Float32Array,
  width: number,
  axes: number,
  rng: Rng,
): { axes: Float32Array; deviations: Float32Array } {
  return tf.tidy(() => {
    const matrix = tf.tensor2d(covariance, [width, width]);
    const times = (basis: Float32Array): Float32Array =>
      tf.tidy(() => tf.matMul(matrix, tf.tensor2d(basis, [width, axes])).dataSync()) as Float32Array;
    const basis = Float32Array.from({ length: width * axes }, () => rng.normal());
    orthonormalise(basis, width, axes);
    for (let round = 0; round < 25; round++) {
      basis.set(times(basis));
      orthonormalise(basis, width, axes);
    }
    const moved = times(basis);
    const deviations = Float32Array.from({ length: axes }, (_, axis) => {
      let variance = 0;
      for (let i = 0; i < width; i++) variance += basis[i * axes + axis] * moved[i * axes + axis];
      return Math.sqrt(Math.max(0, variance));
    });
    return { axes: basis, deviations };
  });
}

/** What one pass over the training photos leaves of them. */
interface Moments {
  readonly photos: number;
  /** [featureSize] */
  readonly mean: Float64Array;
  readonly variance: Float64Array;
  /** [embedding, embedding] */
  readonly covariance: Float32Array;
}

/** The rows of a block that are training photos', less `shift`; all of them close together. */
function trainingRows(dataset: Dataset, { first, rows, values }: FeatureBlock, shift: Float64Array) {
  const { featureSize, groups } = dataset;
  const kept = new Float32Array(rows * featureSize);
  let count = 0;
  for (let row = 0; row < rows; row++) {
    if (splitOfGroup(groups[first + row]) !== 'train') continue;
    for (let i = 0; i < featureSize; i++) {
      kept[count * featureSize + i] = values[row * featureSize + i] - shift[i];
    }
    count += 1;
  }
  return { kept, count };
}

/** Sums block by block, in float64, of features less those of one photo: sums of squares then lose no digits. */
async function momentsOf(dataset: Dataset, embedding: number): Promise<Moments> {
  const { featureSize } = dataset;
  const sum = new Float64Array(featureSize);
  const squares = new Float64Array(featureSize);
  const products = new Float64Array(embedding * embedding);
  let shift: Float64Array | undefined;
  let photos = 0;
  for await (const block of featureBlocks(dataset, PRODUCT_ROWS)) {
    shift ??= Float64Array.from(block.values.subarray(0, featureSize));
    const { kept, count } = trainingRows(dataset, block, shift);
    if (count === 0) continue;
    photos += count;
    const embedded = new Float32Array(count * embedding);
    for (let row = 0; row < count; row++) {
      const from = row * featureSize;
      for (let i = 0; i < featureSize; i++) {
        sum[i] += kept[from + i];
        squares[i] += kept[from + i] ** 2;
      }
      embedded.set(kept.subarray(from, from + embedding), row * embedding);
    }
    const own = tf.tidy(() => {
      const x = tf.tensor2d(embedded, [count, embedding]);
      return tf.matMul(tf.transpose(x), x).dataSync();
    });
    for (let i = 0; i < products.length; i++) products[i] += own[i];
  }
  if (photos === 0) throw badDataset('none of its photos is on the training side');
  const mean = sum.map((value) => value / photos);
  return {
    photos,
    mean: mean.map((value, i) => value + shift![i]),
    variance: squares.map((value, i) => value / photos - mean[i] ** 2),
    covariance: Float32Array.from(
      products,
      (value, at) => value / photos - mean[Math.floor(at / embedding)] * mean[at % embedding],
    ),
  };
}

/**
 * The map from features to the networks' input, fitted on the training photos in one pass over them: the embedding on
 * its leading axes, each to variance 1, and the statistics standardised.
 */
export async function fitFeatureMap(
  dataset: Dataset,
  embedding: number,
  axes: number,
  rng: Rng,
): Promise<FeatureMap> {
  const { mean, variance, covariance } = await momentsOf(dataset, embedding);
  const principal = principalAxes(covariance, embedding, axes, rng);
  // An axis along which nothing varies stays silent instead of turning rounding into signal.
  const floor = 1e-4 * principal.deviations[0] + 1e-9;
  const projection = principal.axes.map(
    (value, i) => value / Math.max(principal.deviations[i % axes], floor),
  );
  return {
    mean: Float32Array.from(mean),
    projection: matrix(projection, embedding, axes),
    scale: Float32Array.from(variance.subarray(embedding), (value) =>
      value > 1e-10 ? 1 / Math.sqrt(value) : 0,
    ),
    limit: LIMIT,
  };
}

/** Photos as they are kept, once their features have gone by. */
export interface MappedPhotos {
  /** [photos, size] */
  readonly mapped: Float32Array;
  readonly size: number;
  /** Whole features of some photos, spread evenly over the set. */
  readonly examples: readonly Float32Array[];
}

const EXAMPLES = 200;

/** Maps every photo, in one pass over their features. */
export async function mapPhotos(dataset: Dataset, map: FeatureMap): Promise<MappedPhotos> {
  const { photos, featureSize } = dataset;
  const size = map.projection.outputs + map.scale.length;
  const mapped = new Float32Array(photos * size);
  const examples: Float32Array[] = [];
  const wanted = Math.min(EXAMPLES, photos);
  for await (const { first, rows, values } of featureBlocks(dataset)) {
    for (let row = 0; row < rows; row++) {
      const photo = first + row;
      const features = values.subarray(row * featureSize, (row + 1) * featureSize);
      mapped.set(mapFeatures(map, features), photo * size);
      if (photo === Math.floor((examples.length * photos) / wanted)) examples.push(features.slice());
    }
  }
  return { mapped, size, examples };
}

import type { Rng } from '../core';
import { type FeatureMap, mapFeatures, matrix } from '../prob';
import type { Dataset } from './dataset';
import { splitOfGroup } from './split';
import { tf } from './tensorflow';

/** Inputs are held within ± this many deviations. */
const LIMIT = 5;

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

/** The leading axes of centred rows [rows, width] by subspace iteration: [width, axes] and the deviation along each. */
function principalAxes(
  rows: Float32Array,
  width: number,
  axes: number,
  rng: Rng,
): { axes: Float32Array; deviations: Float32Array } {
  const count = rows.length / width;
  return tf.tidy(() => {
    const data = tf.tensor2d(rows, [count, width]);
    const covariance = tf.div(tf.matMul(tf.transpose(data), data), count) as tf.Tensor2D;
    const basis = Float32Array.from({ length: width * axes }, () => rng.normal());
    orthonormalise(basis, width, axes);
    for (let round = 0; round < 25; round++) {
      basis.set(
        tf.tidy(() => tf.matMul(covariance, tf.tensor2d(basis, [width, axes])).dataSync()) as Float32Array,
      );
      orthonormalise(basis, width, axes);
    }
    const along = tf.matMul(data, tf.tensor2d(basis, [width, axes]));
    const deviations = tf.sqrt(tf.mean(tf.square(along), 0)).dataSync() as Float32Array;
    return { axes: basis, deviations: deviations.slice() };
  });
}

/**
 * The map from features to the networks' input, fitted on the training photos: the embedding on its leading axes, each
 * to variance 1, and the statistics standardised.
 */
export function fitFeatureMap(dataset: Dataset, embedding: number, axes: number, rng: Rng): FeatureMap {
  const { features, featureSize } = dataset;
  const photos = Array.from({ length: dataset.photos }, (_, photo) => photo).filter(
    (photo) => splitOfGroup(dataset.groups[photo]) === 'train',
  );
  const mean = new Float64Array(featureSize);
  const squares = new Float64Array(featureSize);
  for (const photo of photos) {
    for (let i = 0; i < featureSize; i++) {
      const value = features[photo * featureSize + i];
      mean[i] += value / photos.length;
      squares[i] += (value * value) / photos.length;
    }
  }
  const centred = new Float32Array(photos.length * embedding);
  photos.forEach((photo, row) => {
    for (let i = 0; i < embedding; i++) {
      centred[row * embedding + i] = features[photo * featureSize + i] - mean[i];
    }
  });
  const principal = principalAxes(centred, embedding, axes, rng);
  // An axis along which nothing varies stays silent instead of turning rounding into signal.
  const floor = 1e-4 * principal.deviations[0] + 1e-9;
  const projection = principal.axes.map(
    (value, i) => value / Math.max(principal.deviations[i % axes], floor),
  );
  const scale = Float32Array.from({ length: featureSize - embedding }, (_, i) => {
    const variance = squares[embedding + i] - mean[embedding + i] ** 2;
    return variance > 1e-10 ? 1 / Math.sqrt(variance) : 0;
  });
  return {
    mean: Float32Array.from(mean),
    projection: matrix(projection, embedding, axes),
    scale,
    limit: LIMIT,
  };
}

/** Every photo's mapped features, [photos, mapped]. */
export function mapPhotos(dataset: Dataset, map: FeatureMap): { mapped: Float32Array; size: number } {
  const size = map.projection.outputs + map.scale.length;
  const mapped = new Float32Array(dataset.photos * size);
  for (let photo = 0; photo < dataset.photos; photo++) {
    const features = dataset.features.subarray(
      photo * dataset.featureSize,
      (photo + 1) * dataset.featureSize,
    );
    mapped.set(mapFeatures(map, features), photo * size);
  }
  return { mapped, size };
}

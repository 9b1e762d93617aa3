import { createRng, type Rng } from '../core';
import { ADJUSTMENT_COUNT, HALF_STEP } from '../edit';
import type { Dataset } from './dataset';
import { drawSome } from './draw-some';
import { tf } from './tensorflow';

/** Edits as the objectives read them: mapped photos, and y standardised by slider. */
export interface EditTable {
  /** [photos, mappedSize] */
  readonly mapped: Float32Array;
  readonly mappedSize: number;
  /** [edits, 11] in model units. */
  readonly y: Float32Array;
  readonly photoOf: Uint32Array;
  readonly personOf: Uint32Array;
  readonly mean: Float64Array;
  readonly deviation: Float64Array;
}

/** What a network is fitted to, and watched on. */
export interface FitData {
  readonly table: EditTable;
  readonly train: Uint32Array;
  readonly validation: Uint32Array;
  /** Blurs the photos in fitting, in deviations of each input. */
  readonly featureNoise: number;
}

/** Means and deviations of y over these edits; a slider hardly used keeps a deviation that its floor can live with. */
export function createEditTable(
  dataset: Pick<Dataset, 'y' | 'photoOf' | 'personOf'>,
  photos: { readonly mapped: Float32Array; readonly size: number },
  train: Uint32Array,
): EditTable {
  const mean = new Float64Array(ADJUSTMENT_COUNT);
  const squares = new Float64Array(ADJUSTMENT_COUNT);
  for (const edit of train) {
    for (let i = 0; i < ADJUSTMENT_COUNT; i++) {
      const value = dataset.y[edit * ADJUSTMENT_COUNT + i];
      mean[i] += value / train.length;
      squares[i] += (value * value) / train.length;
    }
  }
  const deviation = squares.map((square, i) => Math.max(0.02, Math.sqrt(Math.max(0, square - mean[i] ** 2))));
  const { y, photoOf, personOf } = dataset;
  return { mapped: photos.mapped, mappedSize: photos.size, y, photoOf, personOf, mean, deviation };
}

/** The least deviation a decoder may claim, [11] in standardised units: a uniform step's spread, step / √12. */
export function decoderFloor(table: EditTable): Float32Array {
  return Float32Array.from(HALF_STEP, (half, i) => half / Math.sqrt(3) / table.deviation[i]);
}

/** What to add to a log density of standardised y to have it in model units. */
export function logScale(table: EditTable): number {
  return -table.deviation.reduce((sum, deviation) => sum + Math.log(deviation), 0);
}

export interface Batch {
  readonly size: number;
  readonly x: tf.Tensor2D;
  /** Standardised, and dequantised within half a step. */
  readonly y: tf.Tensor2D;
  /** 1 where a slider was left at 0, else 0. */
  readonly zero: tf.Tensor2D;
}

/**
 * The edits at these indices, with the dequantising noise of this stream. `featureNoise` blurs the photo by so many
 * deviations of each input: there are far fewer photos than edits, and a network soon knows them by heart. To be called
 * within tf.tidy.
 */
export function takeBatch(table: EditTable, edits: ArrayLike<number>, rng: Rng, featureNoise = 0): Batch {
  const { mapped, mappedSize, mean, deviation } = table;
  const size = edits.length;
  const x = new Float32Array(size * mappedSize);
  const y = new Float32Array(size * ADJUSTMENT_COUNT);
  const zero = new Float32Array(size * ADJUSTMENT_COUNT);
  for (let row = 0; row < size; row++) {
    const edit = edits[row];
    const photo = table.photoOf[edit];
    x.set(mapped.subarray(photo * mappedSize, (photo + 1) * mappedSize), row * mappedSize);
    for (let i = 0; i < ADJUSTMENT_COUNT; i++) {
      const value = table.y[edit * ADJUSTMENT_COUNT + i];
      const blurred = value + (2 * rng.uniform() - 1) * HALF_STEP[i];
      y[row * ADJUSTMENT_COUNT + i] = (blurred - mean[i]) / deviation[i];
      if (Math.abs(value) < HALF_STEP[i]) zero[row * ADJUSTMENT_COUNT + i] = 1;
    }
  }
  if (featureNoise > 0) for (let i = 0; i < x.length; i++) x[i] += featureNoise * rng.normal();
  return {
    size,
    x: tf.tensor2d(x, [size, mappedSize]),
    y: tf.tensor2d(y, [size, ADJUSTMENT_COUNT]),
    zero: tf.tensor2d(zero, [size, ADJUSTMENT_COUNT]),
  };
}

/** Random edits for a step, the same for the same seed and step. */
export function drawEdits(edits: Uint32Array, size: number, rng: Rng): Uint32Array {
  return Uint32Array.from({ length: size }, () => edits[rng.integer(edits.length)]);
}

/** A fixed random subset, for validation. */
export function someOf(edits: Uint32Array, most: number, seed: number): Uint32Array {
  if (edits.length <= most) return edits;
  return drawSome(edits.slice(), most, createRng(seed));
}

export function normals(shape: [number, number, number], rng: Rng): tf.Tensor3D {
  // A plain loop: Float32Array.from took three times as long, a third of all scoring.
  const values = new Float32Array(shape[0] * shape[1] * shape[2]);
  for (let i = 0; i < values.length; i++) values[i] = rng.normal();
  return tf.tensor3d(values, shape);
}

/** Splits indices into runs of at most `size`. */
export function chunks(indices: Uint32Array, size: number): Uint32Array[] {
  return Array.from({ length: Math.ceil(indices.length / size) }, (_, i) =>
    indices.subarray(i * size, (i + 1) * size),
  );
}

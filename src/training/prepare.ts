import { createRng } from '../core';
import { ADJUSTMENT_COUNT } from '../edit';
import type { FeatureMap } from '../prob';
import { createEditTable, type EditTable } from './batches';
import { type Dataset, editsOf } from './dataset';
import { fitFeatureMap, mapPhotos } from './features';
import { kMeans, residuals } from './linear';
import type { Split } from './split';

/** A dataset as the objectives use it. */
export interface Prepared {
  readonly map: FeatureMap;
  readonly table: EditTable;
  readonly parts: Readonly<Record<Split, Uint32Array>>;
}

/** `map` and the standardisation are taken from an earlier fit where it is given. */
export function prepare(
  dataset: Dataset,
  options: {
    readonly embedding: number;
    readonly axes: number;
    readonly seed: number;
    readonly earlier?: {
      readonly map: FeatureMap;
      readonly mean: Float64Array;
      readonly deviation: Float64Array;
    };
  },
): Prepared {
  const { embedding, axes, seed, earlier } = options;
  const map = earlier?.map ?? fitFeatureMap(dataset, embedding, axes, createRng(seed));
  const parts = {
    train: editsOf(dataset, 'train'),
    validation: editsOf(dataset, 'validation'),
    test: editsOf(dataset, 'test'),
  };
  const table = createEditTable(dataset, mapPhotos(dataset, map), parts.train);
  return {
    map,
    table: earlier ? { ...table, mean: earlier.mean, deviation: earlier.deviation } : table,
    parts,
  };
}

/** k-means labels of standardised y minus its linear fit on the photo: what the styles are first pulled to. */
export function styleLabels(table: EditTable, edits: Uint32Array, styles: number, seed: number): Uint32Array {
  const { mapped, mappedSize, mean, deviation } = table;
  const x = new Float32Array(edits.length * mappedSize);
  const y = new Float32Array(edits.length * ADJUSTMENT_COUNT);
  edits.forEach((edit, row) => {
    const photo = table.photoOf[edit];
    x.set(mapped.subarray(photo * mappedSize, (photo + 1) * mappedSize), row * mappedSize);
    for (let i = 0; i < ADJUSTMENT_COUNT; i++) {
      y[row * ADJUSTMENT_COUNT + i] = (table.y[edit * ADJUSTMENT_COUNT + i] - mean[i]) / deviation[i];
    }
  });
  return kMeans(residuals(x, y, edits.length, 0.01), ADJUSTMENT_COUNT, styles, createRng(seed));
}

/** Edits by person, in the dataset's order (which is that of time), people with at least `least` of them. */
export function byPerson(personOf: Uint32Array, edits: Uint32Array, least: number): Uint32Array[] {
  const people = new Map<number, number[]>();
  for (const edit of edits) {
    const own = people.get(personOf[edit]);
    if (own) own.push(edit);
    else people.set(personOf[edit], [edit]);
  }
  return [...people.values()].filter((own) => own.length >= least).map((own) => Uint32Array.from(own));
}

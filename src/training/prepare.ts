import { createRng, listWords } from '../core';
import { ADJUSTMENT_COUNT } from '../edit';
import type { FeatureMap } from '../prob';
import { createEditTable, type EditTable } from './batches';
import { badDataset, type Dataset, editsOf } from './dataset';
import { fitFeatureMap, mapPhotos } from './features';
import { kMeans, residuals } from './linear';
import { SPLITS, type Split } from './split';
import { visibleEffects } from './style-words';

/** A dataset as the objectives use it. */
export interface Prepared {
  readonly map: FeatureMap;
  readonly table: EditTable;
  readonly parts: Readonly<Record<Split, Uint32Array>>;
  /** Whole features of some photos, spread evenly over the set. */
  readonly examples: readonly Float32Array[];
}

const PURPOSES: Readonly<Record<Split, string>> = {
  train: 'fit to',
  validation: 'validate on',
  test: 'test on',
};

/** Throws `data-invalid` where a part is empty: all that is fitted to it or measured on it would be no number. */
function partsOf(dataset: Dataset): Prepared['parts'] {
  const parts = {
    train: editsOf(dataset, 'train'),
    validation: editsOf(dataset, 'validation'),
    test: editsOf(dataset, 'test'),
  };
  const empty = SPLITS.filter((side) => parts[side].length === 0);
  if (empty.length > 0) {
    const purposes = listWords(empty.map((side) => PURPOSES[side]));
    throw badDataset(
      `it has no edits to ${purposes}, as an edit counts where its photo and its person are on one side (docs/data.md)`,
    );
  }
  return parts;
}

/**
 * Goes through the features twice, to fit the map and to map every photo, and keeps but the mapped ones. `map` and the
 * standardisation are taken from an earlier fit where it is given. Throws `data-invalid` where a part has no edits.
 */
export async function prepare(
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
): Promise<Prepared> {
  const { embedding, axes, seed, earlier } = options;
  const parts = partsOf(dataset);
  const map = earlier?.map ?? (await fitFeatureMap(dataset, embedding, axes, createRng(seed)));
  const photos = await mapPhotos(dataset, map);
  const table = createEditTable(dataset, photos, parts.train);
  return {
    map,
    table: earlier ? { ...table, mean: earlier.mean, deviation: earlier.deviation } : table,
    parts,
    examples: photos.examples,
  };
}

/** What of an edit's label is the person's, the rest being the edit's own; and edits at which a person is half known. */
const PERSON_SHARE = 0.6;
const HALF_KNOWN = 3;

/** Rows [edits, width], each drawn towards the mean of its person's. */
function towardsPerson(rows: Float32Array, width: number, personOf: Uint32Array): Float32Array {
  const sums = new Map<number, { sum: Float64Array; count: number }>();
  personOf.forEach((person, row) => {
    const own = sums.get(person) ?? { sum: new Float64Array(width), count: 0 };
    own.count += 1;
    for (let i = 0; i < width; i++) own.sum[i] += rows[row * width + i];
    sums.set(person, own);
  });
  return rows.map((value, at) => {
    const { sum, count } = sums.get(personOf[Math.floor(at / width)])!;
    return (1 - PERSON_SHARE) * value + (PERSON_SHARE * sum[at % width]) / (count + HALF_KNOWN);
  });
}

/**
 * What the styles are first pulled to: k-means of what an edit does visibly, beyond what the photo asks for (a linear
 * fit), drawn towards what its person does. Clusters of the sliders themselves tell those who move few sliders from
 * those who move many, sooner than warm from cool: on simulated people these labels share 1.0 nats with the true styles
 * (which they never see), those 0.4.
 */
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
  const left = residuals(x, y, edits.length, 0.01);
  const change = new Float64Array(ADJUSTMENT_COUNT);
  const effectsOf = (row: number): Float64Array => {
    for (let i = 0; i < ADJUSTMENT_COUNT; i++) change[i] = deviation[i] * left[row * ADJUSTMENT_COUNT + i];
    return visibleEffects(change);
  };
  const width = effectsOf(0).length;
  const effects = new Float32Array(edits.length * width);
  for (let row = 0; row < edits.length; row++) effects.set(effectsOf(row), row * width);
  const people = edits.map((edit) => table.personOf[edit]);
  return kMeans(towardsPerson(effects, width, people), width, styles, createRng(seed));
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

import { ManylightError } from '../core';
import { ADJUSTMENT_COUNT } from '../edit';
import { type Split, splitOfGroup, splitOfPerson } from './split';

/** Of dataset.json; docs/data.md describes the format. */
export const DATASET_VERSION = 2;

/** What dataset.json says of a set. */
export interface DatasetManifest {
  readonly encoderVersion: string;
  readonly featureSize: number;
  readonly photos: number;
  readonly edits: number;
  /** People who have edits. */
  readonly people: number;
  /** Names of the true styles of a simulated set; for evaluation only. */
  readonly styles: readonly string[];
  readonly population: string;
  readonly seed: number;
  readonly simulated: boolean;
}

/**
 * Photos, people and the edits they made. All of it is in memory but the features, which may be larger than memory:
 * they come in parts.
 */
export interface Dataset extends DatasetManifest {
  /** [photos]: variants of one photo share a group. */
  readonly groups: Uint32Array;
  /** [edits, 11] in model units. Edits are in order of person, and of time within a person. */
  readonly y: Float32Array;
  /** [edits]: row of the photos. */
  readonly photoOf: Uint32Array;
  /** [edits]: number of the person; numbers may have gaps. */
  readonly personOf: Uint32Array;
  /** [edits]: index into `styles`, NO_STYLE where it is not known. */
  readonly trueStyleOf: Uint32Array;
  /**
   * The features of all photos in order, [rows, featureSize] a part, with as many rows as come easily. Each call begins
   * anew. Throws `data-invalid` where a part cannot be used.
   */
  featureParts(): AsyncIterable<Float32Array> | Iterable<Float32Array>;
}

export const NO_STYLE = 0xffffffff;

/** A dataset whose features are in memory, [photos, featureSize]. */
export interface MemoryDataset extends Dataset {
  readonly features: Float32Array;
}

export function inMemory(data: Omit<MemoryDataset, 'featureParts'>): MemoryDataset {
  return { ...data, featureParts: () => [data.features] };
}

/** The columns of the tables as they were read, row by row, numbers as they stand in the files. */
export interface DatasetColumns {
  readonly photos: { readonly photo: ArrayLike<number>; readonly group: ArrayLike<number> };
  readonly edits: {
    readonly photo: ArrayLike<number>;
    readonly person: ArrayLike<number>;
    readonly time: ArrayLike<number>;
    /** [edits, 11] in model units. */
    readonly y: Float32Array;
    /** Name of the true style, or null. */
    readonly style: readonly (string | null)[];
  };
}

export function badDataset(reason: string, cause?: unknown): ManylightError {
  return new ManylightError('data-invalid', `The dataset cannot be used: ${reason}.`, { cause });
}

function field<T extends 'string' | 'number'>(
  data: object,
  key: string,
  type: T,
): T extends 'string' ? string : number {
  const value: unknown = Reflect.get(data, key);
  if (typeof value !== type || (typeof value === 'number' && !Number.isFinite(value))) {
    throw badDataset(`dataset.json has no ${type} "${key}"`);
  }
  return value as T extends 'string' ? string : number;
}

/** Throws `data-invalid`. */
export function parseManifest(manifest: unknown): DatasetManifest {
  if (typeof manifest !== 'object' || manifest === null) throw badDataset('dataset.json is not an object');
  const version = field(manifest, 'version', 'number');
  if (version === 1)
    throw badDataset('it is of version 1; npm run data -- convert OLD NEW makes a new one of it');
  if (version !== DATASET_VERSION) throw badDataset(`its version is not ${DATASET_VERSION}`);
  const styles: unknown = Reflect.get(manifest, 'styles');
  const featureSize = field(manifest, 'featureSize', 'number');
  if (!(Number.isInteger(featureSize) && featureSize > 0)) throw badDataset(`featureSize is ${featureSize}`);
  return {
    encoderVersion: field(manifest, 'encoderVersion', 'string'),
    featureSize,
    photos: field(manifest, 'photos', 'number'),
    edits: field(manifest, 'edits', 'number'),
    people: field(manifest, 'people', 'number'),
    styles: Array.isArray(styles) ? styles.map(String) : [],
    population: field(manifest, 'population', 'string'),
    seed: field(manifest, 'seed', 'number'),
    simulated: Reflect.get(manifest, 'simulated') === true,
  };
}

const LARGEST = 2 ** 31 - 1;

function checkWhole(values: ArrayLike<number>, what: string): void {
  for (let i = 0; i < values.length; i++) {
    if (!(Number.isInteger(values[i]) && values[i] >= 0 && values[i] <= LARGEST)) {
      throw badDataset(`${what} is ${values[i]}, not a whole number from 0 to ${LARGEST}`);
    }
  }
}

/** Rows by person, then time, then place. */
function inOrder(person: ArrayLike<number>, time: ArrayLike<number>): Uint32Array {
  const rows = Uint32Array.from({ length: person.length }, (_, row) => row);
  return rows.sort((a, b) => person[a] - person[b] || time[a] - time[b] || a - b);
}

/** Checks numbers and references, so that nothing later has to, and sorts the edits. Throws `data-invalid`. */
export function assembleDataset(
  manifest: DatasetManifest,
  { photos, edits }: DatasetColumns,
  featureParts: Dataset['featureParts'],
): Dataset {
  const count = edits.photo.length;
  if (photos.photo.length !== manifest.photos) {
    throw badDataset(`there are ${photos.photo.length} photos, and dataset.json says ${manifest.photos}`);
  }
  if (count !== manifest.edits) {
    throw badDataset(`there are ${count} edits, and dataset.json says ${manifest.edits}`);
  }
  if (count === 0) throw badDataset('it has no edits');
  checkWhole(photos.photo, "a photo's number");
  checkWhole(photos.group, "a photo's group");
  checkWhole(edits.person, "a person's number");
  const rowOf = new Map<number, number>();
  for (let row = 0; row < manifest.photos; row++) {
    const photo = photos.photo[row];
    if (rowOf.has(photo)) throw badDataset(`photo ${photo} is there twice`);
    rowOf.set(photo, row);
  }
  const styles = new Map(manifest.styles.map((style, index) => [style, index]));
  const order = inOrder(edits.person, edits.time);
  const y = new Float32Array(count * ADJUSTMENT_COUNT);
  const photoOf = new Uint32Array(count);
  const personOf = new Uint32Array(count);
  const trueStyleOf = new Uint32Array(count);
  order.forEach((from, edit) => {
    const row = rowOf.get(edits.photo[from]);
    if (row === undefined) {
      throw badDataset(`an edit names photo ${edits.photo[from]}, which is not there`);
    }
    const style = edits.style[from];
    const named = style === null ? NO_STYLE : styles.get(style);
    if (named === undefined) throw badDataset(`an edit names the style "${style}", which is not there`);
    for (let i = 0; i < ADJUSTMENT_COUNT; i++) {
      const value = edits.y[from * ADJUSTMENT_COUNT + i];
      if (!(value >= -1 && value <= 1))
        throw badDataset(`an edit of photo ${edits.photo[from]} lies outside the sliders' ranges`);
      y[edit * ADJUSTMENT_COUNT + i] = value;
    }
    photoOf[edit] = row;
    personOf[edit] = edits.person[from];
    trueStyleOf[edit] = named;
  });
  const people = new Set(personOf).size;
  if (people !== manifest.people) {
    throw badDataset(`there are ${people} people with edits, and dataset.json says ${manifest.people}`);
  }
  return {
    ...manifest,
    groups: Uint32Array.from(photos.group),
    y,
    photoOf,
    personOf,
    trueStyleOf,
    featureParts,
  };
}

/** Some photos' features, all photos of a set being made of such blocks in order. */
export interface FeatureBlock {
  /** Row of the first photo. */
  readonly first: number;
  readonly rows: number;
  /** [rows, featureSize]; valid until the next block. */
  readonly values: Float32Array;
}

/**
 * The features in blocks of `rows` photos, whatever parts they come in: sums over blocks are the same numbers however a
 * set is cut into files. Throws `data-invalid` where they are not the photos' or not finite.
 */
export async function* featureBlocks(dataset: Dataset, rows = 512): AsyncGenerator<FeatureBlock> {
  const { featureSize, photos } = dataset;
  const values = new Float32Array(rows * featureSize);
  let first = 0;
  let held = 0;
  for await (const part of dataset.featureParts()) {
    if (part.length % featureSize !== 0) throw badDataset(`a photo has not ${featureSize} features`);
    if (part.some((value) => !Number.isFinite(value))) throw badDataset('a feature is not a finite number');
    for (let at = 0; at < part.length; ) {
      const taken = Math.min(part.length - at, values.length - held);
      values.set(part.subarray(at, at + taken), held);
      at += taken;
      held += taken;
      if (held < values.length) continue;
      yield { first, rows, values };
      first += rows;
      held = 0;
    }
  }
  const last = held / featureSize;
  if (first + last !== photos)
    throw badDataset(`there are features of ${first + last} photos, not ${photos}`);
  if (last > 0) yield { first, rows: last, values: values.subarray(0, held) };
}

/** The features of some photos, [featureSize] each, by row of the photos: only theirs are held. */
export async function photoFeatures(
  dataset: Dataset,
  photos: Iterable<number>,
): Promise<ReadonlyMap<number, Float32Array>> {
  const wanted = new Set(photos);
  const found = new Map<number, Float32Array>();
  for await (const { first, rows, values } of featureBlocks(dataset)) {
    for (let row = 0; row < rows; row++) {
      if (!wanted.has(first + row)) continue;
      found.set(first + row, values.slice(row * dataset.featureSize, (row + 1) * dataset.featureSize));
    }
  }
  return found;
}

/** Edits whose photo and person are both of this part: nothing of it was seen through either. */
export function editsOf(dataset: Dataset, part: Split): Uint32Array {
  const own = Uint8Array.from(dataset.groups, (group) => (splitOfGroup(group) === part ? 1 : 0));
  const edits = new Uint32Array(dataset.edits);
  let count = 0;
  for (let edit = 0; edit < dataset.edits; edit++) {
    if (own[dataset.photoOf[edit]] === 1 && splitOfPerson(dataset.personOf[edit]) === part) {
      edits[count] = edit;
      count += 1;
    }
  }
  return edits.slice(0, count);
}

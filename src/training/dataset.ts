import { ManylightError } from '../core';
import { ADJUSTMENT_COUNT } from '../edit';
import { type Split, splitOfGroup, splitOfPerson } from './split';

/** Of dataset.json; docs/data.md describes the format. */
export const DATASET_VERSION = 2;

/** Photos, people and the edits they made, as a dataset folder (version 1) holds them. */
export interface Dataset {
  readonly encoderVersion: string;
  readonly featureSize: number;
  readonly photos: number;
  readonly edits: number;
  readonly people: number;
  /** Names of the true styles of a simulated set; for evaluation only. */
  readonly styles: readonly string[];
  readonly population: string;
  readonly seed: number;
  readonly simulated: boolean;
  /** [photos, featureSize] */
  readonly features: Float32Array;
  /** [photos]: variants of one photo share a group. */
  readonly groups: Uint32Array;
  /** [edits, 11] in model units. */
  readonly y: Float32Array;
  /** [edits] each. */
  readonly photoOf: Uint32Array;
  readonly personOf: Uint32Array;
  readonly trueStyleOf: Uint32Array;
}

/** The files of a dataset folder, besides dataset.json. */
export const DATASET_FILES = {
  features: 'features.f32',
  groups: 'groups.u32',
  edits: 'edits.f32',
  index: 'index.u32',
} as const;

export type DatasetBytes = Readonly<Record<keyof typeof DATASET_FILES, ArrayBuffer>>;

function bad(reason: string): ManylightError {
  return new ManylightError('data-invalid', `The dataset cannot be used: ${reason}.`);
}

function field<T extends 'string' | 'number'>(
  data: object,
  key: string,
  type: T,
): T extends 'string' ? string : number {
  const value: unknown = Reflect.get(data, key);
  if (typeof value !== type || (typeof value === 'number' && !Number.isFinite(value))) {
    throw bad(`dataset.json has no ${type} "${key}"`);
  }
  return value as T extends 'string' ? string : number;
}

/** Checks sizes and indices, so that nothing later has to. Throws `data-invalid`. */
export function parseDataset(manifest: unknown, bytes: DatasetBytes): Dataset {
  if (typeof manifest !== 'object' || manifest === null) throw bad('dataset.json is not an object');
  if (field(manifest, 'version', 'number') !== 1) throw bad('its version is not 1');
  const featureSize = field(manifest, 'featureSize', 'number');
  const photos = field(manifest, 'photos', 'number');
  const edits = field(manifest, 'edits', 'number');
  const people = field(manifest, 'people', 'number');
  const expected = {
    features: photos * featureSize,
    groups: photos,
    edits: edits * ADJUSTMENT_COUNT,
    index: edits * 3,
  };
  for (const [name, count] of Object.entries(expected) as [keyof DatasetBytes, number][]) {
    if (bytes[name].byteLength !== count * 4) {
      throw bad(`${DATASET_FILES[name]} has ${bytes[name].byteLength} bytes, not ${count * 4}`);
    }
  }
  const index = new Uint32Array(bytes.index);
  const column = (offset: number) => Uint32Array.from({ length: edits }, (_, i) => index[i * 3 + offset]);
  const photoOf = column(0);
  const personOf = column(1);
  if (photoOf.some((photo) => photo >= photos)) throw bad('an edit names a photo that is not there');
  if (personOf.some((person) => person >= people)) throw bad('an edit names a person who is not there');
  const y = new Float32Array(bytes.edits);
  if (y.some((value) => !(value >= -1 && value <= 1))) throw bad('an edit lies outside [-1, 1]');
  const features = new Float32Array(bytes.features);
  if (features.some((value) => !Number.isFinite(value))) throw bad('a feature is not a finite number');
  const styles: unknown = Reflect.get(manifest, 'styles');
  return {
    encoderVersion: field(manifest, 'encoderVersion', 'string'),
    featureSize,
    photos,
    edits,
    people,
    styles: Array.isArray(styles) ? styles.map(String) : [],
    population: field(manifest, 'population', 'string'),
    seed: field(manifest, 'seed', 'number'),
    simulated: Reflect.get(manifest, 'simulated') === true,
    features,
    groups: new Uint32Array(bytes.groups),
    y,
    photoOf,
    personOf,
    trueStyleOf: column(2),
  };
}

/** Edits whose photo and person are both of this part: nothing of it was seen through either. */
export function editsOf(dataset: Dataset, part: Split): Uint32Array {
  const photoSplit = Array.from(dataset.groups, splitOfGroup);
  return Uint32Array.from(
    Array.from({ length: dataset.edits }, (_, edit) => edit).filter(
      (edit) => photoSplit[dataset.photoOf[edit]] === part && splitOfPerson(dataset.personOf[edit]) === part,
    ),
  );
}

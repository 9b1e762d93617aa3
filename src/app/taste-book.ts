import { type Adjustments, readStoredEdit, sameAdjustments, storeEdit, toModelUnits } from '../edit';
import { upgradeFeatures } from '../encoder/features';
import type { DislikeRecord, ObservationRecord } from '../store';
import type { KnownEdit } from '../taste';
import type { DislikedLooks, Evidence, PhotoFeatures, TasteModelInfo } from './engine-types';
import type { TasteSummary } from './taste-summary';

/** A stored observation whose potential is of the model in use. */
export interface Observation {
  readonly record: ObservationRecord;
  readonly adjustments: Adjustments;
}

/** A stored record of disliked looks, and what it says by the model in use. */
export interface Dislikes {
  readonly record: DislikeRecord;
  /** [styles]. */
  readonly potential: Float64Array;
}

/** What an observation's potential is computed from. */
export function evidenceOf(features: Float32Array, adjustments: Adjustments): Evidence {
  return { features, y: toModelUnits(adjustments) };
}

/** A stored record with its photo's features as this version measures them, where the old ones hold all of that. */
function upgraded<R extends Pick<ObservationRecord, 'features' | 'encoderVersion'>>(record: R): R {
  const { version, values } = upgradeFeatures({ version: record.encoderVersion, values: record.features });
  return version === record.encoderVersion
    ? record
    : { ...record, features: values, encoderVersion: version };
}

/**
 * Splits stored observations by what they need before they count: nothing; their potential again, as the taste model
 * has changed; or never, as another encoder saw the photo (it counts again when the photo is next recorded) or the
 * stored edit cannot be read.
 */
export function sortByNeed(
  records: readonly ObservationRecord[],
  model: Pick<TasteModelInfo, 'version' | 'encoderVersion' | 'featureSize'>,
): { current: Observation[]; stale: Observation[]; lost: ObservationRecord[] } {
  const current: Observation[] = [];
  const stale: Observation[] = [];
  const lost: ObservationRecord[] = [];
  for (const record of records.map(upgraded)) {
    let adjustments: Adjustments;
    try {
      adjustments = readStoredEdit(record.edit);
    } catch {
      lost.push(record);
      continue;
    }
    const isReadable =
      record.encoderVersion === model.encoderVersion && record.features.length === model.featureSize;
    if (!isReadable) lost.push(record);
    else if (record.tasteVersion !== model.version) stale.push({ record, adjustments });
    else current.push({ record, adjustments });
  }
  return { current, stale, lost };
}

/** What disliked looks are weighed by; none of a photo that another encoder saw, nor looks that cannot be read. */
export function dislikedLooks(
  record: DislikeRecord,
  model: Pick<TasteModelInfo, 'encoderVersion' | 'featureSize'>,
): DislikedLooks {
  const { features, encoderVersion } = upgraded(record);
  const isReadable = encoderVersion === model.encoderVersion && features.length === model.featureSize;
  return { features, looks: isReadable ? readLooks(record).map(toModelUnits) : [] };
}

/** The looks of a record that this version can read. */
export function readLooks({ looks }: Pick<DislikeRecord, 'looks'>): Adjustments[] {
  return looks.flatMap((look) => {
    try {
      return [readStoredEdit(look)];
    } catch {
      return [];
    }
  });
}

/** Everything that one photo's edit says, ready to be kept. */
export function newObservation(
  photo: Pick<ObservationRecord, 'profile' | 'photo' | 'name' | 'look' | 'asShown' | 'thumbnail' | 'source'>,
  adjustments: Adjustments,
  features: PhotoFeatures,
  potential: Float64Array,
  model: Pick<TasteModelInfo, 'version'>,
  now: number,
): ObservationRecord {
  return {
    ...photo,
    when: now,
    edit: storeEdit(adjustments),
    features: features.values,
    encoderVersion: features.encoderVersion,
    potential,
    tasteVersion: model.version,
  };
}

/** Observations as the taste takes them. */
export function knownEdits(list: readonly Observation[]): KnownEdit[] {
  return list.map(({ record: { photo, when, potential, asShown } }) => ({
    ...{ id: photo, when, potentials: potential },
    ...(asShown && { asShown }),
  }));
}

/** In the taste's order: the oldest first, those of one time by their photos' ids. */
export function byTime(list: readonly Observation[]): Observation[] {
  return [...list].sort(
    ({ record: a }, { record: b }) => a.when - b.when || (a.photo < b.photo ? -1 : Number(a.photo > b.photo)),
  );
}

/** Whether the taste already knows this edit of this photo (or that there is none). */
export function knows(
  list: readonly Observation[],
  photo: string,
  adjustments: Adjustments,
  isNeutral: boolean,
): boolean {
  const known = list.find(({ record }) => record.photo === photo);
  return known ? !isNeutral && sameAdjustments(known.adjustments, adjustments) : isNeutral;
}

/** Observations, the oldest first as the summary has them, with what each says, newest first. */
export function explained(
  list: readonly Observation[],
  summary: TasteSummary,
): ({ readonly observation: Observation } & TasteSummary['observations'][number])[] {
  return list.map((observation, i) => ({ observation, ...summary.observations[i] })).reverse();
}

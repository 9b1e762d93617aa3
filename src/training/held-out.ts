import type { LooksModel } from '../looks';
import type { TasteModel } from '../taste';
import { badDataset, type Dataset, photoFeatures } from './dataset';
import { gatherEvidence, type PersonEvidence } from './person-evidence';
import { TARGETS } from './personal';

/** People whom no model has seen: their first edits laid end to end, and everything that those say. */
export interface HeldOut {
  /** [rows]: each row's edit of the dataset. */
  readonly edits: Uint32Array;
  /** Each person's rows, in order of time. */
  readonly people: readonly (readonly number[])[];
  readonly evidence: PersonEvidence;
  /** [featureSize] each, by row of the photos. */
  readonly features: ReadonlyMap<number, Float32Array>;
}

/** Fewer edits beyond the targets tell nothing of a history. */
const LEAST_HISTORY = 5;
/** One has nobody whose edits theirs could be told from. */
const LEAST_PEOPLE = 2;
const MOST_PEOPLE = 80;
const MOST_EDITS = 50;
const DRAWS_PER_STYLE = 16;

/** Those who have edits enough for a history and what is judged by it. Throws `data-invalid` where they are too few. */
export function withHistory(people: readonly Uint32Array[], side = 'held-out'): Uint32Array[] {
  const least = TARGETS + LEAST_HISTORY;
  const found = people.filter((own) => own.length >= least);
  if (found.length >= LEAST_PEOPLE) return found;
  throw badDataset(
    `it needs ${LEAST_PEOPLE} ${side} people with ${least} edits each, and has ${found.length} (docs/data.md)`,
  );
}

/**
 * The first edits of the first of these people who have enough of them; both models have to be of one fit.
 * Throws `data-invalid` where they are too few.
 */
export async function gatherHeldOut(
  looks: LooksModel,
  taste: TasteModel,
  dataset: Dataset,
  people: readonly Uint32Array[],
  seed: number,
): Promise<HeldOut> {
  const chosen = withHistory(people)
    .slice(0, MOST_PEOPLE)
    .map((own) => own.subarray(0, MOST_EDITS));
  const edits = Uint32Array.from(chosen.flatMap((own) => [...own]));
  const features = await photoFeatures(
    dataset,
    edits.map((edit) => dataset.photoOf[edit]),
  );
  let at = 0;
  return {
    edits,
    people: chosen.map((own) => Array.from(own, () => at++)),
    evidence: gatherEvidence(looks, taste, dataset, features, edits, {
      drawsPerStyle: DRAWS_PER_STYLE,
      seed,
    }),
    features,
  };
}

import type { LooksModel } from '../looks';
import type { PersonState, TasteModel } from '../taste';
import { type Dataset, editsOf, photoFeatures } from '../training';
import { byPerson, gatherEvidence, type PersonEvidence, TARGETS } from '../training/fitting';

/** Held-out people of one dataset, and everything that their edits say. */
export interface TestPeople {
  readonly population: string;
  readonly evidence: PersonEvidence;
  readonly prior: Float64Array;
  readonly person: PersonState;
  /** Each person's edits as rows of the evidence, in order of time. */
  readonly people: readonly (readonly number[])[];
  /** [edits]: the true style of simulated edits. */
  readonly trueStyle: Uint32Array;
  /** [edits]: the photo's mapped embedding, for finding similar ones. */
  readonly axes: readonly Float64Array[];
}

const MOST_PEOPLE = 80;
const MOST_EDITS = 50;
const DRAWS_PER_STYLE = 16;

/** The first edits of test people who have at least five beyond the targets; both models have to be of one fit. */
export async function gatherPeople(
  looks: LooksModel,
  taste: TasteModel,
  dataset: Dataset,
  axesOf: (features: Float32Array) => Float64Array,
): Promise<TestPeople> {
  const chosen = byPerson(dataset.personOf, editsOf(dataset, 'test'), TARGETS + 5)
    .slice(0, MOST_PEOPLE)
    .map((own) => own.subarray(0, MOST_EDITS));
  const edits = Uint32Array.from(chosen.flatMap((own) => [...own]));
  const features = await photoFeatures(
    dataset,
    edits.map((edit) => dataset.photoOf[edit]),
  );
  let at = 0;
  return {
    population: dataset.population,
    evidence: gatherEvidence(looks, taste, dataset, features, edits, {
      drawsPerStyle: DRAWS_PER_STYLE,
      seed: 1,
    }),
    prior: taste.prior,
    person: taste.person,
    people: chosen.map((own) => Array.from(own, () => at++)),
    trueStyle: edits.map((edit) => dataset.trueStyleOf[edit]),
    axes: Array.from(edits, (edit) => axesOf(features.get(dataset.photoOf[edit])!)),
  };
}

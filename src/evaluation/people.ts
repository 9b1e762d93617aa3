import type { LooksModel } from '../looks';
import type { PersonState, TasteModel } from '../taste';
import { type Dataset, editsOf } from '../training';
import { byPerson, gatherHeldOut, type PersonEvidence } from '../training/fitting';

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

/** What the first edits of test people say; both models have to be of one fit. */
export async function gatherPeople(
  looks: LooksModel,
  taste: TasteModel,
  dataset: Dataset,
  axesOf: (features: Float32Array) => Float64Array,
): Promise<TestPeople> {
  const all = byPerson(dataset.personOf, editsOf(dataset, 'test'), 1);
  const { edits, people, evidence, features } = await gatherHeldOut(looks, taste, dataset, all, 1);
  return {
    population: dataset.population,
    evidence,
    prior: taste.prior,
    person: taste.person,
    people,
    trueStyle: edits.map((edit) => dataset.trueStyleOf[edit]),
    axes: Array.from(edits, (edit) => axesOf(features.get(dataset.photoOf[edit])!)),
  };
}

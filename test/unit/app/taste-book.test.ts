import { describe, expect, it } from 'vitest';
import {
  byTime,
  dislikedLooks,
  evidenceOf,
  explained,
  knownEdits,
  knows,
  newObservation,
  type Observation,
  sortByNeed,
} from '../../../src/app/taste-book';
import { summariseTaste, totalVariation } from '../../../src/app/taste-summary';
import type { PhotoId, ProfileId } from '../../../src/core';
import { type Adjustments, NEUTRAL, patchAdjustments, storeEdit, toModelUnits } from '../../../src/edit';
import type { PersonModel } from '../../../src/taste';
import { LASTING_PERSON } from '../../support/models';

const model: PersonModel = {
  styles: 3,
  latent: 0,
  prior: Float64Array.of(0.5, 0.3, 0.2),
  person: LASTING_PERSON,
};
const info = { version: 'taste-2', encoderVersion: 'encoder-1', featureSize: 3 };
const features = { encoderVersion: 'encoder-1', values: Float32Array.of(0.25, -1, 2) };
const warm = patchAdjustments(NEUTRAL, { temp: 30 });
const dark = patchAdjustments(NEUTRAL, { exposure: -1.2 });

function observe(photo: string, adjustments: Adjustments, potential: number[], when = 0): Observation {
  const record = newObservation(
    { profile: 'first' as ProfileId, photo: photo as PhotoId, name: `${photo}.jpg` },
    adjustments,
    features,
    Float64Array.from([...potential, ...toModelUnits(adjustments).map((value) => Number(value !== 0))]),
    info,
    when,
  );
  return { record, adjustments };
}
/** What the store holds once a photo's observation is put, or removed. */
function withObservation(
  list: readonly Observation[],
  photo: string,
  next: Observation | undefined,
): Observation[] {
  const others = list.filter(({ record }) => record.photo !== photo);
  return next ? [...others, next] : others;
}

const summary = (list: readonly Observation[], dislikes: readonly Float64Array[] = []) =>
  summariseTaste(model, { edits: knownEdits(byTime(list)), dislikes });

describe('the book of observations', () => {
  it('re-editing a photo counts as if only the last edit had ever been', () => {
    const first = withObservation([], 'a', observe('a', warm, [2, -1, 0]));
    const both = withObservation(first, 'b', observe('b', dark, [0.3, 0.1, -0.7]));
    const again = withObservation(both, 'a', observe('a', dark, [-1.5, 0.25, 1]));
    const fresh = [observe('b', dark, [0.3, 0.1, -0.7]), observe('a', dark, [-1.5, 0.25, 1])];
    expect(again).toHaveLength(2);
    expect(summary(again)).toEqual(summary(fresh));
  });

  it('forgetting a photo gives back exactly what was before', () => {
    const before = withObservation([], 'a', observe('a', warm, [0.1, 0.7, -0.3]));
    const after = withObservation(before, 'b', observe('b', dark, [1.1, -2.3, 0.9]));
    expect(summary(after).belief.styles).not.toEqual(summary(before).belief.styles);
    expect(summary(withObservation(after, 'b', undefined))).toEqual(summary(before));
    expect(totalVariation(summary([]).belief.styles, model.prior)).toBeLessThan(1e-12);
  });

  it('ten edits of one style lead to it, and each says so', () => {
    const list = Array.from({ length: 10 }, (_, i) => observe(`p${i}`, warm, [-0.6, -0.3, 0.9], i));
    const { belief, observations } = summary(list);
    expect(belief.styles[2]).toBeGreaterThan(0.95);
    expect(observations.every(({ towards }) => towards === 2)).toBe(true);
    expect(observations.every(({ influence }) => influence >= 0 && influence <= 1)).toBe(true);
  });

  it('shows how the taste came to be: a step an edit, the last as it is now', () => {
    const list = Array.from({ length: 30 }, (_, i) => observe(`p${i}`, warm, [-0.1, 0, 0.1], i));
    const { path, belief } = summary(list);
    expect(path).toHaveLength(25);
    expect(path.at(-1)).toEqual(belief.styles);
    expect(path[0]).toEqual(summary(list.slice(0, 6)).belief.styles);
    expect(summary([]).path).toEqual([summary([]).belief.styles]);
  });

  it('says what the style would be without an edit, and what dislikes speak against', () => {
    const list = [observe('a', warm, [1, 0, -1]), observe('b', warm, [0.5, 0, -0.5])];
    const dislikes = [Float64Array.of(-1, 0, 0)];
    const told = summary(list, dislikes);
    const without = summary([list[1]], dislikes);
    expect(told.observations[0].without).toBe(without.belief.styles[0]);
    expect(told.belief.styles[0]).toBeLessThan(summary(list).belief.styles[0]);
    expect(told.dislikes[0].against).toBe(0);
    expect(told.dislikes[0].influence).toBe(totalVariation(told.belief.styles, summary(list).belief.styles));
  });

  it('lists the newest first, each with its own explanation', () => {
    const list = [observe('old', warm, [2, -1, -1], 1), observe('new', dark, [-1, -1, 2], 2)];
    const views = explained(list, summary(list));
    expect(views.map(({ observation }) => observation.record.photo)).toEqual(['new', 'old']);
    expect(views.map(({ towards }) => towards)).toEqual([2, 0]);
  });

  it('knows an edit until it changes, and that neutral says nothing', () => {
    const list = [observe('a', warm, [1, 0, -1])];
    expect(knows(list, 'a', warm, false)).toBe(true);
    expect(knows(list, 'a', dark, false)).toBe(false);
    expect(knows(list, 'a', NEUTRAL, true)).toBe(false);
    expect(knows(list, 'b', warm, false)).toBe(false);
    expect(knows(list, 'b', NEUTRAL, true)).toBe(true);
  });

  it('a look kept as it was shown says nothing of which sliders the person moves, and all else', () => {
    const byHand = observe('a', warm, [2, -1, -1]);
    const asShown = { ...byHand, record: { ...byHand.record, asShown: true as const } };
    const [told, shown] = [summary([byHand]), summary([asShown])];
    expect(shown.belief.styles).toEqual(told.belief.styles);
    expect(told.belief.habits.moved[0]).toBeGreaterThan(0);
    expect(told.sliders[0].share).toBeGreaterThan(told.sliders[0].usual);
    for (const { share, usual } of shown.sliders) expect(share).toBeCloseTo(usual, 12);
    for (const value of shown.belief.habits.moved) expect(Math.abs(value)).toBe(0);
    // It stays so when its potential is computed again, and beside edits made by hand these count as if they were alone.
    const { stale } = sortByNeed([{ ...asShown.record, tasteVersion: 'taste-1' }], info);
    expect(knownEdits(stale)[0].asShown).toBe(true);
    const other = observe('b', dark, [0, 0, 0]);
    expect(summary([asShown, other]).belief.habits.moved).toEqual(summary([other]).belief.habits.moved);
  });

  it('computes potentials again for a new taste model, from the features and the edit that were kept', () => {
    const [current, stale, other] = ['a', 'b', 'c'].map((photo) => observe(photo, warm, [1, 0, -1]).record);
    const broken = { ...current, photo: 'd' as PhotoId, edit: { version: 99, adjustments: NEUTRAL } };
    const short = { ...current, photo: 'e' as PhotoId, features: Float32Array.of(1) };
    const sorted = sortByNeed(
      [
        current,
        { ...stale, tasteVersion: 'taste-1' },
        { ...other, encoderVersion: 'encoder-0' },
        broken,
        short,
      ],
      info,
    );
    expect(sorted.current.map(({ record }) => record.photo)).toEqual(['a']);
    expect(sorted.stale.map(({ record }) => record.photo)).toEqual(['b']);
    expect(sorted.lost.map(({ photo }) => photo)).toEqual(['c', 'd', 'e']);
    const { y, features: x } = evidenceOf(sorted.stale[0].record.features, sorted.stale[0].adjustments);
    expect(x).toBe(features.values);
    expect(y[0]).toBeCloseTo(0.3);
  });

  it('loses nothing of a history whose features are of statistics 2: those that 3 keeps are taken from them', () => {
    const old = {
      encoderVersion: 'network+statistics.2',
      features: Float32Array.from({ length: 1024 + 65 }, (_, i) => i),
    };
    const model = { version: 'taste-2', encoderVersion: 'network+statistics.3', featureSize: 1024 + 36 };
    const { stale, lost } = sortByNeed(
      [{ ...observe('a', warm, [1, 0, -1]).record, ...old, tasteVersion: 'taste-1' }],
      model,
    );
    expect(lost).toEqual([]);
    expect(stale[0].record.encoderVersion).toBe(model.encoderVersion);
    expect(stale[0].record.features).toHaveLength(model.featureSize);
    const dislikes = {
      ...{ profile: 'first' as ProfileId, photo: 'a' as PhotoId, name: 'a.jpg', when: 0 },
      ...old,
      looks: [storeEdit(dark)],
    };
    expect(dislikedLooks(dislikes, model).looks).toEqual([toModelUnits(dark)]);
    expect(dislikedLooks(dislikes, model).features).toEqual(stale[0].record.features);
  });
});

describe('totalVariation', () => {
  it('is 0 for the same and 1 for disjoint shares', () => {
    expect(totalVariation([0.2, 0.8], [0.2, 0.8])).toBe(0);
    expect(totalVariation([1, 0], [0, 1])).toBe(1);
  });
});

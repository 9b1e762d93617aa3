import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRng } from '../../../src/core';
import { ADJUSTMENT_COUNT } from '../../../src/edit';
import { categoricalKl, logGamma } from '../../../src/prob';
import {
  emptyTaste,
  explainTaste,
  type KnownEdit,
  type PersonModel,
  personBelief,
  type StyleState,
  styleProbabilities,
  type Taste,
  tasteOf,
  unpackPotentials,
  withEdit,
  withoutEdit,
} from '../../../src/taste';

const STYLES = 3;
const LATENT = 2;
const STATES: readonly StyleState[] = [
  { kind: 'categorical', temperature: 1 },
  { kind: 'categorical', temperature: 3 },
  { kind: 'dirichlet', concentration: 2 },
  { kind: 'blend', single: 0.6, temperature: 1, concentration: 0.5 },
];
const prior = Float64Array.of(0.2, 0.3, 0.5);
const OWN = { prior: 0.8, temperature: 2, lapse: 0.05 };
const rates = Array.from({ length: ADJUSTMENT_COUNT }, (_, i) => (i + 1) / (ADJUSTMENT_COUNT + 1));

function modelOf(styles: StyleState, halfLife = 2): PersonModel {
  return {
    styles: STYLES,
    latent: LATENT,
    prior,
    person: {
      ...{ styles, halfLife, offset: { share: 0.3 }, lean: { share: 0.25 } },
      ...{ sliders: { concentration: 1.5, rates }, own: OWN },
    },
  };
}

/** An edit by numbers from a stream: potentials of any size, any sliders moved. */
function edit(id: number, when: number, seed: number): KnownEdit {
  const rng = createRng(seed);
  const both = STYLES * LATENT;
  const draw = (length: number, one: () => number) => Array.from({ length }, one);
  const moved = draw(ADJUSTMENT_COUNT, () => Number(rng.uniform() < 0.5));
  return {
    id: `photo ${id}`,
    when,
    potentials: Float64Array.from([
      ...draw(STYLES, () => 4 * rng.normal()),
      ...draw(both, () => 2 * rng.normal()),
      ...draw(both, () => 1.4 * rng.uniform()),
      ...moved,
      ...moved.map((one) => one * rng.normal()),
    ]),
    asShown: rng.uniform() < 0.3,
  };
}

const edits = fc
  .array(fc.record({ id: fc.nat(30), when: fc.nat(5), seed: fc.nat(1e6) }), { minLength: 1, maxLength: 14 })
  .map((list) => list.map(({ id, when, seed }) => edit(id, when, seed)));

/** What is left of a list in which a photo's later entry replaces the earlier. */
const lastOf = (list: readonly KnownEdit[]): KnownEdit[] => [
  ...new Map(list.map((one) => [one.id, one])).values(),
];

/** The posterior written out plainly, from a list in no order. */
function batch({ person, ...model }: PersonModel, list: readonly KnownEdit[]) {
  const sorted = [...list].sort((a, b) => a.when - b.when || (a.id < b.id ? -1 : 1));
  const known = sorted.map(({ potentials, asShown }, i) => ({
    ...unpackPotentials(model, potentials),
    byHand: asShown ? 0 : 1,
    weight: 0.5 ** ((sorted.length - 1 - i) / person.halfLife),
  }));
  const sum = (of: (one: (typeof known)[number]) => number) =>
    known.reduce((total, one) => total + of(one), 0);
  const normalise = (values: number[]) => {
    const total = values.reduce((all, value) => all + value, 0);
    return values.map((value) => value / total);
  };
  const single = (temperature: number) =>
    normalise(
      Array.from(
        prior,
        (share, s) => share * Math.exp(sum((one) => one.weight * one.style[s]) / temperature),
      ),
    );
  const several = (concentration: number) =>
    normalise(
      Array.from(
        prior,
        (share, s) =>
          concentration * share +
          sum(
            (one) => one.weight * normalise(Array.from(prior, (own, k) => own * Math.exp(one.style[k])))[s],
          ),
      ),
    );
  const state = person.styles;
  const styles =
    state.kind === 'categorical'
      ? single(state.temperature)
      : state.kind === 'dirichlet'
        ? several(state.concentration)
        : single(state.temperature).map(
            (value, s) => state.single * value + (1 - state.single) * several(state.concentration)[s],
          );
  const { share } = person.offset;
  const all = Array.from({ length: STYLES * LATENT }, (_, i) => i);
  const precision = all.map((i) => 1 / share + sum((one) => one.weight * one.precision[i]));
  const { concentration } = person.sliders;
  // The evidence of Gaussian potentials under N(0, share), for the edits together and each alone.
  const evidence = (linear: number, added: number) =>
    0.5 * (linear ** 2 / (1 / share + added) - Math.log(1 + share * added));
  const ofStyle = (s: number, value: (i: number) => number) =>
    all.filter((i) => Math.floor(i / LATENT) === s).reduce((total, i) => total + value(i), 0);
  const ofOffsets = Array.from(
    prior,
    (_, s) =>
      ofStyle(s, (i) =>
        evidence(
          sum((one) => one.weight * one.linear[i]),
          sum((one) => one.weight * one.precision[i]),
        ),
      ) - sum((one) => one.weight * ofStyle(s, (i) => evidence(one.linear[i], one.precision[i]))),
  );
  const ofStyles = Array.from(prior, (own, s) => own * Math.exp(sum((one) => one.weight * one.style[s])));
  const together =
    Math.log(ofStyles.reduce((total, value) => total + value, 0)) +
    normalise(ofStyles).reduce((total, value, s) => total + value * ofOffsets[s], 0);
  const apart = sum(
    (one) => one.weight * Math.log(prior.reduce((total, own, s) => total + own * Math.exp(one.style[s]), 0)),
  );
  const leanOf = (i: number) => {
    const noise = 1 - person.lean.share;
    const precision = 1 / person.lean.share + sum((one) => (one.byHand * one.weight * one.moved[i]) / noise);
    const linear = sum((one) => (one.byHand * one.weight * one.residual[i]) / noise);
    return { mean: linear / precision, variance: 1 / precision };
  };
  const logBeta = (a: number, b: number) => logGamma(a) + logGamma(b) - logGamma(a + b);
  const ofHabits = rates.reduce((total, rate, i) => {
    const moved = sum((one) => one.byHand * one.weight * one.moved[i]);
    const left = sum((one) => one.byHand * one.weight * (1 - one.moved[i]));
    const [yes, no] = [concentration * rate, concentration * (1 - rate)];
    const apart = moved * Math.log(rate) + left * Math.log(1 - rate);
    return total + logBeta(yes + moved, no + left) - logBeta(yes, no) - apart;
  }, 0);
  const odds =
    Math.log(OWN.prior / (1 - OWN.prior)) + (together - apart + Math.min(0, ofHabits)) / OWN.temperature;
  return {
    own: (1 - OWN.lapse) / (1 + Math.exp(-odds)),
    styles,
    shift: all.map((i) => sum((one) => one.weight * one.linear[i]) / precision[i]),
    scale: precision.map((value) => Math.sqrt(1 - share + 1 / value)),
    habits: {
      moved: Array.from(rates, (rate, i) => {
        const yes = concentration * rate + sum((one) => one.byHand * one.moved[i]);
        const no = concentration * (1 - rate) + sum((one) => one.byHand * (1 - one.moved[i]));
        return Math.log(yes / no) - Math.log(rate / (1 - rate));
      }),
      // A normal mean of prior variance λ, seen with variance 1 - λ each time that the slider was moved.
      lean: Array.from(rates, (_, i) => leanOf(i).mean),
      scale: Array.from(rates, (_, i) => Math.sqrt(1 - person.lean.share + leanOf(i).variance)),
    },
  };
}

function expectClose(taste: Taste, list: readonly KnownEdit[]): void {
  const expected = batch(taste.model, list);
  const belief = personBelief(taste);
  const expectAll = (found: Float64Array, values: readonly number[]) => {
    expect(found).toHaveLength(values.length);
    values.forEach((value, i) => void expect(Math.abs(found[i] - value)).toBeLessThanOrEqual(1e-9));
  };
  for (const part of ['styles', 'shift', 'scale'] as const) expectAll(belief[part], expected[part]);
  for (const part of ['moved', 'lean', 'scale'] as const)
    expectAll(belief.habits[part], expected.habits[part]);
  expect(Math.abs(belief.own - expected.own)).toBeLessThanOrEqual(1e-9);
}

describe.each(STATES)('a taste whose styles are kept as %o', (state) => {
  const model = modelOf(state);

  test('of nobody known is the prior, and changes no looks', () => {
    const belief = personBelief(emptyTaste(model));
    belief.styles.forEach((value, s) => void expect(value).toBeCloseTo(prior[s], 12));
    const { moved, lean, scale } = belief.habits;
    for (const value of [...belief.shift, ...moved, ...lean]) expect(Math.abs(value)).toBe(0);
    for (const value of [...belief.scale, ...scale]) expect(value).toBeCloseTo(1, 12);
  });

  test('is the batch posterior', () => {
    fc.assert(fc.property(edits, (list) => expectClose(tasteOf(model, list), lastOf(list))));
  });

  test('any order of adding gives the same taste, to the last bit', () => {
    fc.assert(
      fc.property(edits, fc.integer(), (list, seed) => {
        const rng = createRng(seed);
        const once = lastOf(list);
        const order = once
          .map((one) => ({ one, key: rng.uniform() }))
          .sort((a, b) => a.key - b.key)
          .map(({ one }) => one);
        expect(order.reduce(withEdit, emptyTaste(model))).toEqual(tasteOf(model, once));
      }),
    );
  });

  test('any sequence of adding, replacing and taking away equals the batch of what is left', () => {
    fc.assert(
      fc.property(edits, fc.integer(), (list, seed) => {
        const rng = createRng(seed);
        let taste = emptyTaste(model);
        const held = new Map<string, KnownEdit>();
        for (let step = 0; step < 50; step++) {
          const { id, when } = list[rng.integer(list.length)];
          if (held.has(id) && rng.uniform() < 0.5) {
            held.delete(id);
            taste = withoutEdit(taste, id);
          } else {
            const next = { ...edit(0, when + rng.integer(3), rng.integer(1e6)), id };
            held.set(id, next);
            taste = withEdit(taste, next);
          }
        }
        expect(taste).toEqual(tasteOf(model, [...held.values()]));
        expectClose(taste, [...held.values()]);
      }),
    );
  });

  test('forgetting everything is knowing nothing, to the last bit', () => {
    fc.assert(
      fc.property(edits, (list) => {
        const gone = lastOf(list).reduceRight(
          (taste, { id }) => withoutEdit(taste, id),
          tasteOf(model, list),
        );
        expect(gone).toEqual(emptyTaste(model));
      }),
    );
  });

  test('leaving one out is what it says', () => {
    fc.assert(
      fc.property(edits, (list) => {
        const taste = tasteOf(model, list);
        const influences = explainTaste(taste);
        expect(influences).toHaveLength(taste.edits.length);
        taste.edits.forEach(({ id }, i) => {
          expect(influences[i].without).toEqual(styleProbabilities(withoutEdit(taste, id)));
          const { change, without } = influences[i];
          expect(change).toBeCloseTo(categoricalKl(styleProbabilities(taste), without), 12);
        });
      }),
      { numRuns: 30 },
    );
  });
});

describe('slow forgetting', () => {
  const model = modelOf({ kind: 'categorical', temperature: 1 }, 2);
  const many = Array.from({ length: 200 }, (_, i) => ({ ...edit(i, i, i), asShown: false }));

  test('leaves nothing of styles and offset from long ago, and all of how often a slider was moved', () => {
    const taste = tasteOf(model, many);
    const recent = tasteOf(model, many.slice(-60));
    expect(personBelief(taste).shift).toEqual(personBelief(recent).shift);
    expect(styleProbabilities(taste)).toEqual(styleProbabilities(recent));
    expect(taste.use.edits).toBe(200);
    expect(personBelief(taste).habits.moved).not.toEqual(personBelief(recent).habits.moved);
    expect(explainTaste(taste)[100]).toMatchObject({ change: 0 });
  });

  test('the newest edit counts wholly, the one two before it half', () => {
    const one = edit(1, 1, 5);
    const ofOne = unpackPotentials(model, one.potentials).style;
    const silent = { ...edit(2, 2, 1), potentials: one.potentials.map(() => 0) };
    const known = tasteOf(model, [one, silent, { ...silent, id: 'photo 3', when: 3 }]);
    const raw = Array.from(prior, (share, s) => share * Math.exp(ofOne[s] / 2));
    const total = raw.reduce((sum, value) => sum + value, 0);
    styleProbabilities(known).forEach((value, s) => void expect(value).toBeCloseTo(raw[s] / total, 12));
  });
});

test('an edit that speaks for a style is named as its reason', () => {
  const model = modelOf({ kind: 'categorical', temperature: 1 }, 20);
  const speaking = (id: number, style: number) => {
    const one = edit(id, id, 1);
    const potentials = one.potentials.slice();
    for (let s = 0; s < STYLES; s++) potentials[s] = s === style ? 4 : -2;
    return { ...one, potentials };
  };
  const taste = tasteOf(model, [speaking(1, 2), speaking(2, 2), speaking(3, 2), speaking(4, 0)]);
  const probabilities = styleProbabilities(taste);
  expect(probabilities.indexOf(Math.max(...probabilities))).toBe(2);
  expect(explainTaste(taste).map(({ style }) => style)).toEqual([2, 2, 2, 0]);
});

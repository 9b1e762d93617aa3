import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { logSumExp } from '../../../src/prob';
import {
  choicePotential,
  emptyTaste,
  type KnownEdit,
  personBelief,
  tasteOf,
  withChoice,
  withEdit,
  withoutEdit,
} from '../../../src/taste';
import { LASTING_PERSON } from '../../support/models';

const STYLES = 4;
const LATENT = 2;
// So wide that holding values within it costs less than the tests tell apart.
const WIDE = { sharpness: 1, limit: 1e9 };
const potential = fc.array(fc.double({ min: -6, max: 6, noNaN: true }), {
  minLength: STYLES,
  maxLength: STYLES,
});
const choices = fc
  .array(potential, { minLength: 1, maxLength: 6 })
  .chain((shown) => fc.record({ shown: fc.constant(shown), taken: fc.nat(shown.length - 1) }));
const state = fc.record({
  sharpness: fc.double({ min: 0, max: 3, noNaN: true }),
  limit: fc.double({ min: 0.1, max: 8, noNaN: true }),
});

describe('what a choice among looks says', () => {
  test('is the log-likelihood of the choice under each style, up to a constant', () => {
    fc.assert(
      fc.property(choices, fc.double({ min: 0.1, max: 3, noNaN: true }), ({ shown, taken }, sharpness) => {
        const said = choicePotential(shown, taken, { ...WIDE, sharpness });
        const likelihood = (k: number) => {
          const weights = shown.map((one) => Math.exp(sharpness * one[k]));
          return Math.log(weights[taken] / weights.reduce((sum, value) => sum + value, 0));
        };
        for (let k = 1; k < STYLES; k++)
          expect(said[k] - said[0]).toBeCloseTo(likelihood(k) - likelihood(0), 8);
      }),
    );
  });

  test('is a likelihood: under each style the looks that could be taken share one', () => {
    fc.assert(
      fc.property(choices, ({ shown }) => {
        // Each choice's constant, found from the style under which chances are to sum to 1, fits all other styles too.
        const said = shown.map((_, taken) => choicePotential(shown, taken, WIDE));
        const constants = said.map((own, i) => shown[i][0] - logSumExp(shown.map((one) => one[0])) - own[0]);
        for (let k = 0; k < STYLES; k++)
          expect(logSumExp(said.map((own, i) => own[k] + constants[i]))).toBeCloseTo(0, 8);
      }),
    );
  });

  test('speaks for the style whose look was taken, and against those whose looks were not', () => {
    const only = (style: number) => Array.from({ length: STYLES }, (_, k) => (k === style ? 3 : -1));
    const said = choicePotential([only(0), only(1), only(2)], 1, WIDE);
    expect(said.indexOf(Math.max(...said))).toBe(1);
    expect(said[0]).toBeLessThan(said[3]);
    expect(said[0]).toBeCloseTo(said[2], 12);
  });

  test('is nothing where one look was shown, where all say the same, and where people choose by chance', () => {
    fc.assert(
      fc.property(choices, potential, state, ({ shown, taken }, one, how) => {
        const nothing = [
          choicePotential([one], 0, how),
          choicePotential([one, one, one], 2, how),
          choicePotential(shown, taken, { ...how, sharpness: 0 }),
        ];
        for (const said of nothing) for (const value of said) expect(Math.abs(value)).toBeLessThan(1e-12);
      }),
    );
  });

  test('is bounded a photo, whatever was shown', () => {
    fc.assert(
      fc.property(choices, state, ({ shown, taken }, how) => {
        for (const value of choicePotential(shown, taken, how))
          expect(Math.abs(value)).toBeLessThanOrEqual(how.limit);
      }),
    );
  });

  test('does not depend on the order in which looks were shown', () => {
    fc.assert(
      fc.property(choices, state, ({ shown, taken }, how) => {
        const said = choicePotential(shown, taken, how);
        const turned = choicePotential([...shown].reverse(), shown.length - 1 - taken, how);
        turned.forEach((value, k) => void expect(value).toBeCloseTo(said[k], 10));
      }),
    );
  });

  test('must be of a look that was shown', () => {
    expect(() => choicePotential([[0, 0, 0, 0]], 1, WIDE)).toThrow('one of those shown');
    expect(() => choicePotential([], -1, WIDE)).toThrow('one of those shown');
  });
});

describe('a taste that is told of choices', () => {
  const model = {
    styles: STYLES,
    latent: LATENT,
    prior: Float64Array.of(0.1, 0.2, 0.3, 0.4),
    person: { ...LASTING_PERSON, halfLife: 3 },
  };
  const packed = fc
    .array(fc.double({ min: 0, max: 1, noNaN: true }), {
      minLength: STYLES + 2 * STYLES * LATENT + 11,
      maxLength: STYLES + 2 * STYLES * LATENT + 11,
    })
    .map((values) =>
      Float64Array.from(values, (value, i) => (i < values.length - 11 ? value : Math.round(value))),
    );

  test('leaves all but the style as the edit has it', () => {
    fc.assert(
      fc.property(packed, choices, state, (edit, { shown, taken }, how) => {
        const choice = choicePotential(shown, taken, how);
        const [beside, instead] = (['beside', 'instead'] as const).map((way) =>
          withChoice(edit, choice, way),
        );
        expect(beside.slice(STYLES)).toEqual(edit.slice(STYLES));
        expect(instead.slice(STYLES)).toEqual(edit.slice(STYLES));
        // Adding 0 turns -0 into 0.
        expect(instead.slice(0, STYLES)).toEqual(choice.map((value) => value + 0));
        expect(beside.slice(0, STYLES)).toEqual(choice.map((value, k) => value + edit[k]));
      }),
    );
  });

  test('is the same in any order, and exactly what it was once a photo is taken back', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ packed, choice: choices }), { minLength: 1, maxLength: 6 }),
        state,
        (list, how) => {
          const known = list.map(({ packed: edit, choice: { shown, taken } }, when): KnownEdit => {
            const choice = choicePotential(shown, taken, how);
            return { id: String(when), when, potentials: withChoice(edit, choice, 'beside') };
          });
          const all = personBelief(tasteOf(model, known));
          expect(personBelief([...known].reverse().reduce(withEdit, emptyTaste(model)))).toEqual(all);
          const more = known.map((one) => ({ ...one, id: `${one.id} again`, when: one.when + 0.5 }));
          const undone = more.reduce(
            (taste, { id }) => withoutEdit(taste, id),
            tasteOf(model, [...known, ...more]),
          );
          expect(personBelief(undone)).toEqual(all);
        },
      ),
    );
  });
});

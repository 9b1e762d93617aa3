import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRng } from '../../../src/core';
import {
  addPotential,
  emptyTaste,
  explainTaste,
  type PersonState,
  parseTasteModel,
  potential,
  removePotential,
  styleProbabilities,
  type Taste,
  tasteOf,
} from '../../../src/taste';
import { randomFeatures, randomTaste } from '../../support/models';

const STYLES = 4;
const PERSONS: readonly PersonState[] = [
  { kind: 'categorical', temperature: 1 },
  { kind: 'categorical', temperature: 3 },
  { kind: 'dirichlet', concentration: 2 },
  { kind: 'blend', single: 0.6, temperature: 1, concentration: 0.5 },
];
const prior = Float64Array.of(0.1, 0.2, 0.3, 0.4);
const potentials = fc.array(
  fc.array(fc.double({ min: -6, max: 6, noNaN: true }), { minLength: STYLES, maxLength: STYLES }),
  { minLength: 1, maxLength: 12 },
);

function shuffled<T>(list: readonly T[], seed: number): T[] {
  const rng = createRng(seed);
  const order = [...list];
  for (let i = order.length - 1; i > 0; i--) {
    const j = rng.integer(i + 1);
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}

describe.each(PERSONS)('a taste kept as %o', (person) => {
  const model = { prior, person };

  test('nothing known is the prior', () => {
    styleProbabilities(emptyTaste(model)).forEach((value, s) => void expect(value).toBeCloseTo(prior[s], 12));
  });

  test('any order of adding gives the same taste, to the last bit', () => {
    fc.assert(
      fc.property(potentials, fc.integer(), (list, seed) => {
        expect(tasteOf(model, shuffled(list, seed))).toEqual(tasteOf(model, list));
      }),
    );
  });

  test('any mix of adding and taking away equals the batch of what is left', () => {
    fc.assert(
      fc.property(potentials, fc.integer(), (list, seed) => {
        const rng = createRng(seed);
        let taste: Taste = emptyTaste(model);
        const held: number[][] = [];
        for (let step = 0; step < 60; step++) {
          if (held.length > 0 && rng.uniform() < 0.45) {
            const [gone] = held.splice(rng.integer(held.length), 1);
            taste = removePotential(taste, gone);
          } else {
            const next = list[rng.integer(list.length)];
            held.push(next);
            taste = addPotential(taste, next);
          }
        }
        const batch = tasteOf(model, held);
        expect(taste.edits).toBe(held.length);
        expect(taste).toEqual(batch);
        styleProbabilities(taste).forEach(
          (value, s) => void expect(Math.abs(value - styleProbabilities(batch)[s])).toBeLessThanOrEqual(1e-9),
        );
      }),
    );
  });

  test('forgetting everything is knowing nothing', () => {
    fc.assert(
      fc.property(potentials, (list) => {
        const taste = shuffled(list, 1).reduce(removePotential, tasteOf(model, list));
        expect([...taste.sum]).toEqual([0, 0, 0, 0]);
        styleProbabilities(taste).forEach((value, s) => void expect(value).toBeCloseTo(prior[s], 12));
      }),
    );
  });

  test('probabilities are probabilities', () => {
    fc.assert(
      fc.property(potentials, (list) => {
        const probabilities = styleProbabilities(tasteOf(model, list));
        expect(probabilities.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 9);
        expect(probabilities.every((value) => value >= 0)).toBe(true);
      }),
    );
  });

  test('edits that speak for a style raise it, and are named as its reason', () => {
    const forThird = [-2, -2, 6, -2];
    const forFirst = [6, -2, -2, -2];
    const list = [forThird, forThird, forThird, forFirst];
    const taste = tasteOf(model, list);
    const probabilities = styleProbabilities(taste);
    expect(probabilities.indexOf(Math.max(...probabilities))).toBe(2);
    const influences = explainTaste(taste, list);
    expect(influences.map(({ style }) => style)).toEqual([2, 2, 2, 0]);
    expect(influences.every(({ change }) => change >= 0)).toBe(true);
    influences.forEach(({ without }, i) => {
      expect(without).toEqual(
        styleProbabilities(
          tasteOf(
            model,
            list.filter((_, j) => j !== i),
          ),
        ),
      );
    });
  });
});

describe('the paper’s posterior', () => {
  test('is π times the product of potentials, normalised', () => {
    const list = [
      [0.5, -1, 0.25, 0],
      [1, 0, -2, 0.5],
    ];
    const raw = Array.from(prior, (value, s) => value * Math.exp(list[0][s] + list[1][s]));
    const total = raw.reduce((sum, value) => sum + value, 0);
    const person = { kind: 'categorical', temperature: 1 } as const;
    styleProbabilities(tasteOf({ prior, person }, list)).forEach(
      (value, s) => void expect(value).toBeCloseTo(raw[s] / total, 8),
    );
  });
});

describe('a person who may have one style or several', () => {
  test('is believed each way with its probability', () => {
    const one = { kind: 'categorical', temperature: 2 } as const;
    const several = { kind: 'dirichlet', concentration: 0.5 } as const;
    const both = { kind: 'blend', single: 0.7, temperature: 2, concentration: 0.5 } as const;
    fc.assert(
      fc.property(potentials, (list) => {
        const [a, b, mixed] = [one, several, both].map((person) =>
          styleProbabilities(tasteOf({ prior, person }, list)),
        );
        mixed.forEach((value, s) => void expect(value).toBeCloseTo(0.7 * a[s] + 0.3 * b[s], 12));
      }),
    );
  });
});

describe('taste model', () => {
  test('gives clamped, centred potentials, the same for the same edit', () => {
    const { manifest, weights } = randomTaste(3);
    const model = parseTasteModel(manifest, weights);
    const y = Float64Array.from({ length: 11 }, (_, i) => (i % 3) / 3 - 0.3);
    const first = potential(model, randomFeatures(1), y);
    expect(first).toHaveLength(STYLES);
    expect(first).toEqual(potential(model, randomFeatures(1), y));
    expect(first).not.toEqual(potential(model, randomFeatures(2), y));
    expect(Math.max(...first.map(Math.abs))).toBeLessThanOrEqual(6);
    expect(model.prior.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 12);
  });

  test('says what is wrong with a bad one', () => {
    const { manifest, weights } = randomTaste(3);
    const parse = (change: Record<string, unknown>) => () =>
      parseTasteModel({ ...manifest, ...change }, weights);
    expect(parse({ format: 'other' })).toThrow('format "other"');
    expect(parse({ person: { kind: 'tarot' } })).toThrow('an unknown way, "tarot"');
    expect(parse({ clamp: 0 })).toThrow('"clamp" is not a positive number');
    expect(parse({ looksVersion: undefined })).toThrow('no "looksVersion"');
    expect(() => parseTasteModel(null, weights)).toThrow('its manifest is not an object');
    expect(() => parseTasteModel(manifest, weights.slice(0, 64))).toThrow('cut short');
  });
});

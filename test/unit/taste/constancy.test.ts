import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRng } from '../../../src/core';
import { ADJUSTMENT_COUNT } from '../../../src/edit';
import type { Weighted } from '../../../src/taste';
import { habitsEvidence, onePersonEvidence, ownShare } from '../../../src/taste/constancy';

const STYLES = 3;
const SHARE = 0.4;
const prior = Float64Array.of(0.2, 0.3, 0.5);

function edit(latent: number, seed: number, weight = 1): Weighted {
  const rng = createRng(seed);
  const draw = (length: number, one: () => number) => Array.from({ length }, one);
  const both = STYLES * latent;
  return {
    weight,
    potentials: Float64Array.from([
      ...draw(STYLES, () => 3 * rng.normal()),
      ...draw(both, () => 2 * rng.normal()),
      ...draw(both, () => 1.6 * rng.uniform()),
      ...draw(ADJUSTMENT_COUNT, () => Number(rng.uniform() < 0.5)),
    ]),
  };
}

function evidenceOf(latent: number, edits: readonly Weighted[], share = SHARE): number {
  const both = STYLES * latent;
  const sums = { linear: new Float64Array(both), precision: new Float64Array(both) };
  for (const { potentials, weight } of edits) {
    for (let i = 0; i < both; i++) {
      sums.linear[i] += weight * potentials[STYLES + i];
      sums.precision[i] += weight * potentials[STYLES + both + i];
    }
  }
  return onePersonEvidence({ styles: STYLES, latent, prior }, share, edits, sums);
}

/** ∫ N(ε; 0, SHARE) exp(linear ε - precision ε² / 2) dε by the trapezium rule. */
function integral(linear: number, precision: number): number {
  const [reach, steps] = [14 * Math.sqrt(SHARE), 40_000];
  let sum = 0;
  for (let k = 0; k <= steps; k++) {
    const e = -reach + (2 * reach * k) / steps;
    sum += Math.exp(linear * e - (precision * e * e) / 2 - (e * e) / (2 * SHARE));
  }
  return (sum * 2 * reach) / steps / Math.sqrt(2 * Math.PI * SHARE);
}

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
const seeds = fc.array(fc.nat(1e6), { minLength: 1, maxLength: 12 });

describe('whether edits are one person’s', () => {
  /** Of edits of one latent: log Z_s(all) - Σ_n log Z_s(n), by integrals. */
  const offsetsAgree = (edits: readonly Weighted[], s: number): number => {
    const of = (at: number) => edits.map(({ potentials }) => potentials[at]);
    const [linear, precision] = [of(STYLES + s), of(2 * STYLES + s)];
    const apart = linear.reduce((all, value, n) => all * integral(value, precision[n]), 1);
    return Math.log(integral(total(linear), total(precision)) / apart);
  };
  /** π_s Π_n r_n(s), and Π_n Σ_s π_s r_n(s). */
  const together = (edits: readonly Weighted[], s: number): number =>
    prior[s] * Math.exp(total(edits.map(({ potentials }) => potentials[s])));
  const apart = (edits: readonly Weighted[]): number =>
    edits.reduce(
      (all, { potentials }) => all * total([...prior].map((share, s) => share * Math.exp(potentials[s]))),
      1,
    );
  const all = [0, 1, 2];

  test('is what styles say, and what offsets say under the styles that the edits speak for', () => {
    for (const list of [
      [1, 2],
      [3, 4, 5],
    ]) {
      const edits = list.map((seed) => edit(1, seed));
      const sum = total(all.map((s) => together(edits, s)));
      const offsets = total(all.map((s) => (together(edits, s) / sum) * offsetsAgree(edits, s)));
      expect(evidenceOf(1, edits)).toBeCloseTo(Math.log(sum / apart(edits)) + offsets, 6);
    }
  });

  test('is the ratio of the two evidences where one style is possible, never more where several are', () => {
    const ratio = (edits: readonly Weighted[]): number =>
      Math.log(total(all.map((s) => together(edits, s) * Math.exp(offsetsAgree(edits, s)))) / apart(edits));
    for (const list of [
      [1, 2],
      [3, 4, 5],
      [6, 7, 8, 9],
    ]) {
      const edits = list.map((seed) => edit(1, seed));
      expect(evidenceOf(1, edits)).toBeLessThanOrEqual(ratio(edits) + 1e-9);
      const ofOne = edits.map(({ potentials, weight }) => ({
        weight,
        potentials: potentials.map((value, i) => (i === 0 ? 0 : i < STYLES ? -60 : value)),
      }));
      expect(evidenceOf(1, ofOne)).toBeCloseTo(ratio(ofOne), 6);
    }
  });

  test('edits of two styles are not one person’s for being alike as seen from a third', () => {
    const of = (style: number): Weighted => {
      const { potentials, weight } = edit(20, 3);
      const both = STYLES * 20;
      return {
        weight,
        potentials: potentials.map((_, i) => {
          if (i < STYLES) return i === style ? 6 : -6;
          // Far from the third style, all on one side of it.
          if (i < STYLES + both) return i >= STYLES + 40 ? 4 : 0;
          return i < STYLES + 2 * both ? 1 : 0;
        }),
      };
    };
    expect(evidenceOf(20, [of(0), of(1), of(0), of(1)])).toBeLessThan(-5);
    expect(evidenceOf(20, [of(2), of(2), of(2), of(2)])).toBeGreaterThan(5);
  });

  test('nothing, and a single edit, say nothing of it', () => {
    expect(evidenceOf(4, [])).toBeCloseTo(0, 12);
    fc.assert(
      fc.property(fc.nat(1e6), (seed) => {
        expect(Math.abs(evidenceOf(4, [edit(4, seed)]))).toBeLessThan(1e-9);
      }),
    );
  });

  test('where people have no offset, styles alone say it', () => {
    const edits = [edit(4, 1), edit(4, 2)];
    const bare = edits.map(({ potentials, weight }) => ({
      weight,
      potentials: potentials.map((value, i) => (i < STYLES ? value : 0)),
    }));
    expect(evidenceOf(4, edits, 0)).toBeCloseTo(evidenceOf(4, bare), 12);
  });

  test('the order of edits of one weight is nothing to it', () => {
    fc.assert(
      fc.property(seeds, (list) => {
        const edits = list.map((seed) => edit(4, seed));
        expect(evidenceOf(4, [...edits].reverse())).toBeCloseTo(evidenceOf(4, edits), 8);
      }),
    );
  });

  test('edits that agree speak for it, more with each; edits that do not speak against it', () => {
    const one = edit(20, 7);
    const same = (count: number) => evidenceOf(20, new Array<Weighted>(count).fill(one));
    expect(same(2)).toBeGreaterThan(1);
    expect(same(5)).toBeGreaterThan(same(2));
    const turned = { ...one, potentials: one.potentials.slice() };
    const both = STYLES * 20;
    for (let i = STYLES; i < STYLES + both; i++) turned.potentials[i] *= -1;
    expect(evidenceOf(20, [one, turned])).toBeLessThan(-1);
  });

  test('becomes a share that begins at the prior and ends at what is never out of character', () => {
    const own = { prior: 0.8, temperature: 2, lapse: 0.05 };
    expect(ownShare(own, 0)).toBeCloseTo(0.95 * 0.8, 12);
    expect(ownShare(own, 60)).toBeCloseTo(0.95, 9);
    expect(ownShare(own, -60)).toBeLessThan(1e-9);
    expect(ownShare(own, -60)).toBeGreaterThan(0);
    fc.assert(
      fc.property(fc.double({ min: -50, max: 50, noNaN: true }), (evidence) => {
        expect(ownShare(own, evidence + 0.1)).toBeGreaterThan(ownShare(own, evidence));
      }),
    );
  });
});

describe('whether the sliders that edits move are one person’s', () => {
  const sizes = { styles: STYLES, latent: 1 };
  const habits = {
    concentration: 1.5,
    rates: Array.from({ length: ADJUSTMENT_COUNT }, (_, i) => (i + 1) / (ADJUSTMENT_COUNT + 1)),
  };
  /** An edit that moves just these. */
  const moving = (moved: readonly number[], weight = 1, asShown = false): Weighted => {
    const { potentials } = edit(1, 5, weight);
    const from = STYLES * 3;
    return { weight, asShown, potentials: potentials.map((v, i) => (i < from ? v : (moved[i - from] ?? v))) };
  };
  const drawn = (seed: number, rates: readonly number[]): Weighted => {
    const rng = createRng(seed);
    return moving(rates.map((rate) => Number(rng.uniform() < rate)));
  };
  const evidence = (edits: readonly Weighted[], of = habits) => habitsEvidence(sizes, of, edits);

  /** log of ∫ p^(a - 1) (1 - p)^(b - 1) dp over 0 to 1, in the logit of p. */
  function logBeta(a: number, b: number): number {
    let sum = 0;
    for (let t = -300; t <= 300; t += 0.05) {
      sum += 0.05 * Math.exp(-a * Math.log1p(Math.exp(-t)) - b * Math.log1p(Math.exp(t)));
    }
    return Math.log(sum);
  }

  test('is the ratio of one rate of a person to the rate of all, slider by slider', () => {
    const edits = [drawn(1, habits.rates), drawn(2, habits.rates), drawn(3, habits.rates)];
    const expected = total(
      habits.rates.map((rate, i) => {
        const moved = total(edits.map(({ potentials }) => potentials[3 * STYLES + i]));
        const [yes, no] = [habits.concentration * rate, habits.concentration * (1 - rate)];
        const apart = moved * Math.log(rate) + (edits.length - moved) * Math.log(1 - rate);
        return logBeta(yes + moved, no + edits.length - moved) - logBeta(yes, no) - apart;
      }),
    );
    expect(evidence(edits)).toBeCloseTo(expected, 6);
  });

  test('nothing, a single edit, and looks kept as shown say nothing of it', () => {
    expect(evidence([])).toBeCloseTo(0, 9);
    fc.assert(
      fc.property(fc.nat(1e6), (seed) => {
        const one = drawn(seed, habits.rates);
        expect(Math.abs(evidence([one]))).toBeLessThan(1e-9);
        expect(evidence([one, { ...drawn(seed + 1, habits.rates), asShown: true }])).toBe(evidence([one]));
      }),
    );
  });

  test('the same sliders every time speak for it; others each time, as all people do, against it', () => {
    const one = drawn(1, habits.rates);
    const same = (count: number) => evidence(new Array<Weighted>(count).fill(one));
    expect(same(2)).toBeGreaterThan(0);
    expect(same(10)).toBeGreaterThan(same(2) + 5);
    for (const seed of [10, 30, 50]) {
      expect(
        evidence(Array.from({ length: 20 }, (_, i) => drawn(seed * 100 + i, habits.rates))),
      ).toBeLessThan(-5);
    }
  });
});

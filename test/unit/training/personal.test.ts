import { describe, expect, test } from 'vitest';
import { createRng } from '../../../src/core';
import { ADJUSTMENT_COUNT } from '../../../src/edit';
import { logSumExp } from '../../../src/prob';
import { beliefOf } from '../../../src/taste';
import type { PersonEvidence } from '../../../src/training/person-evidence';
import { personLogLikelihood, styleLogDensities } from '../../../src/training/person-score';
import { choosePersonState, GIVEN_UP, sliderRates, startingState } from '../../../src/training/person-state';
import { believer, personalisation, potentialAccuracy, TARGETS } from '../../../src/training/personal';
import { nameStyles } from '../../../src/training/style-words';

const STYLES = 3;
const EDITS = 60;

/** Edits told apart by noisy potentials of their person's one style; z has one dimension and says nothing of y. */
function people(count: number, noise: number, habit = 0) {
  const rng = createRng(4);
  const total = count * EDITS;
  const potentials = new Float64Array(total * STYLES);
  const y = new Float64Array(total * ADJUSTMENT_COUNT);
  for (let row = 0; row < total; row++) {
    const person = Math.floor(row / EDITS);
    for (let s = 0; s < STYLES; s++)
      potentials[row * STYLES + s] = (s === person % STYLES ? 0 : -3) + noise * rng.normal();
    for (let i = 0; i < ADJUSTMENT_COUNT; i++) {
      const moves = habit > 0 ? (person + i) % 2 === 0 : rng.uniform() < 0.5;
      y[row * ADJUSTMENT_COUNT + i] = moves ? 0.3 : 0;
    }
  }
  const each = (values: number) => new Float64Array(total * STYLES).fill(values);
  const evidence: PersonEvidence = {
    ...{
      edits: total,
      styles: STYLES,
      latent: 1,
      draws: STYLES,
      deviation: new Float64Array(STYLES).fill(1),
    },
    ...{ y, potentials, logPrior: each(-Math.log(STYLES)) },
    ...{ posteriorMean: each(0), posteriorVariance: each(0.999), priorMean: each(0) },
    z: Float32Array.from({ length: total * STYLES }, (_, i) => 10 * (i % STYLES)),
    drawnFrom: new Float64Array(total * STYLES),
    standard: new Float32Array(total * STYLES * ADJUSTMENT_COUNT),
    logDeviation: new Float32Array(total * STYLES * ADJUSTMENT_COUNT),
    residual: new Float64Array(total * STYLES * ADJUSTMENT_COUNT),
    logits: new Float32Array(total * STYLES * ADJUSTMENT_COUNT),
  };
  const rows = Array.from({ length: count }, (_, p) =>
    Array.from({ length: EDITS }, (_e, i) => p * EDITS + i),
  );
  const prior = new Float64Array(STYLES).fill(1 / STYLES);
  return { people: rows, evidence, prior };
}

const rates = new Array<number>(ADJUSTMENT_COUNT).fill(0.5);
const CATEGORICAL = {
  ...startingState(rates),
  styles: { kind: 'categorical' as const, temperature: 1 },
  sliders: { concentration: 1e9, rates },
  lean: { share: 0 },
};

/** Styles far apart in z, so that an edit's draw decides which explains it: as p̂(y | x, s) told by its person. */
function withStyles(made: ReturnType<typeof people>) {
  const { evidence } = made;
  const priorMean = evidence.priorMean.map((_, i) => 3 * (i % STYLES));
  const z = evidence.z.map((_, i) => 3 * (Math.floor(i / STYLES / EDITS) % STYLES));
  return { ...made, evidence: { ...evidence, priorMean, posteriorMean: priorMean, z } };
}

describe('what is gained by knowing a person', () => {
  const made = withStyles(people(12, 0.5));
  const options = { ...made, seed: 1, believe: believer(made.evidence, made.prior, CATEGORICAL) };

  test('is nothing at no edits, and grows to what one style is worth', () => {
    const points = personalisation(options);
    expect(points[0]).toMatchObject({ context: 0, people: 12, gain: 0, harmed: 0 });
    const gains = points.map(({ gain }) => gain);
    expect(gains[7]).toBeGreaterThan(gains[1]);
    // Of three styles, one is left: log 3.
    expect(gains[7]).toBeGreaterThan(0.9);
    expect(gains[7]).toBeLessThan(Math.log(STYLES) + 0.1);
    expect(points[7].harmed).toBe(0);
    expect(points[7].gains.map(({ person }) => person)).toEqual(made.people.map((_, p) => p));
  });

  test('is a loss with somebody else’s edits, and at most nothing with everybody’s', () => {
    expect(personalisation({ ...options, control: 'another' })[7].gain).toBeLessThan(-1);
    expect(personalisation({ ...options, control: 'everybody' })[7].gain).toBeLessThan(0.05);
  });

  test('an oracle knows the same, however many edits are known', () => {
    const oracle = personalisation({ ...options, oracle: true });
    expect(oracle[0].gain).toBeCloseTo(oracle[5].gain, 12);
    expect(oracle[0].gain).toBeGreaterThan(0.9);
  });

  test('leaves out people with too few edits', () => {
    const short = made.people.map((rows, p) => (p === 0 ? rows.slice(0, TARGETS + 3) : rows));
    const points = personalisation({ ...options, people: short });
    expect(points.map(({ people: count }) => count)).toEqual([12, 12, 12, 12, 11, 11, 11, 11]);
  });

  test('habits with sliders are learned: what is always moved, and what never is', () => {
    const habits = people(6, 0.5, 1);
    const state = { ...CATEGORICAL, sliders: { concentration: 1, rates } };
    const points = personalisation({
      ...habits,
      seed: 1,
      believe: believer(habits.evidence, habits.prior, state),
    });
    // Each of eleven sliders goes from a half to nearly sure.
    expect(points[7].gain).toBeGreaterThan(0.8 * 11 * Math.log(2));
    expect(points[1].gain).toBeGreaterThan(0);
  });

  test('the state that is chosen is all but the likeliest that was tried, and no more easily misled than others like it', () => {
    const few = { ...people(4, 0.5, 1) };
    const { state, tried } = choosePersonState(few, rates);
    const best = Math.max(...tried.map(({ gain }) => gain));
    const keyOf = (value: unknown) => JSON.stringify(value);
    const chosen = tried.find((entry) => keyOf(entry.state) === keyOf(state))!;
    expect(chosen.gain).toBeGreaterThanOrEqual(best - GIVEN_UP);
    const lossOf = (other: typeof state) =>
      personalisation({
        ...few,
        seed: 1,
        control: 'everybody',
        believe: believer(few.evidence, few.prior, other),
      })
        .filter(({ people: count }) => count > 0)
        .reduce((sum, { gain }) => sum + Math.abs(gain), 0);
    const alike = tried.filter(
      (entry) =>
        entry.gain >= best - GIVEN_UP && keyOf({ ...entry.state, own: 0 }) === keyOf({ ...state, own: 0 }),
    );
    const losses = alike.map((entry) => lossOf(entry.state));
    expect(lossOf(state)).toBe(Math.min(...losses));
    expect(state.sliders.concentration).toBe(1);
  });

  test('exact potentials are recognised as such, others are not', () => {
    const { evidence, prior } = people(3, 0.5);
    const shifted = evidence.potentials.map((value, i) => value + Math.floor(i / STYLES));
    expect(potentialAccuracy(evidence.potentials, shifted, prior).divergence).toBeCloseTo(0, 9);
    expect(potentialAccuracy(evidence.potentials, shifted, prior).agreement).toBe(1);
    const none = new Float64Array(shifted.length);
    expect(potentialAccuracy(evidence.potentials, none, prior).divergence).toBeGreaterThan(0.3);
  });
});

test('a score is the mixture of what each style says', () => {
  const { evidence, prior } = withStyles(people(2, 0.5));
  const model = { styles: STYLES, latent: 1, prior, person: CATEGORICAL };
  const belief = beliefOf(model, [], { moved: new Float64Array(ADJUSTMENT_COUNT), edits: 0 });
  const each = styleLogDensities(evidence, 70, belief);
  expect(personLogLikelihood(evidence, 70, prior, belief)).toBeCloseTo(
    logSumExp(each.map((value, s) => value + Math.log(prior[s]))),
    9,
  );
});

test('rates of use count each person once', () => {
  const y = new Float32Array(3 * ADJUSTMENT_COUNT);
  y[0] = 0.5;
  y[ADJUSTMENT_COUNT] = 0.5;
  const found = sliderRates(y, [Uint32Array.of(0, 1), Uint32Array.of(2)]);
  expect(found[0]).toBeCloseTo(0.5, 12);
  expect(found[1]).toBeCloseTo(0.02, 12);
});

describe('names of styles', () => {
  const edit = (change: Partial<Record<number, number>>) =>
    Float64Array.from({ length: 11 }, (_, i) => change[i] ?? 0);

  test('say how a style differs from the average, and are all different', () => {
    const styles = nameStyles(
      [
        edit({ 0: 0.4 }),
        edit({ 0: -0.4 }),
        edit({ 2: 0.3 }),
        edit({ 10: -0.5, 9: -0.3 }),
        edit({}),
        edit({}),
      ],
      [0.2, 0.2, 0.2, 0.2, 0.1, 0.1],
    );
    expect(styles[0].words).toContain('warm');
    expect(styles[1].words).toContain('cool');
    expect(styles[2].words[0]).toBe('bright');
    expect(styles[3].words[0]).toBe('muted');
    expect(new Set(styles.map(({ name }) => name)).size).toBe(6);
    expect(styles.every(({ name }) => /^[A-Z]/.test(name))).toBe(true);
  });
});

import { describe, expect, test } from 'vitest';
import { createRng } from '../../../src/core';
import type { DensityTable } from '../../../src/training/evaluate';
import {
  choosePersonState,
  personalisation,
  potentialAccuracy,
  TARGETS,
} from '../../../src/training/personal';
import { nameStyles } from '../../../src/training/style-words';

const STYLES = 3;
const EDITS = 60;

/** People of one style each, whose edits are told apart by noisy densities; π(s | x) says nothing. */
function people(count: number, noise: number) {
  const rng = createRng(4);
  const total = count * EDITS;
  const logDensity = new Float64Array(total * STYLES);
  for (let row = 0; row < total; row++) {
    const own = Math.floor(row / EDITS) % STYLES;
    for (let s = 0; s < STYLES; s++)
      logDensity[row * STYLES + s] = (s === own ? 0 : -3) + noise * rng.normal();
  }
  const densities: DensityTable = {
    edits: total,
    styles: STYLES,
    logDensity,
    logPrior: new Float64Array(total * STYLES).fill(-Math.log(STYLES)),
  };
  const rows = Array.from({ length: count }, (_, p) =>
    Array.from({ length: EDITS }, (_, i) => p * EDITS + i),
  );
  return {
    people: rows,
    densities,
    potentials: logDensity,
    shares: new Float64Array(STYLES).fill(1 / STYLES),
    seed: 1,
  };
}

const CATEGORICAL = { kind: 'categorical', temperature: 1 } as const;

describe('what is gained by knowing a person', () => {
  test('is nothing at no edits, and grows to what one style is worth', () => {
    const points = personalisation({ ...people(12, 0.5), state: CATEGORICAL });
    expect(points[0]).toMatchObject({ context: 0, people: 12, gain: 0, harmed: 0 });
    const gains = points.map(({ gain }) => gain);
    expect(gains[3]).toBeGreaterThan(gains[1]);
    // Of three styles, one is left: about log 3 less what the others gave.
    expect(gains[7]).toBeGreaterThan(0.7);
    expect(gains[7]).toBeLessThan(Math.log(STYLES) + 0.1);
    expect(points[7].harmed).toBe(0);
  });

  test('is a loss with somebody else’s edits', () => {
    const points = personalisation({ ...people(12, 0.5), state: CATEGORICAL, shuffled: true });
    expect(points[7].gain).toBeLessThan(0);
  });

  test('leaves out people with too few edits', () => {
    const all = people(4, 0.5);
    const short = {
      ...all,
      people: all.people.map((rows, p) => (p === 0 ? rows.slice(0, TARGETS + 3) : rows)),
    };
    const points = personalisation({ ...short, state: CATEGORICAL });
    expect(points.map(({ people: count }) => count)).toEqual([4, 4, 4, 4, 3, 3, 3, 3]);
  });

  test('the state that is chosen gains most', () => {
    const { state, tried } = choosePersonState(people(9, 0.5));
    const best = Math.max(...tried.map(({ gain }) => gain));
    expect(tried.find((entry) => entry.state === state)!.gain).toBe(best);
  });

  test('exact potentials are recognised as such, others are not', () => {
    const { densities, shares, potentials } = people(3, 0.5);
    const shifted = potentials.map((value, i) => value + Math.floor(i / STYLES));
    expect(potentialAccuracy(densities, shifted, shares).divergence).toBeCloseTo(0, 9);
    expect(potentialAccuracy(densities, shifted, shares).agreement).toBe(1);
    const none = new Float64Array(potentials.length);
    expect(potentialAccuracy(densities, none, shares).divergence).toBeGreaterThan(0.3);
  });
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

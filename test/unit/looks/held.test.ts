import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRng } from '../../../src/core';
import {
  ADJUSTMENT_COUNT,
  ADJUSTMENT_IDS,
  ADJUSTMENTS,
  type AdjustmentId,
  type AdjustmentsPatch,
  fromModelUnits,
  snap,
  toModelUnits,
} from '../../../src/edit';
import {
  type DrawOptions,
  drawFrom,
  drawHeld,
  type LookSample,
  lookLogDensity,
  parseLooksModel,
  prepareLooks,
  resample,
  weighByLocked,
} from '../../../src/looks';
import { TOLERANCE_IN_MODEL_UNITS } from '../../../src/looks/sample';
import { randomFeatures, randomLooks } from '../../support/models';

const files = randomLooks(11);
const model = parseLooksModel(files.manifest, files.weights);
const context = prepareLooks(model, randomFeatures(1));
const draw = drawFrom(model, context);
const OPTIONS = { count: 64, seed: 5, spread: 1, person: undefined };

/** Some sliders, each at any of its steps. */
const lockedValues: fc.Arbitrary<AdjustmentsPatch> = fc
  .subarray([...ADJUSTMENTS], { minLength: 1 })
  .chain((rows) =>
    fc
      .tuple(...rows.map((row) => fc.double({ min: row.min, max: row.max, noNaN: true })))
      .map((values) => Object.fromEntries(rows.map((row, i) => [row.id, snap(row, values[i])]))),
  );

/** Slider i is TIES[i] · z and a little noise, z being N(0, 1). */
const TIES = [0.3, -0.25, 0.1, 0, 0.4, -0.4, 0.2, 0.2, 0.1, 0.3, -0.3];
const NOISE = 0.05;

function tied(count: number, seed: number, moved = 1): LookSample[] {
  const rng = createRng(seed);
  return Array.from({ length: count }, () => {
    const z = rng.normal();
    const mean = Float64Array.from(TIES, (tie) => tie * z);
    const y = mean.map((value) => Math.max(-1, Math.min(1, value)));
    return {
      y,
      adjustments: fromModelUnits(y),
      z: Float64Array.of(z),
      style: 0,
      weight: 1,
      mean,
      deviation: new Float64Array(ADJUSTMENT_COUNT).fill(NOISE),
      moved: new Float64Array(ADJUSTMENT_COUNT).fill(moved),
    };
  });
}

const drawTied = async ({ count, seed }: DrawOptions) => tied(count, seed);
const average = (samples: readonly LookSample[], weights: Float64Array, i: number) =>
  samples.reduce((sum, { mean }, j) => sum + weights[j] * mean[i], 0);

describe('samples with locked values', () => {
  test('have them, to the digit, whatever is locked', async () => {
    await fc.assert(
      fc.asyncProperty(lockedValues, fc.integer(), async (locked, seed) => {
        const { samples, likelihood } = await drawHeld(draw, { ...OPTIONS, seed }, locked);
        for (const { adjustments, y } of samples) {
          const units = toModelUnits(adjustments);
          ADJUSTMENT_IDS.forEach((id, i) => {
            if (locked[id] === undefined) return;
            expect(adjustments[id]).toBe(locked[id]);
            expect(y[i]).toBe(units[i]);
          });
        }
        expect(likelihood.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
      }),
      { numRuns: 25 },
    );
  });

  test('without locks are one draw, as it came', async () => {
    const asked: DrawOptions[] = [];
    const held = await drawHeld(
      (options) => {
        asked.push(options);
        return draw(options);
      },
      OPTIONS,
      {},
    );
    expect(asked).toEqual([OPTIONS]);
    expect(held.samples).toEqual(await draw(OPTIONS));
    expect(held.effective).toBe(64);
  });

  test('free sliders go with the locked one as a Gaussian says that is tied to them', () => {
    const samples = tied(20_000, 3);
    const tolerance = 0.12;
    for (const [locked, sign] of [
      [{ temp: 30 }, 1],
      [{ temp: -30 }, -1],
    ] as const) {
      const { likelihood } = weighByLocked(samples, locked);
      const evidence = TIES[0] ** 2 + NOISE ** 2 + tolerance ** 2;
      const z = (TIES[0] * sign * 0.3) / evidence;
      TIES.forEach((tie, i) => void expect(average(samples, likelihood, i)).toBeCloseTo(tie * z, 2));
    }
  });

  test('and the proposals themselves move with it', async () => {
    const means = async (locked: AdjustmentsPatch, id: AdjustmentId) => {
      const held = resample(await drawHeld(drawTied, OPTIONS, locked), 64);
      const total = held.reduce((sum, { weight }) => sum + weight, 0);
      return held.reduce((sum, { sample, weight }) => sum + (weight / total) * sample.adjustments[id], 0);
    };
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 20, max: 60 }), async (temp) => {
        const free = await means({}, 'highlights');
        expect(await means({ temp }, 'highlights')).toBeGreaterThan(free + 5);
        expect(await means({ temp: -temp }, 'highlights')).toBeLessThan(free - 5);
        expect(await means({ temp }, 'shadows')).toBeLessThan((await means({ temp: -temp }, 'shadows')) - 10);
      }),
      { numRuns: 10 },
    );
  });

  test('a slider locked at 0 speaks for those who leave it alone', () => {
    const samples = [...tied(200, 1, 1), ...tied(200, 1, 0)];
    const { likelihood } = weighByLocked(samples, { exposure: 0 });
    const untouched = likelihood.slice(200).reduce((sum, share) => sum + share, 0);
    expect(untouched).toBeGreaterThan(0.5);
    const far = weighByLocked(samples, { exposure: 2 });
    expect(far.likelihood.slice(200).reduce((sum, share) => sum + share, 0)).toBeLessThan(1e-4);
  });

  test('values that few would choose are drawn for more often, and leave a choice', async () => {
    const counts: number[] = [];
    const counting = async (options: DrawOptions) => {
      counts.push(options.count);
      return drawTied(options);
    };
    const usual = await drawHeld(counting, OPTIONS, { contrast: 0 });
    expect([counts, usual.effective >= 20]).toEqual([[64], true]);
    const strange = await drawHeld(counting, OPTIONS, { temp: 90, highlights: 100 });
    expect(counts).toEqual([64, 64, 192]);
    expect(strange.samples).toHaveLength(256);
    expect(strange.effective).toBeGreaterThanOrEqual(20);
  });

  test('resampling keeps shares within one draw of what they are worth', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0.001, max: 1, noNaN: true }), { minLength: 3 }), (raw) => {
        const total = raw.reduce((sum, value) => sum + value, 0);
        const likelihood = Float64Array.from(raw, (value) => value / total);
        const samples = tied(raw.length, 2);
        const drawn = resample({ samples, likelihood, effective: 1 }, 64);
        // Those from outside the taste count as little as without locks.
        const light = samples.map((sample) => ({ ...sample, weight: 0.25 }));
        expect(
          resample({ samples: light, likelihood, effective: 1 }, 64).map(({ weight }) => weight),
        ).toEqual(drawn.map(({ weight }) => weight / 4));
        expect(drawn.reduce((sum, { weight }) => sum + weight, 0)).toBe(64);
        for (const { sample, weight } of drawn) {
          expect(Math.abs(weight - 64 * likelihood[samples.indexOf(sample)])).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});

describe('the density of a look', () => {
  test('is that of the Gaussian that the samples are of, blurred, and knows no order or scale of weights', () => {
    const samples = tied(20_000, 3);
    const heavier = samples.toReversed().map((sample) => ({ ...sample, weight: 7 }));
    const variances = TOLERANCE_IN_MODEL_UNITS.map((tolerance) => tolerance ** 2 + NOISE ** 2);
    const evidence = 1 + TIES.reduce((sum, tie, i) => sum + tie ** 2 / variances[i], 0);
    for (const z of [-1, 0, 0.5, 1.5]) {
      const y = Float64Array.from(TIES, (tie) => tie * z);
      // N(0, TIES TIESᵀ + diag(variances)), by the matrix determinant lemma and Sherman and Morrison's formula.
      const [own, shared] = y.reduce(
        ([a, b], value, i) => [a + value ** 2 / variances[i], b + (value * TIES[i]) / variances[i]],
        [0, 0],
      );
      const logDeterminant = Math.log(evidence) + variances.reduce((sum, value) => sum + Math.log(value), 0);
      const expected =
        -0.5 * (own - shared ** 2 / evidence + logDeterminant + ADJUSTMENT_COUNT * Math.log(2 * Math.PI));
      expect(lookLogDensity(samples, y)).toBeCloseTo(expected, 1);
      expect(lookLogDensity(heavier, y)).toBeCloseTo(lookLogDensity(samples, y), 8);
    }
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clusteredEstimate, createRng, estimate } from '../../../src/core';
import { ADJUSTMENT_COUNT } from '../../../src/edit';
import {
  BINS,
  histogram,
  jensenShannon,
  marginal,
  marginalDivergences,
} from '../../../src/evaluation/marginals';
import { bestErrors, createDarkroom, PICKED, pickedErrors } from '../../../src/evaluation/pictures';
import { toSteps } from '../../../src/training/edit-model';

const distribution = fc
  .array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 6, maxLength: 6 })
  .filter((weights) => weights.some((weight) => weight > 0.01))
  .map((weights) => {
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return weights.map((weight) => weight / total);
  });

describe('the Jensen-Shannon divergence', () => {
  test('is symmetric, between 0 and 1 bit, and 0 for the same', () => {
    fc.assert(
      fc.property(distribution, distribution, (p, q) => {
        const divergence = jensenShannon(p, q);
        expect(divergence).toBeCloseTo(jensenShannon(q, p), 12);
        // The entropy of the mean less the mean of the entropies.
        const entropy = (r: readonly number[]) =>
          -r.reduce((sum, x) => sum + (x > 0 ? x * Math.log2(x) : 0), 0);
        const middle = p.map((value, i) => (value + q[i]) / 2);
        expect(divergence).toBeCloseTo(entropy(middle) - (entropy(p) + entropy(q)) / 2, 9);
        expect(divergence).toBeLessThanOrEqual(1 + 1e-12);
        expect(jensenShannon(p, p)).toBeCloseTo(0, 12);
      }),
    );
  });

  test('is 1 bit for what shares nothing, and known for a coin', () => {
    expect(jensenShannon([1, 0], [0, 1])).toBeCloseTo(1, 12);
    expect(jensenShannon([1, 0], [0.5, 0.5])).toBeCloseTo(0.3112781, 6);
  });

  test('counts each slider in its own bins, the ends included', () => {
    const y = new Float64Array(22);
    y[0] = -1;
    y[11] = 1;
    const bins = marginal(y, 0);
    expect([bins[0], bins[BINS - 1]]).toEqual([0.5, 0.5]);
    expect(marginal(y, 1)[BINS / 2]).toBe(1);
    const divergences = marginalDivergences(y, new Float64Array(22));
    expect(divergences[0]).toBeCloseTo(1, 12);
    expect(divergences[1]).toBe(0);
  });
});

test('a setting falls in the same bin whether it is read from a set or drawn, and bins are alike', () => {
  const counts = new Map<number, number>();
  for (let step = -100; step <= 100; step++) {
    const drawn = toSteps(new Float64Array(ADJUSTMENT_COUNT).fill(step / 100));
    for (let slider = 0; slider < ADJUSTMENT_COUNT; slider++) {
      expect(histogram(Float32Array.from(drawn), slider)).toEqual(histogram(drawn, slider));
    }
    const bin = histogram(drawn, 3).indexOf(1);
    counts.set(bin, (counts.get(bin) ?? 0) + 1);
  }
  // The last has the end too.
  expect([...counts.values()]).toEqual([...new Array(BINS - 1).fill(4), 5]);
});

describe('estimates', () => {
  test('use Student’s t for few values', () => {
    const { mean, interval } = estimate([1, 2, 3, 4, 5]);
    expect(mean).toBe(3);
    // 2.776 · √2.5 / √5.
    expect(interval).toBeCloseTo(1.96, 1);
    expect(estimate([7]).interval).toBeNaN();
  });

  test('cover the truth about as often as they say', () => {
    const rng = createRng(5);
    let covered = 0;
    for (let trial = 0; trial < 2000; trial++) {
      const { mean, interval } = estimate(Array.from({ length: 6 }, () => rng.normal()));
      if (Math.abs(mean) <= interval) covered += 1;
    }
    expect(covered / 2000).toBeGreaterThan(0.935);
    expect(covered / 2000).toBeLessThan(0.965);
  });

  test('is Student’s for a few dozen values too', () => {
    const values = Array.from({ length: 26 }, (_, i) => (i % 2 === 0 ? 1 : -1));
    // 2.060 for 25 degrees, where the normal has 1.960.
    expect(estimate(values).interval).toBeCloseTo(2.0595 / Math.sqrt(25), 3);
  });

  test('edits that repeat a person’s say nothing more', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 2, maxLength: 40 }),
        fc.integer({ min: 1, max: 5 }),
        (values, times) => {
          const each = values.flatMap((value, person) =>
            Array.from({ length: times }, () => ({ value, person })),
          );
          const repeated = clusteredEstimate(
            each.map(({ value }) => value),
            each.map(({ person }) => person),
          );
          const { mean, interval } = estimate(values);
          expect(repeated.mean).toBeCloseTo(mean, 9);
          expect(repeated.interval).toBeCloseTo(interval, 9);
        },
      ),
    );
  });
});

describe('proposals as pictures', () => {
  const raster = {
    width: 12,
    height: 8,
    space: 'srgb' as const,
    data: Uint8ClampedArray.from({ length: 12 * 8 * 4 }, (_, i) => (i % 4 === 3 ? 255 : (i * 37) % 256)),
  };
  const darkroom = createDarkroom(new Map([[3, raster]]));
  const kept = Float64Array.from({ length: 11 }, (_, i) => (i === 2 ? 0.1 : 0));

  test('the best of more proposals is no worse, and nothing is better than the edit itself', () => {
    const rng = createRng(2);
    const proposed = Float64Array.from({ length: 10 * 11 }, () => 0.3 * rng.normal());
    proposed.set(kept, 5 * 11);
    const errors = bestErrors(darkroom, [3], kept, proposed);
    expect([...errors.keys()]).toEqual([1, 3, 10]);
    const by = (best: number) => errors.get(best)![0];
    expect(by(1).e76).toBeGreaterThanOrEqual(by(3).e76);
    expect(by(3).e00).toBeGreaterThan(0);
    expect(by(10)).toEqual({ e76: 0, e00: 0 });
  });

  test('three are picked among a photo’s draws once, whosever edits they are compared with', () => {
    const rng = createRng(3);
    const drawn = Float64Array.from({ length: 24 * 11 }, () => 0.3 * rng.normal());
    const asked: number[] = [];
    const kept3 = new Float64Array(3 * 11);
    kept3.set(kept);
    kept3.set(kept, 22);
    const errors = pickedErrors(darkroom, [3, 3, 3], kept3, (photo) => {
      asked.push(photo);
      return drawn;
    });
    expect(asked).toEqual([3]);
    expect(errors[2]).toEqual(errors[0]);
    // As near as three of the draws come, and no nearer than all of them.
    const all = bestErrors(darkroom, [3], kept, drawn.slice(0, 20 * 11)).get(20)![0];
    const oneByOne = Array.from(
      { length: 24 },
      (_, i) => bestErrors(darkroom, [3], kept, drawn.slice(i * 11, i * 11 + 11)).get(1)![0],
    );
    expect(oneByOne.map(({ e76 }) => e76)).toContain(errors[0].e76);
    expect(errors[0].e76).toBeGreaterThanOrEqual(Math.min(all.e76, ...oneByOne.map(({ e76 }) => e76)));
  });

  test('of draws that are all one edit that one is picked', () => {
    const drawn = Float64Array.from({ length: 8 * 11 }, (_, i) => kept[i % 11]);
    expect(PICKED).toBe(3);
    expect(pickedErrors(darkroom, [3], kept, () => drawn)).toEqual([{ e76: 0, e00: 0 }]);
  });

  test('photos without a picture are not judged by it', () => {
    expect(darkroom.has(3)).toBe(true);
    expect(darkroom.has(4)).toBe(false);
  });
});

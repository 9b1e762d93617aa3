import { describe, expect, test } from 'vitest';
import { createRng } from '../../../src/core';
import { ADJUSTMENT_COUNT, ADJUSTMENTS, NEUTRAL } from '../../../src/edit';
import { DENSITY_POINTS, type HeldSamples, type LookSample, sliderDensities } from '../../../src/looks';

const fill = (value: number) => new Float64Array(ADJUSTMENT_COUNT).fill(value);

function sample(mean: number, deviation: number, moved: number, weight = 1): LookSample {
  return {
    y: fill(mean),
    adjustments: NEUTRAL,
    z: fill(0),
    style: 0,
    weight,
    mean: fill(mean),
    deviation: fill(deviation),
    moved: fill(moved),
  };
}

function held(samples: readonly LookSample[], likelihood?: readonly number[]): HeldSamples {
  return {
    samples,
    likelihood: Float64Array.from(likelihood ?? samples.map(() => 1 / samples.length)),
    effective: samples.length,
  };
}

const peak = (curve: Float32Array) => -1 + (2 * curve.indexOf(Math.max(...curve))) / (DENSITY_POINTS - 1);

describe("a slider's density", () => {
  test('is where its mixture is, with what is left at 0 apart', () => {
    const { temp, exposure } = sliderDensities(held([sample(0.4, 0.1, 0.9), sample(0.4, 0.1, 0.7)]), {});
    expect(temp?.curve).toHaveLength(DENSITY_POINTS);
    expect(peak(temp!.curve)).toBeCloseTo(0.4, 5);
    expect(Math.max(...temp!.curve)).toBe(1);
    expect(temp?.atZero).toBeCloseTo(0.2, 9);
    expect(exposure?.atZero).toBeCloseTo(0.2, 9);
  });

  test('says between what two in three would set it, as draws from the mixture do', () => {
    const mixture = [
      { mean: -0.3, deviation: 0.15, moved: 0.8, share: 0.5 },
      { mean: 0.25, deviation: 0.2, moved: 0.4, share: 0.3 },
      { mean: 0.6, deviation: 0.1, moved: 1, share: 0.2 },
    ];
    const densities = sliderDensities(
      held(
        mixture.map(({ mean, deviation, moved }) => sample(mean, deviation, moved)),
        mixture.map(({ share }) => share),
      ),
      {},
    );
    const rng = createRng(1);
    const draws = Array.from({ length: 40_000 }, () => {
      const part = mixture[rng.categorical(mixture.map(({ share }) => share))];
      return rng.uniform() < part.moved ? part.mean + part.deviation * rng.normal() : 0;
    }).sort((a, b) => a - b);
    for (const row of ADJUSTMENTS) {
      const { low, high } = densities[row.id]!;
      // The curve is a little wider than the mixture: it is smoothed by half a tolerance.
      expect(Math.abs(low / row.max - draws[Math.round(draws.length / 6)])).toBeLessThan(0.04);
      expect(Math.abs(high / row.max - draws[Math.round((draws.length * 5) / 6)])).toBeLessThan(0.04);
    }
  });

  test('a slider that nearly all leave at 0 is usually left at 0', () => {
    const { clarity } = sliderDensities(held([sample(0.5, 0.1, 0.1)]), {});
    expect([clarity?.low, clarity?.high]).toEqual([0, 0]);
    const untouched = sliderDensities(held([sample(0.5, 0.1, 0)]), {}).clarity;
    expect(untouched?.curve.every(Number.isFinite)).toBe(true);
    expect([untouched?.low, untouched?.high, untouched?.atZero]).toEqual([0, 0, 1]);
  });

  test('follows likelihood and taste, and leaves locked sliders out', () => {
    const pair = [sample(-0.5, 0.1, 1), sample(0.5, 0.1, 1)];
    expect(peak(sliderDensities(held(pair, [0.9, 0.1]), {}).temp!.curve)).toBeCloseTo(-0.5, 5);
    expect(peak(sliderDensities(held(pair, [0.1, 0.9]), {}).temp!.curve)).toBeCloseTo(0.5, 5);
    const [left, right] = pair;
    const outside = held([{ ...left, weight: 0.01 }, right], [0.9, 0.1]);
    expect(peak(sliderDensities(outside, {}).temp!.curve)).toBeCloseTo(0.5, 5);
    const locked = sliderDensities(held(pair), { temp: 20 });
    expect(locked.temp).toBeUndefined();
    expect(Object.keys(locked)).toHaveLength(ADJUSTMENT_COUNT - 1);
  });
});

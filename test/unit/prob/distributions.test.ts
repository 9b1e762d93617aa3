import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRng } from '../../../src/core';
import {
  categoricalEntropy,
  categoricalExpectedStatistics,
  categoricalKl,
  categoricalLogDensity,
  categoricalLogZ,
  dirichletExpectedStatistics,
  dirichletKl,
  dirichletLogDensity,
  dirichletLogZ,
  dirichletMean,
  gaussianExpectedStatistics,
  gaussianFromNatural,
  gaussianKl,
  gaussianLogDensity,
  gaussianLogZ,
  gaussianToNatural,
  mixtureLogDensity,
  mixtureResponsibilities,
  multiplyGaussians,
  sampleCategorical,
  sampleDirichlet,
  sampleGaussian,
  sampleMixture,
  softmax,
} from '../../../src/prob';

const real = fc.double({ min: -3, max: 3, noNaN: true });
const positive = fc.double({ min: 0.1, max: 5, noNaN: true });
const vector = (value: fc.Arbitrary<number>, size = 3) =>
  fc.array(value, { minLength: size, maxLength: size }).map((list) => Float64Array.from(list));
const gaussian = fc.record({ mean: vector(real), variance: vector(positive) });

/** Central difference of f along one coordinate. */
function slope(f: (at: Float64Array) => number, at: Float64Array, i: number): number {
  const step = 1e-5 * Math.max(1, Math.abs(at[i]));
  const moved = (by: number) => at.map((value, j) => (j === i ? value + by : value));
  return (f(moved(step)) - f(moved(-step))) / (2 * step);
}

/** Trapezoids over [from, to]. */
function integrate(f: (at: number) => number, from: number, to: number, steps = 4000): number {
  let sum = 0;
  for (let i = 0; i <= steps; i++) {
    sum += f(from + ((to - from) * i) / steps) * (i === 0 || i === steps ? 0.5 : 1);
  }
  return (sum * (to - from)) / steps;
}

describe('diagonal Gaussian', () => {
  test('natural and standard parameters are inverses', () => {
    fc.assert(
      fc.property(gaussian, (g) => {
        const back = gaussianFromNatural(gaussianToNatural(g));
        back.mean.forEach((value, i) => void expect(value).toBeCloseTo(g.mean[i], 9));
        back.variance.forEach((value, i) => void expect(value).toBeCloseTo(g.variance[i], 9));
      }),
    );
  });

  test('expected statistics are the gradient of logZ', () => {
    fc.assert(
      fc.property(gaussian, (g) => {
        const natural = gaussianToNatural(g);
        const { first, second } = gaussianExpectedStatistics(natural);
        for (let i = 0; i < 3; i++) {
          expect(slope((linear) => gaussianLogZ({ ...natural, linear }), natural.linear, i)).toBeCloseTo(
            first[i],
            4,
          );
          expect(
            slope((quadratic) => gaussianLogZ({ ...natural, quadratic }), natural.quadratic, i),
          ).toBeCloseTo(second[i], 2);
        }
      }),
    );
  });

  test('the density is exp(natural · statistics - logZ), and integrates to 1', () => {
    fc.assert(
      fc.property(gaussian, vector(real), (g, z) => {
        const natural = gaussianToNatural(g);
        const inner = z.reduce((sum, v, i) => sum + natural.linear[i] * v + natural.quadratic[i] * v * v, 0);
        expect(gaussianLogDensity(g, z)).toBeCloseTo(inner - gaussianLogZ(natural), 8);
      }),
    );
    const one = { mean: Float64Array.of(0.7), variance: Float64Array.of(1.8) };
    expect(integrate((at) => Math.exp(gaussianLogDensity(one, [at])), -15, 15)).toBeCloseTo(1, 8);
  });

  test('KL is 0 to itself, positive to others, and what integration says', () => {
    fc.assert(
      fc.property(gaussian, gaussian, (p, q) => {
        expect(gaussianKl(p, p)).toBeCloseTo(0, 12);
        expect(gaussianKl(p, q)).toBeGreaterThanOrEqual(-1e-12);
      }),
    );
    const p = { mean: Float64Array.of(0.3), variance: Float64Array.of(0.5) };
    const q = { mean: Float64Array.of(-0.6), variance: Float64Array.of(1.4) };
    const byIntegral = integrate(
      (at) =>
        Math.exp(gaussianLogDensity(p, [at])) * (gaussianLogDensity(p, [at]) - gaussianLogDensity(q, [at])),
      -10,
      10,
    );
    expect(gaussianKl(p, q)).toBeCloseTo(byIntegral, 7);
  });

  test('a product of densities is proportional to the product', () => {
    fc.assert(
      fc.property(gaussian, gaussian, vector(real), vector(real), (p, q, a, b) => {
        const both = gaussianFromNatural(multiplyGaussians(gaussianToNatural(p), gaussianToNatural(q)));
        const ratio = (z: Float64Array) =>
          gaussianLogDensity(both, z) - gaussianLogDensity(p, z) - gaussianLogDensity(q, z);
        expect(ratio(a)).toBeCloseTo(ratio(b), 6);
      }),
    );
  });

  test('samples have the mean and variance they should', () => {
    const g = { mean: Float64Array.of(2, -1), variance: Float64Array.of(0.25, 4) };
    const rng = createRng(5);
    const draws = Array.from({ length: 20_000 }, () => sampleGaussian(g, rng));
    for (const i of [0, 1]) {
      const mean = draws.reduce((sum, z) => sum + z[i], 0) / draws.length;
      const variance = draws.reduce((sum, z) => sum + (z[i] - mean) ** 2, 0) / draws.length;
      expect(Math.abs(mean - g.mean[i])).toBeLessThan(0.05 * Math.sqrt(g.variance[i]));
      expect(variance / g.variance[i]).toBeCloseTo(1, 1);
    }
  });
});

describe('categorical', () => {
  test('expected statistics are the gradient of logZ and sum to 1', () => {
    fc.assert(
      fc.property(vector(real, 5), (natural) => {
        const expected = categoricalExpectedStatistics(natural);
        expect(expected.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 12);
        expected.forEach((value, i) => {
          expect(slope(categoricalLogZ, natural, i)).toBeCloseTo(value, 6);
          expect(Math.exp(categoricalLogDensity(natural, i))).toBeCloseTo(value, 12);
        });
      }),
    );
  });

  test('KL is never negative, entropy lies between 0 and log n', () => {
    fc.assert(
      fc.property(vector(real, 4), vector(real, 4), (a, b) => {
        const [p, q] = [softmax(a), softmax(b)];
        expect(categoricalKl(p, p)).toBeCloseTo(0, 12);
        // Cross-entropy less entropy, which no distribution makes negative.
        const crossed = -p.reduce((sum, value, i) => sum + value * Math.log(q[i]), 0);
        expect(crossed).toBeGreaterThanOrEqual(categoricalEntropy(p) - 1e-12);
        expect(categoricalKl(p, q)).toBeCloseTo(crossed - categoricalEntropy(p), 9);
        expect(categoricalEntropy(p)).toBeLessThanOrEqual(Math.log(4) + 1e-12);
      }),
    );
    expect(categoricalKl([0.5, 0.5], [1, 0])).toBe(Number.POSITIVE_INFINITY);
    expect(categoricalEntropy([1, 0, 0])).toBe(0);
  });

  test('samples come as often as they should', () => {
    const natural = Float64Array.from([0.2, 0.5, 0.3], Math.log);
    const rng = createRng(1);
    const counts = [0, 0, 0];
    for (let i = 0; i < 20_000; i++) counts[sampleCategorical(natural, rng)] += 1;
    expect(counts[0] / 20_000).toBeCloseTo(0.2, 1);
    expect(counts[1] / 20_000).toBeCloseTo(0.5, 1);
  });
});

describe('Dirichlet', () => {
  test('expected statistics are the gradient of logZ', () => {
    fc.assert(
      fc.property(vector(positive, 4), (counts) => {
        dirichletExpectedStatistics(counts).forEach((value, i) => {
          expect(slope(dirichletLogZ, counts, i)).toBeCloseTo(value, 4);
        });
      }),
    );
  });

  test('the density integrates to 1 over two outcomes', () => {
    const counts = Float64Array.of(2.5, 1.7);
    expect(integrate((p) => Math.exp(dirichletLogDensity(counts, [p, 1 - p])), 1e-9, 1 - 1e-9)).toBeCloseTo(
      1,
      4,
    );
  });

  test('KL is 0 to itself and positive to others', () => {
    fc.assert(
      fc.property(vector(positive, 3), vector(positive, 3), (a, b) => {
        expect(dirichletKl(a, a)).toBeCloseTo(0, 10);
        expect(dirichletKl(a, b)).toBeGreaterThanOrEqual(-1e-9);
      }),
    );
  });

  test('samples sum to 1 and average to the mean, small counts included', () => {
    const counts = Float64Array.of(0.4, 2, 5);
    const rng = createRng(9);
    const sums = [0, 0, 0];
    for (let i = 0; i < 5000; i++) {
      const draw = sampleDirichlet(counts, rng);
      expect(draw.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 12);
      draw.forEach((value, k) => {
        sums[k] += value / 5000;
      });
    }
    dirichletMean(counts).forEach((value, k) => void expect(Math.abs(sums[k] - value)).toBeLessThan(0.01));
  });
});

describe('mixture', () => {
  const mixture = {
    weights: Float64Array.of(0.3, 0.7),
    components: [
      { mean: Float64Array.of(-2), variance: Float64Array.of(0.5) },
      { mean: Float64Array.of(1), variance: Float64Array.of(2) },
    ],
  };

  test('integrates to 1', () => {
    expect(integrate((at) => Math.exp(mixtureLogDensity(mixture, [at])), -20, 20)).toBeCloseTo(1, 8);
  });

  test('responsibilities follow Bayes', () => {
    const at = [-0.5];
    const [first] = mixtureResponsibilities(mixture, at);
    const own = mixture.weights[0] * Math.exp(gaussianLogDensity(mixture.components[0], at));
    expect(first).toBeCloseTo(own / Math.exp(mixtureLogDensity(mixture, at)), 12);
  });

  test('samples come from the components in proportion', () => {
    const rng = createRng(3);
    let first = 0;
    for (let i = 0; i < 10_000; i++) if (sampleMixture(mixture, rng).component === 0) first += 1;
    expect(first / 10_000).toBeCloseTo(0.3, 1);
  });
});

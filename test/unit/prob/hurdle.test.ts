import { describe, expect, test } from 'vitest';
import { gaussianLogDensity, type Hurdle, hurdleLogDensity, withZeros } from '../../../src/prob';

const some: Hurdle = { moved: 0.6, mean: 0.2, variance: 0.09, half: 0.005 };

/** ∫ exp(log density) from -1 to 1.4, in steps that fall on the box's edges. */
function mass(hurdle: Hurdle, blur: number): number {
  const width = 1 / 20_000;
  let sum = 0;
  for (let i = -20_000; i < 28_000; i++) {
    sum += width * Math.exp(hurdleLogDensity(hurdle, (i + 0.5) * width, blur));
  }
  return sum;
}

describe('a slider that is left at 0 or set', () => {
  test('has a density that integrates to 1, blurred or not', () => {
    expect(mass(some, 0)).toBeCloseTo(1, 3);
    expect(mass(some, 0.05)).toBeCloseTo(1, 3);
  });

  test('has its whole hurdle within half a step of 0', () => {
    const surely = { ...some, moved: 1e-12 };
    expect(hurdleLogDensity(surely, 0)).toBeCloseTo(-Math.log(0.01), 6);
    expect(hurdleLogDensity(surely, 0.005)).toBeCloseTo(-Math.log(0.01), 6);
    expect(hurdleLogDensity(surely, 0.0051)).toBeLessThan(-20);
  });

  test('is a Gaussian where everything is moved, also at 0', () => {
    const gaussian = {
      mean: Float64Array.of(some.mean),
      variance: Float64Array.of(some.variance),
    };
    for (const value of [-0.4, 0, 0.003, 0.7]) {
      const plain = gaussianLogDensity(gaussian, [value]);
      expect(hurdleLogDensity({ ...some, moved: 1 }, value)).toBeCloseTo(plain, 12);
      expect(hurdleLogDensity({ ...some, moved: 0.25 }, 0.7)).toBeCloseTo(
        gaussianLogDensity(gaussian, [0.7]) + Math.log(0.25),
        12,
      );
    }
  });

  test('blurring a box of a step is blurring a Gaussian of its variance', () => {
    const box = { ...some, moved: 1e-12, half: 0.05 };
    const blurred = Math.exp(hurdleLogDensity(box, 0.1, 0.08));
    let exact = 0;
    for (let i = 0; i < 1000; i++) {
      const at = -0.05 + ((i + 0.5) * 0.1) / 1000;
      exact += Math.exp(-0.5 * ((0.1 - at) / 0.08) ** 2) / (0.08 * Math.sqrt(2 * Math.PI)) / 1000;
    }
    expect(blurred / exact).toBeGreaterThan(0.97);
    expect(blurred / exact).toBeLessThan(1.03);
  });

  test('is read as its value and whether it is 0', () => {
    expect([...withZeros([0, 0.3, -0.004], [0.005, 0.005, 0.005])]).toEqual([0, 0.3, -0.004, 1, 0, 1]);
  });
});

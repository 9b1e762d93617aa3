import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitLine } from '../../bench/fit';

const sizes = [1, 2, 12, 24, 60, 100];

describe('fitLine', () => {
  it('finds any line again', () => {
    const positive = fc.double({ min: 0.1, max: 1000, noNaN: true });
    fc.assert(
      fc.property(positive, positive, (slope, intercept) => {
        const fit = fitLine(sizes.map((x) => [x, intercept + slope * x]));
        expect(fit.slope).toBeCloseTo(slope, 5);
        expect(fit.intercept).toBeCloseTo(intercept, 5);
        expect(fit.rSquared).toBeCloseTo(1, 9);
        expect(fit.largestDeviation).toBeLessThan(1e-6);
      }),
    );
  });

  it('shows a cost that is not linear', () => {
    const fit = fitLine(sizes.map((x) => [x, x ** 1.2]));
    expect(fit.largestDeviation).toBeGreaterThan(0.1);
  });

  it('wants two points', () => {
    expect(() => fitLine([[1, 2]])).toThrow('two points');
  });
});

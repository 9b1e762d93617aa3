import { expect, test } from 'vitest';
import { leastSquares } from '../../../../src/training/simulate/least-squares';

const problem = (over: Partial<Parameters<typeof leastSquares>[0]> = {}) => ({
  // Rosenbrock's valley: the least is at (1, 1).
  residuals(v: Float64Array, out: Float64Array) {
    out[0] = 10 * (v[1] - v[0] * v[0]);
    out[1] = 1 - v[0];
  },
  residualCount: 2,
  start: Float64Array.of(-1.2, 1),
  lower: Float64Array.of(-5, -5),
  upper: Float64Array.of(5, 5),
  step: 1e-4,
  maxIterations: 200,
  tolerance: 1e-12,
  ...over,
});

test('finds the end of a curved valley', () => {
  const { v, cost } = leastSquares(problem());
  expect(v[0]).toBeCloseTo(1, 2);
  expect(v[1]).toBeCloseTo(1, 2);
  expect(cost).toBeLessThan(1e-4);
});

test('stays within the bounds', () => {
  const { v } = leastSquares(problem({ upper: Float64Array.of(0.5, 5) }));
  expect(v[0]).toBeLessThanOrEqual(0.5);
  expect(v[0]).toBeCloseTo(0.5, 2);
  expect(v[1]).toBeCloseTo(0.25, 2);
});

test('never ends worse than it began, and counts what it cost', () => {
  for (const start of [Float64Array.of(3, -3), Float64Array.of(0, 0), Float64Array.of(-4, 4)]) {
    const out = new Float64Array(2);
    let calls = 0;
    const counted = problem({ start, maxIterations: 3 });
    const { residuals } = counted;
    residuals(start, out);
    const solved = leastSquares({
      ...counted,
      residuals(v, r) {
        calls++;
        residuals(v, r);
      },
    });
    expect(solved.cost).toBeLessThanOrEqual(out[0] ** 2 + out[1] ** 2);
    expect(solved.evaluations).toBe(calls);
  }
});

test('a Jacobian from a problem nearby saves evaluations', () => {
  const linear = (goal: number) => ({
    ...problem({ start: Float64Array.of(0, 0), tolerance: 1e-6 }),
    residuals(v: Float64Array, out: Float64Array) {
      out[0] = 2 * v[0] + v[1] - goal;
      out[1] = v[0] - 3 * v[1];
    },
  });
  const first = leastSquares(linear(1));
  const fresh = leastSquares(linear(2));
  const warm = leastSquares({ ...linear(2), jacobian: first.jacobian });
  expect(warm.cost).toBeLessThan(1e-4);
  expect(warm.evaluations).toBeLessThan(fresh.evaluations);
});

test('nothing to move is solved at once', () => {
  const empty = new Float64Array(0);
  const solved = leastSquares({
    ...problem(),
    start: empty,
    lower: empty,
    upper: empty,
    residuals: (_, out) => out.fill(2),
  });
  expect(solved.cost).toBe(8);
  expect(solved.evaluations).toBe(1);
});

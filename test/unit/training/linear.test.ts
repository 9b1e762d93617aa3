import { describe, expect, test } from 'vitest';
import { createRng } from '../../../src/core';
import { fitRidge, kMeans, residuals, solveCholesky } from '../../../src/training/linear';

describe('linear fits', () => {
  test('Cholesky solves a positive definite system', () => {
    const a = Float64Array.of(4, 1, 0.5, 1, 3, 0.2, 0.5, 0.2, 2);
    const x = [1, -2, 0.5];
    const b = Float64Array.from({ length: 3 }, (_, i) =>
      x.reduce((sum, value, j) => sum + a[i * 3 + j] * value, 0),
    );
    solveCholesky(a.slice(), b, 3, 1).forEach((value, i) => void expect(value).toBeCloseTo(x[i], 10));
  });

  test('ridge finds the coefficients and the constant, and leaves no residual on linear data', () => {
    const rng = createRng(1);
    const rows = 200;
    const x = Float32Array.from({ length: rows * 2 }, () => rng.normal());
    const y = Float32Array.from({ length: rows }, (_, r) => 2 * x[r * 2] - 3 * x[r * 2 + 1] + 0.5);
    const { coefficients } = fitRidge(x, y, rows, 1e-9);
    [2, -3, 0.5].forEach((value, i) => void expect(coefficients[i]).toBeCloseTo(value, 4));
    expect(Math.max(...residuals(x, y, rows, 1e-9).map(Math.abs))).toBeLessThan(1e-4);
  });

  test('k-means finds clusters that are there, the largest first', () => {
    const rng = createRng(2);
    const centres = [
      [0, 0],
      [6, 6],
      [-6, 6],
    ];
    const sizes = [50, 150, 100];
    const truth = sizes.flatMap((size, c) => Array.from({ length: size }, () => c));
    const points = Float32Array.from(
      truth.flatMap((c) => centres[c].map((value) => value + 0.5 * rng.normal())),
    );
    const labels = kMeans(points, 2, 3, createRng(4));
    const wanted = [2, 0, 1];
    expect(Array.from(labels)).toEqual(truth.map((c) => wanted[c]));
  });
});

/**
 * Levenberg-Marquardt within bounds: minimises the sum of squared residuals of a function that is known only by its
 * values. The Jacobian comes from forward differences at the start, or from a problem nearby, and is then kept up by
 * Broyden's rank-one update, since each value costs a rendering; differences again where it no longer helps.
 */
export interface LeastSquaresProblem {
  /** Writes the residuals at v. */
  readonly residuals: (v: Float64Array, out: Float64Array) => void;
  readonly residualCount: number;
  readonly start: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** Difference step, in units of v; wide enough to see past the roughness of percentiles. */
  readonly step: number;
  readonly maxIterations: number;
  /** Ends when an iteration gains less than this share of the cost. */
  readonly tolerance: number;
  /** [residualCount, n] of a problem nearby, instead of differences at the start. */
  readonly jacobian?: Float64Array;
}

export interface LeastSquaresSolution {
  readonly v: Float64Array;
  readonly cost: number;
  readonly iterations: number;
  readonly evaluations: number;
  readonly converged: boolean;
  /** [residualCount, n], as it was last known. */
  readonly jacobian: Float64Array;
}

function sumOfSquares(r: Float64Array): number {
  let sum = 0;
  for (const value of r) sum += value * value;
  return sum;
}

/** Solves (A + damping·diag A) x = b for a symmetric positive A [n, n] by Cholesky; undefined when it breaks down. */
function solveDamped(A: Float64Array, b: Float64Array, damping: number): Float64Array | undefined {
  const n = b.length;
  const L = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = A[i * n + j];
      if (i === j) sum += damping * (A[i * n + i] + 1e-9);
      for (let k = 0; k < j; k++) sum -= L[i * n + k] * L[j * n + k];
      if (i !== j) L[i * n + j] = sum / L[j * n + j];
      else if (sum > 0) L[i * n + i] = Math.sqrt(sum);
      else return undefined;
    }
  }
  const x = Float64Array.from(b);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) x[i] -= L[i * n + k] * x[k];
    x[i] /= L[i * n + i];
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) x[i] -= L[k * n + i] * x[k];
    x[i] /= L[i * n + i];
  }
  return x;
}

/** J [m, n] by forward differences, stepping inwards at a bound. */
function differences(problem: LeastSquaresProblem, v: Float64Array, r: Float64Array, J: Float64Array): void {
  const n = v.length;
  const moved = Float64Array.from(v);
  const rMoved = new Float64Array(r.length);
  for (let j = 0; j < n; j++) {
    const h = v[j] + problem.step <= problem.upper[j] ? problem.step : -problem.step;
    moved[j] = v[j] + h;
    problem.residuals(moved, rMoved);
    moved[j] = v[j];
    for (let i = 0; i < r.length; i++) J[i * n + j] = (rMoved[i] - r[i]) / h;
  }
}

/** J += (Δr - J·δ)·δᵀ / (δᵀδ) */
function broyden(J: Float64Array, delta: Float64Array, rNew: Float64Array, rOld: Float64Array): void {
  const n = delta.length;
  const norm = sumOfSquares(delta);
  if (norm === 0) return;
  for (let i = 0; i < rNew.length; i++) {
    let miss = rNew[i] - rOld[i];
    for (let j = 0; j < n; j++) miss -= J[i * n + j] * delta[j];
    for (let j = 0; j < n; j++) J[i * n + j] += (miss * delta[j]) / norm;
  }
}

export function leastSquares(problem: LeastSquaresProblem): LeastSquaresSolution {
  const { residuals, residualCount: m, lower, upper } = problem;
  const n = problem.start.length;
  let v = Float64Array.from(problem.start, (value, j) => Math.min(upper[j], Math.max(lower[j], value)));
  let r = new Float64Array(m);
  residuals(v, r);
  let cost = sumOfSquares(r);
  let evaluations = 1;
  const J = problem.jacobian ? Float64Array.from(problem.jacobian) : new Float64Array(m * n);
  if (n === 0) return { v, cost, iterations: 0, evaluations, converged: true, jacobian: J };

  const A = new Float64Array(n * n);
  const g = new Float64Array(n);
  let trial = new Float64Array(m);
  let damping = 0.03;
  let stale = problem.jacobian === undefined;
  let exact = false;
  let iterations = 0;
  let converged = false;
  for (; iterations < problem.maxIterations && !converged; iterations++) {
    if (stale) {
      differences(problem, v, r, J);
      evaluations += n;
      exact = true;
      stale = false;
    }
    for (let j = 0; j < n; j++) {
      g[j] = 0;
      for (let i = 0; i < m; i++) g[j] -= J[i * n + j] * r[i];
      for (let k = 0; k <= j; k++) {
        let sum = 0;
        for (let i = 0; i < m; i++) sum += J[i * n + j] * J[i * n + k];
        A[j * n + k] = sum;
        A[k * n + j] = sum;
      }
    }
    let accepted = false;
    for (let attempt = 0; attempt < (exact ? 4 : 2) && !accepted; attempt++) {
      const step = solveDamped(A, g, damping);
      if (!step) {
        damping *= 8;
        continue;
      }
      const vNew = Float64Array.from(v, (value, j) =>
        Math.min(upper[j], Math.max(lower[j], value + step[j])),
      );
      residuals(vNew, trial);
      evaluations++;
      const costNew = sumOfSquares(trial);
      if (costNew < cost) {
        broyden(
          J,
          vNew.map((value, j) => value - v[j]),
          trial,
          r,
        );
        converged = cost - costNew < problem.tolerance * cost;
        [r, trial] = [trial, r];
        v = vNew;
        cost = costNew;
        damping = Math.max(1e-4, damping / 4);
        accepted = true;
      } else damping *= 5;
    }
    if (!accepted) {
      if (exact) converged = true;
      else [stale, damping] = [true, 0.03];
    }
    exact = false;
  }
  return { v, cost, iterations, evaluations, converged, jacobian: J };
}

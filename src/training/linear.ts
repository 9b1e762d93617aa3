import { invariant, type Rng } from '../core';

/** Solves A x = b for symmetric positive definite A [n, n] and b [n, m], in place, by Cholesky; returns b. */
export function solveCholesky(a: Float64Array, b: Float64Array, n: number, m: number): Float64Array {
  for (let j = 0; j < n; j++) {
    for (let k = 0; k < j; k++) {
      const scale = a[j * n + k];
      for (let i = j; i < n; i++) a[i * n + j] -= a[i * n + k] * scale;
    }
    const pivot = Math.sqrt(a[j * n + j]);
    invariant(pivot > 0, 'a positive definite matrix');
    for (let i = j; i < n; i++) a[i * n + j] /= pivot;
  }
  for (let c = 0; c < m; c++) {
    for (let i = 0; i < n; i++) {
      for (let k = 0; k < i; k++) b[i * m + c] -= a[i * n + k] * b[k * m + c];
      b[i * m + c] /= a[i * n + i];
    }
    for (let i = n - 1; i >= 0; i--) {
      for (let k = i + 1; k < n; k++) b[i * m + c] -= a[k * n + i] * b[k * m + c];
      b[i * m + c] /= a[i * n + i];
    }
  }
  return b;
}

/** Ridge regression with a constant: coefficients [inputs + 1, outputs] from rows of x and y. */
export function fitRidge(
  x: Float32Array,
  y: Float32Array,
  rows: number,
  ridge: number,
): { coefficients: Float64Array; inputs: number; outputs: number } {
  const [inputs, outputs] = [x.length / rows, y.length / rows];
  const n = inputs + 1;
  const gram = new Float64Array(n * n);
  const cross = new Float64Array(n * outputs);
  const row = new Float64Array(n).fill(1);
  for (let r = 0; r < rows; r++) {
    row.set(x.subarray(r * inputs, (r + 1) * inputs));
    for (let i = 0; i < n; i++) {
      for (let j = 0; j <= i; j++) gram[i * n + j] += row[i] * row[j];
      for (let o = 0; o < outputs; o++) cross[i * outputs + o] += row[i] * y[r * outputs + o];
    }
  }
  for (let i = 0; i < inputs; i++) gram[i * n + i] += ridge * rows;
  gram[n * n - 1] += 1e-9;
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) gram[j * n + i] = gram[i * n + j];
  return { coefficients: solveCholesky(gram, cross, n, outputs), inputs, outputs };
}

/** y minus its ridge fit on x, row by row. */
export function residuals(x: Float32Array, y: Float32Array, rows: number, ridge: number): Float32Array {
  const { coefficients, inputs, outputs } = fitRidge(x, y, rows, ridge);
  const left = y.slice();
  for (let r = 0; r < rows; r++) {
    for (let o = 0; o < outputs; o++) {
      let predicted = coefficients[inputs * outputs + o];
      for (let i = 0; i < inputs; i++) predicted += x[r * inputs + i] * coefficients[i * outputs + o];
      left[r * outputs + o] -= predicted;
    }
  }
  return left;
}

function nearest(
  points: Float32Array,
  at: number,
  centres: Float64Array,
  width: number,
): { index: number; distance: number } {
  let [index, distance] = [0, Number.POSITIVE_INFINITY];
  for (let c = 0; c * width < centres.length; c++) {
    let sum = 0;
    for (let i = 0; i < width; i++) sum += (points[at * width + i] - centres[c * width + i]) ** 2;
    if (sum < distance) [index, distance] = [c, sum];
  }
  return { index, distance };
}

/** Times that k-means starts anew. */
const TRIES = 4;

/** k-means++ starts, Lloyd's steps, the best of a few tries: a label for each row, by the largest cluster first. */
export function kMeans(points: Float32Array, width: number, clusters: number, rng: Rng): Uint32Array {
  const rows = points.length / width;
  let labels = new Uint32Array(rows);
  let least = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const centres = new Float64Array(clusters * width).fill(Number.POSITIVE_INFINITY);
    const first = rng.integer(rows);
    centres.set(points.subarray(first * width, (first + 1) * width));
    for (let c = 1; c < clusters; c++) {
      const apart = Float64Array.from(
        { length: rows },
        (_, r) => nearest(points, r, centres.subarray(0, c * width), width).distance,
      );
      const next = rng.categorical(apart);
      centres.set(points.subarray(next * width, (next + 1) * width), c * width);
    }
    let cost = Number.POSITIVE_INFINITY;
    const own = new Uint32Array(rows);
    for (let round = 0; round < 30; round++) {
      const sums = new Float64Array(clusters * width);
      const counts = new Float64Array(clusters);
      let total = 0;
      for (let r = 0; r < rows; r++) {
        const { index, distance } = nearest(points, r, centres, width);
        own[r] = index;
        total += distance;
        counts[index] += 1;
        for (let i = 0; i < width; i++) sums[index * width + i] += points[r * width + i];
      }
      for (let c = 0; c < clusters; c++) {
        if (counts[c] > 0)
          for (let i = 0; i < width; i++) centres[c * width + i] = sums[c * width + i] / counts[c];
      }
      if (cost - total < 1e-4 * total) break;
      cost = total;
    }
    if (cost < least) [least, labels] = [cost, own];
  }
  const sizes = new Float64Array(clusters);
  for (const label of labels) sizes[label] += 1;
  const order = Array.from(sizes, (_, c) => c).sort((a, b) => sizes[b] - sizes[a]);
  return labels.map((label) => order.indexOf(label));
}

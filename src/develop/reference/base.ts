/**
 * The base: the edge-aware smooth part of log-luminance, as coefficients a, b of a fast guided filter (He and Sun
 * 2015) of the photo by itself: base = a·L + b. Two things keep halos away (docs/decisions/003-base-without-halos.md): windows
 * are averaged with weights that prefer those without an edge, and beside an edge of the base itself the base is
 * L (a = 1, b = 0), so that reading the coefficients between two cells never mixes the two sides.
 */

/** log2 of luminance, floored so that noise in the blacks is no detail. */
export const LUMINANCE_FLOOR = 2 ** -9;

export function logLuminance(y: number): number {
  return Math.log2(Math.max(0, y) + LUMINANCE_FLOOR);
}

export interface BaseScale {
  /** Radius of the window, as a share of the photo's long side. */
  readonly radius: number;
  /** Variance, in EV², above which a window's contrast belongs to the base. */
  readonly eps: number;
}

/** The small scale tells texture from structure, the large one structure from light. */
export const FINE: BaseScale = { radius: 0.008, eps: 0.15 };
export const COARSE: BaseScale = { radius: 0.03, eps: 0.8 };

/** Variance, in EV², at which the weight of a window in the average is a quarter of a flat one. */
const WEIGHT_EPS = 0.01;
/** Differences of the base between neighbouring cells, in EV, where it begins and ends to give way to L. */
const EDGE_FROM = 0.2;
const EDGE_TO = 0.6;

/** Mean over a square window of radius r, clipped at the borders, in running sums; O(1) a cell. */
function boxMean(source: Float64Array, width: number, height: number, r: number): Float64Array {
  const across = new Float64Array(source.length);
  for (let y = 0; y < height; y++) {
    const row = y * width;
    let sum = 0;
    for (let x = 0; x < Math.min(r, width); x++) sum += source[row + x];
    for (let x = 0; x < width; x++) {
      if (x + r < width) sum += source[row + x + r];
      if (x - r - 1 >= 0) sum -= source[row + x - r - 1];
      across[row + x] = sum / (Math.min(width - 1, x + r) - Math.max(0, x - r) + 1);
    }
  }
  const out = new Float64Array(source.length);
  const sums = new Float64Array(width);
  for (let y = 0; y < Math.min(r, height); y++) {
    for (let x = 0; x < width; x++) sums[x] += across[y * width + x];
  }
  for (let y = 0; y < height; y++) {
    const enter = (y + r) * width;
    const leave = (y - r - 1) * width;
    const count = Math.min(height - 1, y + r) - Math.max(0, y - r) + 1;
    for (let x = 0; x < width; x++) {
      if (y + r < height) sums[x] += across[enter + x];
      if (y - r - 1 >= 0) sums[x] -= across[leave + x];
      out[y * width + x] = sums[x] / count;
    }
  }
  return out;
}

/** 1 where the base steps between a cell and its eight neighbours, 0 where it is smooth. */
function edgesOf(base: Float64Array, width: number, height: number): Float64Array {
  const low = new Float64Array(base.length);
  const high = new Float64Array(base.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      const left = base[x > 0 ? i - 1 : i];
      const right = base[x < width - 1 ? i + 1 : i];
      low[i] = Math.min(left, base[i], right);
      high[i] = Math.max(left, base[i], right);
    }
  }
  const edges = new Float64Array(base.length);
  for (let y = 0; y < height; y++) {
    const up = y > 0 ? -width : 0;
    const down = y < height - 1 ? width : 0;
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      const range =
        Math.max(high[i + up], high[i], high[i + down]) - Math.min(low[i + up], low[i], low[i + down]);
      const t = Math.min(1, Math.max(0, (range - EDGE_FROM) / (EDGE_TO - EDGE_FROM)));
      edges[i] = t * t * (3 - 2 * t);
    }
  }
  return edges;
}

/**
 * Writes a and b of one scale to coefficients[4 i + offset], [4 i + offset + 1] for every cell i of L
 * ([width * height], log2-luminance).
 */
export function writeBase(
  L: Float64Array,
  width: number,
  height: number,
  { radius, eps }: BaseScale,
  coefficients: Float32Array,
  offset: number,
): void {
  const r = Math.max(1, Math.round(radius * Math.max(width, height)));
  const mean = boxMean(L, width, height, r);
  const square = boxMean(
    L.map((value) => value * value),
    width,
    height,
    r,
  );
  const weight = new Float64Array(L.length);
  const weightedA = new Float64Array(L.length);
  const weightedB = new Float64Array(L.length);
  for (let i = 0; i < L.length; i++) {
    const variance = Math.max(0, square[i] - mean[i] * mean[i]);
    const a = variance / (variance + eps);
    const w = 1 / (variance + WEIGHT_EPS) ** 2;
    weight[i] = w;
    weightedA[i] = w * a;
    weightedB[i] = w * (1 - a) * mean[i];
  }
  const sumW = boxMean(weight, width, height, r);
  const A = boxMean(weightedA, width, height, r);
  const B = boxMean(weightedB, width, height, r);
  const base = new Float64Array(L.length);
  for (let i = 0; i < L.length; i++) {
    A[i] /= sumW[i];
    B[i] /= sumW[i];
    base[i] = A[i] * L[i] + B[i];
  }
  const edges = edgesOf(base, width, height);
  for (let i = 0; i < L.length; i++) {
    coefficients[4 * i + offset] = A[i] + (1 - A[i]) * edges[i];
    coefficients[4 * i + offset + 1] = B[i] * (1 - edges[i]);
  }
}

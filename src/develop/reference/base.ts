import { createBoxMean } from './boxMean';
import { findSoftEdges } from './softEdges';

/**
 * The base: the edge-aware smooth part of log-luminance, as coefficients a, b of a fast guided filter (He and Sun
 * 2015) of the photo by itself: base = a·L + b. Two things keep halos away (docs/decisions/003-base-without-halos.md): windows
 * are averaged with weights that prefer those without an edge, and beside an edge of the base itself the base is
 * L (a = 1, b = 0), so that reading the coefficients between two cells never mixes the two sides. About a blurred edge
 * the coarse base gives way to the fine one, which follows the blur (013).
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

/** Variance, in EV², at which the weight of a window in the average is an eighth of a flat one. */
const WEIGHT_EPS = 0.01;
/** Differences of the base between neighbouring cells, in EV, where it begins and ends to give way to L. */
const EDGE_FROM = 0.2;
const EDGE_TO = 0.6;

/** Memory that one scale after the other is worked out in: [width * height] each. */
interface Workspace {
  readonly across: Float64Array;
  readonly weight: Float64Array;
  readonly mean: Float64Array;
  readonly square: Float64Array;
  readonly A: Float64Array;
  readonly B: Float64Array;
}

function createWorkspace(cells: number): Workspace {
  const grid = () => new Float64Array(cells);
  return { across: grid(), weight: grid(), mean: grid(), square: grid(), A: grid(), B: grid() };
}

/** 1 where the base steps between a cell and its eight neighbours, 0 where it is smooth; low and high are memory. */
function edgesOf(
  base: Float64Array,
  width: number,
  height: number,
  low: Float64Array,
  high: Float64Array,
  edges: Float64Array,
): Float64Array {
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      const left = base[x > 0 ? i - 1 : i];
      const right = base[x < width - 1 ? i + 1 : i];
      low[i] = Math.min(left, base[i], right);
      high[i] = Math.max(left, base[i], right);
    }
  }
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

const radiusOf = ({ radius }: BaseScale, width: number, height: number): number =>
  Math.max(1, Math.round(radius * Math.max(width, height)));

/** a and b of one scale to coefficients[4 i + offset], [4 i + offset + 1] for every cell i of L. */
function writeScale(
  L: Float64Array,
  width: number,
  height: number,
  scale: BaseScale,
  { across, weight, mean, square, A, B }: Workspace,
  coefficients: Float32Array,
  offset: number,
): void {
  const { eps } = scale;
  const boxMean = createBoxMean(width, height, radiusOf(scale, width, height), across);
  boxMean(L, mean);
  for (let i = 0; i < L.length; i++) weight[i] = L[i] * L[i];
  boxMean(weight, square);
  for (let i = 0; i < L.length; i++) {
    const variance = Math.max(0, square[i] - mean[i] * mean[i]);
    const a = variance / (variance + eps);
    const off = variance + WEIGHT_EPS;
    const w = 1 / (off * off * off);
    weight[i] = w;
    A[i] = w * a;
    B[i] = w * (1 - a) * mean[i];
  }
  boxMean(weight, weight);
  boxMean(A, A);
  boxMean(B, B);
  // Where the window's means were, the base is left.
  const base = mean;
  for (let i = 0; i < L.length; i++) {
    A[i] /= weight[i];
    B[i] /= weight[i];
    base[i] = A[i] * L[i] + B[i];
  }
  const edges = edgesOf(base, width, height, across, square, weight);
  for (let i = 0; i < L.length; i++) {
    coefficients[4 * i + offset] = A[i] + (1 - A[i]) * edges[i];
    coefficients[4 * i + offset + 1] = B[i] * (1 - edges[i]);
  }
}

/**
 * [width * height * 4]: a and b of the fine scale, a and b of the coarse one, of a grid of log2-luminance L
 * ([width * height]).
 */
export function baseCoefficients(L: Float64Array, width: number, height: number): Float32Array {
  const coefficients = new Float32Array(4 * L.length);
  const workspace = createWorkspace(L.length);
  writeScale(L, width, height, FINE, workspace, coefficients, 0);
  writeScale(L, width, height, COARSE, workspace, coefficients, 2);
  const soft = findSoftEdges(L, workspace.mean, width, height, radiusOf(COARSE, width, height));
  const columns = Math.ceil(width / 2);
  for (let y = 0, i = 0; y < height; y++) {
    const row = (y >> 1) * columns;
    for (let x = 0; x < width; x++, i += 4) {
      const share = soft[row + (x >> 1)];
      if (share === 0) continue;
      coefficients[i + 2] += share * (coefficients[i] - coefficients[i + 2]);
      coefficients[i + 3] += share * (coefficients[i + 1] - coefficients[i + 3]);
    }
  }
  return coefficients;
}

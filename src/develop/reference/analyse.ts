import { type EncodedRaster, LMS_TO_OKLAB, luminanceWeights, type OutputSpace, rgbToLms } from '../../colour';
import { averageLinear, sizeWithin } from './average';
import { baseCoefficients, logLuminance } from './base';

/** The long side of the grid that the base is computed on; at most 0.8 MP. A copy of this size is enough to analyse. */
export const ANALYSIS_SIDE = 896;
/** The share of the photo that is darker than its black point, and brighter than its white point. */
const BEYOND_END_POINTS = 0.002;
const BINS = 2048;

/** What is found once per photo, whatever the sliders do. Plain data: it can be posted between threads. */
export interface PhotoAnalysis {
  /** The photo's size in pixels, and its space. */
  readonly width: number;
  readonly height: number;
  readonly space: OutputSpace;
  readonly gridWidth: number;
  readonly gridHeight: number;
  /** [gridHeight * gridWidth * 4]: a, b of the fine base, a, b of the coarse base; base = a·L + b in EV. */
  readonly coefficients: Float32Array;
  /** Luminances in [0, 1] at the photo's dark and bright ends. */
  readonly blackPoint: number;
  readonly whitePoint: number;
  /** The largest OKLab chroma. */
  readonly maximumChroma: number;
}

/** The luminances below and above which only a few pixels lie, from a histogram of their cube roots. */
function endPointsOf(luminances: Float64Array): { blackPoint: number; whitePoint: number } {
  const histogram = new Uint32Array(BINS);
  for (const y of luminances) histogram[Math.min(BINS - 1, Math.floor(Math.cbrt(y) * BINS))]++;
  const beyond = luminances.length * BEYOND_END_POINTS;
  const walk = (from: number, step: number): number => {
    let bin = from;
    for (let seen = histogram[bin]; seen <= beyond; seen += histogram[bin]) bin += step;
    return bin;
  };
  return {
    blackPoint: (walk(0, 1) / BINS) ** 3,
    whitePoint: ((walk(BINS - 1, -1) + 1) / BINS) ** 3,
  };
}

/** The largest OKLab chroma of linear RGB, [cells * 3]. */
function largestChroma(linear: Float32Array, space: OutputSpace): number {
  const m = rgbToLms(space);
  const q = LMS_TO_OKLAB;
  let largest = 0;
  for (let i = 0; i < linear.length; i += 3) {
    const [r, g, b] = [linear[i], linear[i + 1], linear[i + 2]];
    const l = Math.cbrt(m[0] * r + m[1] * g + m[2] * b);
    const n = Math.cbrt(m[3] * r + m[4] * g + m[5] * b);
    const s = Math.cbrt(m[6] * r + m[7] * g + m[8] * b);
    const A = q[3] * l + q[4] * n + q[5] * s;
    const B = q[6] * l + q[7] * n + q[8] * s;
    largest = Math.max(largest, A * A + B * B);
  }
  return Math.sqrt(largest);
}

/** The edge-aware base at two scales, the end points and the largest chroma of a photo. */
export function analysePhoto(raster: EncodedRaster): PhotoAnalysis {
  const { width, height, space } = raster;
  const [gridWidth, gridHeight] = sizeWithin(width, height, ANALYSIS_SIDE);
  const linear = averageLinear(raster, gridWidth, gridHeight);
  const cells = gridWidth * gridHeight;
  const weights = luminanceWeights(space);
  const luminances = new Float64Array(cells);
  const L = new Float64Array(cells);
  for (let i = 0; i < cells; i++) {
    const y = weights[0] * linear[3 * i] + weights[1] * linear[3 * i + 1] + weights[2] * linear[3 * i + 2];
    luminances[i] = y;
    L[i] = logLuminance(y);
  }
  return {
    width,
    height,
    space,
    gridWidth,
    gridHeight,
    coefficients: baseCoefficients(L, gridWidth, gridHeight),
    ...endPointsOf(luminances),
    maximumChroma: largestChroma(linear, space),
  };
}

import { type EncodedRaster, luminanceWeights, type OutputSpace, rgbToOklab } from '../../colour';
import { averageLinear, sizeWithin } from './average';
import { COARSE, FINE, logLuminance, writeBase } from './base';

/** The long side of the grid that the base is computed on; at most 0.8 MP. */
const GRID_SIDE = 896;
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

/** The edge-aware base at two scales, the end points and the largest chroma of a photo. */
export function analysePhoto(raster: EncodedRaster): PhotoAnalysis {
  const { width, height, space } = raster;
  const [gridWidth, gridHeight] = sizeWithin(width, height, GRID_SIDE);
  const linear = averageLinear(raster, gridWidth, gridHeight);
  const cells = gridWidth * gridHeight;
  const weights = luminanceWeights(space);
  const luminances = new Float64Array(cells);
  const L = new Float64Array(cells);
  let maximumChroma = 0;
  for (let i = 0; i < cells; i++) {
    const r = linear[3 * i];
    const g = linear[3 * i + 1];
    const b = linear[3 * i + 2];
    const y = weights[0] * r + weights[1] * g + weights[2] * b;
    luminances[i] = y;
    L[i] = logLuminance(y);
    const [, A, B] = rgbToOklab([r, g, b], space);
    maximumChroma = Math.max(maximumChroma, A * A + B * B);
  }
  const coefficients = new Float32Array(cells * 4);
  writeBase(L, gridWidth, gridHeight, FINE, coefficients, 0);
  writeBase(L, gridWidth, gridHeight, COARSE, coefficients, 2);
  return {
    width,
    height,
    space,
    gridWidth,
    gridHeight,
    coefficients,
    ...endPointsOf(luminances),
    maximumChroma: Math.sqrt(maximumChroma),
  };
}

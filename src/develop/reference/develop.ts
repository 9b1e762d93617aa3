import { DECODE_8BIT, type EncodedRaster, encodeSrgb, type OutputSpace } from '../../colour';
import { invariant } from '../../core';
import type { Adjustments } from '../../edit';
import type { PhotoAnalysis } from './analyse';
import { ditherAt } from './dither';
import { developPixel } from './pixel';
import { type DevelopPlan, planDevelop } from './plan';
import { detailAndBase, sampleCoefficients } from './sampleBase';

export interface DevelopOptions {
  /** The space of the result; the photo's own if not given. */
  readonly space?: OutputSpace;
  /** Where the raster holds only a band of the photo's rows: which of them is its first, of how many. */
  readonly band?: { readonly top: number; readonly height: number };
}

/** Writes the developed linear light of the photo's pixel x, y to out[0..2]. */
type DevelopAt = (x: number, y: number, out: Float64Array) => void;

/** The per-pixel function of a photo and a plan, without allocations. */
function developer(
  { data, width, height: rows }: EncodedRaster,
  analysis: PhotoAnalysis,
  plan: DevelopPlan,
  { top, height } = { top: 0, height: rows },
): DevelopAt {
  const weights = plan.photoLuminance;
  const coefficients = new Float64Array(4);
  const detail = new Float64Array(3);
  const needsBase = plan.highlightsShadows.active || plan.clarity.active;
  return (x, y, out) => {
    const i = 4 * (y * width + x);
    const r = DECODE_8BIT[data[i]];
    const g = DECODE_8BIT[data[i + 1]];
    const b = DECODE_8BIT[data[i + 2]];
    if (needsBase) {
      sampleCoefficients(analysis, (x + 0.5) / width, (top + y + 0.5) / height, coefficients);
      detailAndBase(coefficients, weights[0] * r + weights[1] * g + weights[2] * b, detail);
    }
    developPixel(plan, r, g, b, detail[0], detail[1], detail[2], out);
  };
}

/** The developed photo in linear light of the output space, [height * width * 3], before 8 bits and dither. */
export function developLinear(
  raster: EncodedRaster,
  analysis: PhotoAnalysis,
  adjustments: Adjustments,
  space: OutputSpace = raster.space,
): Float64Array {
  const at = developer(raster, analysis, planDevelop(adjustments, analysis, space));
  const result = new Float64Array(raster.width * raster.height * 3);
  const out = new Float64Array(3);
  for (let y = 0, j = 0; y < raster.height; y++) {
    for (let x = 0; x < raster.width; x++, j += 3) {
      at(x, y, out);
      result.set(out, j);
    }
  }
  return result;
}

/**
 * Renders a photo with adjustments, in float64: the definition that the shaders are held to. `analysis` is of the
 * photo or of a larger copy of it: a preview rendered from a downscaled raster with the full photo's analysis
 * equals the export. Alpha is kept.
 */
export function developReference(
  raster: EncodedRaster,
  analysis: PhotoAnalysis,
  adjustments: Adjustments,
  options: DevelopOptions = {},
): EncodedRaster {
  invariant(raster.space === analysis.space, 'a photo is developed with its own analysis');
  const space = options.space ?? raster.space;
  const { width, height } = raster;
  const plan = planDevelop(adjustments, analysis, space);
  const data = new Uint8ClampedArray(raster.data);
  const result: EncodedRaster = { width, height, space, data };
  if (plan.neutral && space === raster.space) return result;

  const at = developer(raster, analysis, plan, options.band);
  const top = options.band?.top ?? 0;
  const out = new Float64Array(3);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i += 4) {
      at(x, y, out);
      const dither = 0.5 + ditherAt(x, top + y);
      data[i] = Math.floor(255 * encodeSrgb(out[0]) + dither);
      data[i + 1] = Math.floor(255 * encodeSrgb(out[1]) + dither);
      data[i + 2] = Math.floor(255 * encodeSrgb(out[2]) + dither);
    }
  }
  return result;
}

import { DECODE_8BIT, type EncodedRaster, luminanceWeights, rgbToRelativeXyz, writeLab } from '../../colour';
import type { Rng } from '../../core';
import type { Adjustments } from '../../edit';
import type { PhotoAnalysis } from './analyse';
import { developPixel } from './pixel';
import { type PhotoFacts, planDevelop } from './plan';
import { detailAndBase, sampleCoefficients } from './sampleBase';

/** A fixed few of a photo's pixels, with all that does not depend on the sliders. Plain data. */
export interface PixelSamples {
  readonly count: number;
  readonly facts: PhotoFacts;
  /** [count * 6]: linear r, g, b of the photo's space, fine and coarse detail in EV, coarse base as luminance. */
  readonly values: Float64Array;
  /** [count * 2]: x, y in pixels. */
  readonly positions: Uint32Array;
}

/** Draws one pixel in each of about `count` equal cells, so that the few stand for the whole; exactly count. */
export function createSamples(
  raster: EncodedRaster,
  analysis: PhotoAnalysis,
  count: number,
  rng: Rng,
): PixelSamples {
  const { width, height, data, space } = raster;
  const columns = Math.max(1, Math.round(Math.sqrt((count * width) / height)));
  const rows = Math.max(1, Math.ceil(count / columns));
  const weights = luminanceWeights(space);
  const values = new Float64Array(count * 6);
  const positions = new Uint32Array(count * 2);
  const coefficients = new Float64Array(4);
  const detail = new Float64Array(3);
  for (let k = 0; k < count; k++) {
    // The cells in an order that spreads what is left of the last row over the photo.
    const cell = Math.floor((k * columns * rows) / count);
    const x = Math.min(width - 1, Math.floor((((cell % columns) + rng.uniform()) / columns) * width));
    const y = Math.min(
      height - 1,
      Math.floor(((Math.floor(cell / columns) + rng.uniform()) / rows) * height),
    );
    const i = 4 * (y * width + x);
    const r = DECODE_8BIT[data[i]];
    const g = DECODE_8BIT[data[i + 1]];
    const b = DECODE_8BIT[data[i + 2]];
    sampleCoefficients(analysis, (x + 0.5) / width, (y + 0.5) / height, coefficients);
    detailAndBase(coefficients, weights[0] * r + weights[1] * g + weights[2] * b, detail);
    values.set([r, g, b, ...detail], 6 * k);
    positions.set([x, y], 2 * k);
  }
  const { whitePoint, blackPoint, maximumChroma } = analysis;
  return { count, facts: { space, whitePoint, blackPoint, maximumChroma }, values, positions };
}

const TO_XYZ = rgbToRelativeXyz('srgb');

/** CIELAB (white D65) of the samples developed for an sRGB display: [count * 3], without rounding to 8 bits. */
export function developSamples(samples: PixelSamples, adjustments: Adjustments): Float64Array {
  const plan = planDevelop(adjustments, samples.facts, 'srgb');
  const { values, count } = samples;
  const lab = new Float64Array(count * 3);
  const out = new Float64Array(3);
  for (let k = 0; k < count; k++) {
    const i = 6 * k;
    developPixel(
      plan,
      values[i],
      values[i + 1],
      values[i + 2],
      values[i + 3],
      values[i + 4],
      values[i + 5],
      out,
    );
    writeLab(TO_XYZ, out[0], out[1], out[2], lab, 3 * k);
  }
  return lab;
}

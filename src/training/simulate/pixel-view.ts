import type { EncodedRaster } from '../../colour';
import { invariant, type Rng } from '../../core';
import { analysePhoto, createSamples, developSamples, type PixelSamples } from '../../develop/reference';
import type { Adjustments } from '../../edit';

/** A photo as its few pixels, ready to be developed again and again. */
export interface PixelView {
  readonly pixels: number;
  readonly bases: number;
  /**
   * CIELAB [(pixels + bases) * 3]: the pixels, and then the pixels `baseOf(k)` as they would be without detail, so
   * that local contrast can be seen.
   */
  readonly develop: (adjustments: Adjustments) => Float64Array;
}

/** Which pixel the k-th base belongs to: spread over the photo, as pixels come in rows. */
export function baseOf(k: number, pixels: number, bases: number): number {
  return Math.floor((k * pixels) / bases);
}

/** The values of a sample (linear r, g, b, two details, base). */
const WIDTH = 6;

function withBases(samples: PixelSamples, bases: number): PixelSamples {
  const { count, values, positions } = samples;
  invariant(values.length === count * WIDTH, 'six values a sample');
  const all = new Float64Array((count + bases) * WIDTH);
  all.set(values);
  for (let k = 0; k < bases; k++) {
    const from = baseOf(k, count, bases) * WIDTH;
    // Detail is in EV over the base: taking it out of the light leaves the base, in the pixel's own colour.
    const coarse = values[from + 4];
    const scale = 2 ** -coarse;
    const base = values[from + 5];
    all.set(
      [values[from] * scale, values[from + 1] * scale, values[from + 2] * scale, 0, 0, base],
      (count + k) * WIDTH,
    );
  }
  return { ...samples, count: count + bases, values: all, positions };
}

export function createPixelView(
  raster: EncodedRaster,
  size: { readonly pixels: number; readonly bases: number },
  rng: Rng,
): PixelView {
  const samples = withBases(createSamples(raster, analysePhoto(raster), size.pixels, rng), size.bases);
  return { ...size, develop: (adjustments) => developSamples(samples, adjustments) };
}

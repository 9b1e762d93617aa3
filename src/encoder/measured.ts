import { decodeSrgb, type EncodedRaster, rgbToRelativeXyz, writeLab } from '../colour';
import { invariant } from '../core';
import { areaAverage } from './area';
import { SEEN_SIDE } from './features';

const CODES = 4096;

/** A photo area-averaged down to at most SEEN_SIDE pixels, as the statistics look at it; planes are row by row from the top left. */
export interface Measured {
  readonly width: number;
  readonly height: number;
  readonly pixels: number;
  /** [pixels * 3] gamma-encoded, 0..1, in the raster's space. */
  readonly encoded: Float32Array;
  /** [pixels * 3] linear light, 0..1, in the raster's space. */
  readonly linear: Float32Array;
  /** CIELAB lightness 0..100, a*, b*, chroma; [pixels] each. */
  readonly lightness: Float32Array;
  readonly a: Float32Array;
  readonly b: Float32Array;
  readonly chroma: Float32Array;
}

const DECODED = Float32Array.from({ length: CODES + 1 }, (_, i) => decodeSrgb(i / CODES));

/** Reduces and converts a raster once for all statistics. Throws an invariant violation on an empty raster. */
export function measure(raster: EncodedRaster): Measured {
  invariant(
    raster.width > 0 && raster.height > 0 && raster.data.length === raster.width * raster.height * 4,
    'a raster holds 4 bytes a pixel',
  );
  const factor = Math.min(1, SEEN_SIDE / Math.max(raster.width, raster.height));
  const width = Math.max(1, Math.round(raster.width * factor));
  const height = Math.max(1, Math.round(raster.height * factor));
  const pixels = width * height;
  const encoded = areaAverage(raster.data, raster.width, raster.height, width, height);
  const linear = new Float32Array(pixels * 3);
  for (let i = 0; i < encoded.length; i++) {
    encoded[i] /= 255;
    // As Math.round would, which takes four times as long.
    linear[i] = DECODED[Math.floor(encoded[i] * CODES + 0.5)];
  }
  const lightness = new Float32Array(pixels);
  const a = new Float32Array(pixels);
  const b = new Float32Array(pixels);
  const chroma = new Float32Array(pixels);
  const matrix = rgbToRelativeXyz(raster.space);
  const lab = new Float64Array(3);
  for (let i = 0; i < pixels; i++) {
    writeLab(matrix, linear[3 * i], linear[3 * i + 1], linear[3 * i + 2], lab, 0);
    lightness[i] = lab[0];
    a[i] = lab[1];
    b[i] = lab[2];
    chroma[i] = Math.sqrt(lab[1] * lab[1] + lab[2] * lab[2]);
  }
  return { width, height, pixels, encoded, linear, lightness, a, b, chroma };
}

/** Values at the given shares (0..1) of the sorted values, which are at most `limit`; by a histogram of 1024 bins. */
export function percentiles(values: Float32Array, limit: number, shares: readonly number[]): number[] {
  const bins = 1024;
  const counts = new Uint32Array(bins);
  for (const value of values) {
    counts[Math.min(bins - 1, Math.max(0, Math.floor((value / limit) * bins)))]++;
  }
  return shares.map((share) => {
    const wanted = share * values.length;
    let below = 0;
    let bin = 0;
    while (bin < bins - 1 && below + counts[bin] < wanted) below += counts[bin++];
    const within = counts[bin] > 0 ? Math.min(1, Math.max(0, (wanted - below) / counts[bin])) : 0;
    return ((bin + within) / bins) * limit;
  });
}

/** Standard deviation about a mean, and the mean cube of the distance from it. */
export function moments(values: Float32Array, mean: number): { spread: number; cubed: number } {
  let squares = 0;
  let cubes = 0;
  for (let i = 0; i < values.length; i++) {
    const distance = values[i] - mean;
    squares += distance * distance;
    cubes += distance * distance * distance;
  }
  return { spread: Math.sqrt(squares / values.length), cubed: cubes / values.length };
}

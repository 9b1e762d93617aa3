import { type EncodedRaster, luminanceWeights, type OutputSpace } from '../colour';
import type { Histogram } from './types';

/** The longer side of the picture that histograms are counted on. */
export const HISTOGRAM_SIDE = 512;

/** Luminance's weights of red, green and blue in parts of 65536, whole: the GPU then counts exactly the same. */
export function countingWeights(space: OutputSpace): readonly [number, number, number] {
  const [red, , blue] = luminanceWeights(space).map((weight) => Math.round(weight * 65536));
  return [red, 65536 - red - blue, blue];
}

/** The bins of four channels of 256, then the pixels with every channel at 0, and with any at 255. */
export const COUNTS = 4 * 256 + 2;

export function histogramOf({ data, space }: EncodedRaster): Histogram {
  const counts = new Uint32Array(COUNTS);
  const [weightRed, weightGreen, weightBlue] = countingWeights(space);
  for (let i = 0; i < data.length; i += 4) {
    const r = data[i];
    const g = data[i + 1];
    const b = data[i + 2];
    counts[r]++;
    counts[256 + g]++;
    counts[512 + b]++;
    counts[768 + ((weightRed * r + weightGreen * g + weightBlue * b + 32768) >>> 16)]++;
    if (r === 0 && g === 0 && b === 0) counts[1024]++;
    if (r === 255 || g === 255 || b === 255) counts[1025]++;
  }
  return histogramFrom(counts, data.length / 4);
}

/** @param counts [COUNTS], of so many pixels */
export function histogramFrom(counts: Uint32Array<ArrayBuffer>, pixels: number): Histogram {
  return {
    red: counts.slice(0, 256),
    green: counts.slice(256, 512),
    blue: counts.slice(512, 768),
    luminance: counts.slice(768, 1024),
    shadowsClipped: counts[1024] / pixels,
    highlightsClipped: counts[1025] / pixels,
  };
}

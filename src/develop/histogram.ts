import { type EncodedRaster, luminanceWeights } from '../colour';
import type { Histogram } from './types';

/** The longer side of the picture that histograms are counted on. */
export const HISTOGRAM_SIDE = 512;

export function histogramOf({ data, space }: EncodedRaster): Histogram {
  const red = new Uint32Array(256);
  const green = new Uint32Array(256);
  const blue = new Uint32Array(256);
  const luminance = new Uint32Array(256);
  const [weightRed, weightGreen, weightBlue] = luminanceWeights(space);
  let dark = 0;
  let bright = 0;
  for (let i = 0; i < data.length; i += 4) {
    const r = data[i];
    const g = data[i + 1];
    const b = data[i + 2];
    red[r]++;
    green[g]++;
    blue[b]++;
    luminance[Math.round(weightRed * r + weightGreen * g + weightBlue * b)]++;
    if (r === 0 && g === 0 && b === 0) dark++;
    if (r === 255 || g === 255 || b === 255) bright++;
  }
  const pixels = data.length / 4;
  return { red, green, blue, luminance, shadowsClipped: dark / pixels, highlightsClipped: bright / pixels };
}

import { deltaE00, type EncodedRaster, meanDeltaE00, rasterToLab } from '../../src/colour';
import { analysePhoto, developReference } from '../../src/develop/reference';
import type { Adjustments } from '../../src/edit';

/** Rows of a raster, as a raster of their own. */
function rowsOf(raster: EncodedRaster, from: number, to: number): EncodedRaster {
  const stride = raster.width * 4;
  return { ...raster, height: to - from, data: raster.data.slice(from * stride, to * stride) };
}

/**
 * Mean ΔE00 between an exported picture and the float64 reference rendering of its photo. Compared in `bands` bands of
 * rows spread over the photo: the reference takes minutes for all of 12 megapixels.
 */
export function differenceFromReference(
  photo: EncodedRaster,
  exported: EncodedRaster,
  adjustments: Adjustments,
  { bands = 6, rowsPerBand = 40 } = {},
): number {
  const analysis = analysePhoto(photo);
  let sum = 0;
  for (let band = 0; band < bands; band++) {
    const rows = Math.min(rowsPerBand, photo.height);
    const from = Math.round(((photo.height - rows) * band) / Math.max(1, bands - 1));
    const [before, after] = [photo, exported].map((raster) => rowsOf(raster, from, from + rows));
    const at = { top: from, height: photo.height };
    const expected = developReference(before, analysis, adjustments, { band: at });
    sum += meanDeltaE00(rasterToLab(expected), rasterToLab(after));
  }
  return sum / bands;
}

export interface Difference {
  /** ΔE00. */
  readonly mean: number;
  readonly p999: number;
  readonly worst: number;
}

/** How far two pictures of one size and space differ, pixel by pixel. */
export function differenceOf(a: EncodedRaster, b: EncodedRaster): Difference {
  const [one, other] = [rasterToLab(a), rasterToLab(b)];
  const all = new Float64Array(one.length / 3);
  for (let i = 0; i < all.length; i++) {
    const at = 3 * i;
    all[i] = deltaE00(one[at], one[at + 1], one[at + 2], other[at], other[at + 1], other[at + 2]);
  }
  all.sort();
  const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
  return { mean, p999: all[Math.floor(0.999 * (all.length - 1))], worst: all[all.length - 1] };
}

/** Mean ΔE00 of every two of the pictures, which are of one size. */
export function pairwiseDifferences(pictures: readonly EncodedRaster[]): number[] {
  const labs = pictures.map(rasterToLab);
  return labs.flatMap((lab, i) => labs.slice(i + 1).map((other) => meanDeltaE00(lab, other)));
}

/** Mean luma of a raster, 0 to 255. */
export function meanLuma({ data }: EncodedRaster): number {
  let sum = 0;
  for (let i = 0; i < data.length; i += 4)
    sum += 0.2126 * data[i] + 0.7152 * data[i + 1] + 0.0722 * data[i + 2];
  return sum / (data.length / 4);
}

import type { EncodedRaster } from '../../colour';
import type { Adjustments } from '../../edit';
import { analysePhoto } from './analyse';
import { developReference } from './develop';

/** A photo with each of these settings, by its own analysis, which is made once. All results are held together. */
export function developAll(raster: EncodedRaster, list: readonly Adjustments[]): EncodedRaster[] {
  const analysis = analysePhoto(raster);
  return list.map((adjustments) => developReference(raster, analysis, adjustments));
}

import type { EncodedRaster } from '../../colour';
import { encodePhoto } from '../../files';
import type { EncodedPicture } from '../engine-types';

/** A thumbnail as a small file, for the page to show and the store to keep. */
export async function encodeSmall(raster: EncodedRaster): Promise<EncodedPicture> {
  const blob = await encodePhoto(raster, { format: 'jpeg', quality: 0.9 });
  return { blob, width: raster.width, height: raster.height };
}

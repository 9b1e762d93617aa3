import sharp from 'sharp';
import type { EncodedRaster } from '../../../src/colour';
import { picture } from '../training/simulate/pictures';

/** Writes the made picture, by the name's ending; `orientation` as EXIF numbers it. */
export async function writePicture(path: string, orientation?: number): Promise<EncodedRaster> {
  const raster = picture(0.5);
  const image = sharp(Buffer.from(raster.data.buffer), {
    raw: { width: raster.width, height: raster.height, channels: 4 },
  }).removeAlpha();
  await (orientation === undefined ? image : image.withMetadata({ orientation })).toFile(path);
  return raster;
}

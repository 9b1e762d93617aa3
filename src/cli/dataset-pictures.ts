import sharp from 'sharp';
import type { EncodedRaster } from '../colour';
import { ManylightError } from '../core';
import { imageOf } from './image-io';

/** Longer side of a picture that a dataset holds. */
export const PICTURE_SIDE = 128;

/** A test photo's small picture as a dataset holds it: a PNG, which loses nothing. */
export async function packPicture(raster: EncodedRaster): Promise<Uint8Array> {
  return new Uint8Array(await imageOf(raster).png({ compressionLevel: 9 }).toBuffer());
}

/** Throws `data-invalid`, with the photo's number. */
export async function unpackPicture(bytes: Uint8Array, photo: number): Promise<EncodedRaster> {
  try {
    const { data, info } = await sharp(bytes, { failOn: 'truncated' })
      .toColourspace('srgb')
      .flatten({ background: '#fff' })
      .ensureAlpha()
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    return { width: info.width, height: info.height, space: 'srgb', data: Uint8ClampedArray.from(data) };
  } catch (cause) {
    throw new ManylightError(
      'data-invalid',
      `The dataset cannot be used: the picture of photo ${photo} cannot be read.`,
      { cause },
    );
  }
}

import { stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import type { EncodedRaster } from '../colour';
import { ManylightError, messageOf } from '../core';

/** As many pixels as a photo may have here: 268 million, which are 1 GB decoded. */
const MOST_PIXELS = 2 ** 28;

/**
 * Reads a photo upright, in sRGB (an embedded profile is converted), 8 bits; `longSide` shrinks it if it is larger.
 * Throws `photo-empty` or `photo-unreadable` with a sentence that names the file.
 */
export async function readPhoto(path: string, options: { longSide?: number } = {}): Promise<EncodedRaster> {
  const name = basename(path);
  const info = await stat(path).catch(() => undefined);
  if (!info?.isFile()) throw new ManylightError('photo-unreadable', `There is no file ${path}.`);
  if (info.size === 0) throw new ManylightError('photo-empty', `${name} is empty.`);
  try {
    let image = sharp(path, { failOn: 'truncated', limitInputPixels: MOST_PIXELS }).autoOrient();
    if (options.longSide !== undefined) {
      image = image.resize(options.longSide, options.longSide, { fit: 'inside', withoutEnlargement: true });
    }
    const { data, info: decoded } = await image
      .toColourspace('srgb')
      .flatten({ background: '#fff' })
      .ensureAlpha()
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    const pixels = new Uint8ClampedArray(decoded.width * decoded.height * 4);
    pixels.set(data);
    return { width: decoded.width, height: decoded.height, space: 'srgb', data: pixels };
  } catch (error) {
    const [reason] = messageOf(error).split('\n');
    throw new ManylightError('photo-unreadable', `${name} cannot be read as a photo: ${reason}.`, {
      cause: error,
    });
  }
}

const WRITERS = {
  '.jpg': (image: Sharp) => image.jpeg({ quality: 92, chromaSubsampling: '4:4:4' }),
  '.jpeg': (image: Sharp) => image.jpeg({ quality: 92, chromaSubsampling: '4:4:4' }),
  '.png': (image: Sharp) => image.png(),
  '.webp': (image: Sharp) => image.webp({ quality: 92 }),
} as const;

function writerOf(path: string): (image: Sharp) => Sharp {
  const extension = extname(path).toLowerCase();
  if (!Object.hasOwn(WRITERS, extension)) {
    throw new ManylightError('usage', `${path} must end in .jpg, .png or .webp.`);
  }
  return WRITERS[extension as keyof typeof WRITERS];
}

/** Checks the name before long work is done for it. */
export function checkWritable(path: string): void {
  writerOf(path);
}

/** Writes JPEG, PNG or WebP, by the name's ending, with the profile of the raster's space. */
export async function writePhoto(path: string, raster: EncodedRaster): Promise<void> {
  const write = writerOf(path);
  const { width, height } = raster;
  const image = sharp(Buffer.from(raster.data.buffer), { raw: { width, height, channels: 4 } })
    .removeAlpha()
    .withIccProfile(raster.space === 'srgb' ? 'srgb' : 'p3');
  try {
    await write(image).toFile(path);
  } catch (error) {
    throw new ManylightError('encode-failed', `${path} cannot be written: ${messageOf(error)}.`, {
      cause: error,
    });
  }
}

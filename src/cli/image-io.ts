import { readFile, stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import type { EncodedRaster, OutputSpace } from '../colour';
import { ManylightError, messageOf } from '../core';
import { inspect, spaceFor } from '../files';

/** As many pixels as a photo may have here: 268 million, which are 1 GB decoded. */
const MOST_PIXELS = 2 ** 28;

/** ITU-T H.273's code of Display P3's primaries. */
const DISPLAY_P3 = 12;

interface ReadOptions {
  /** Shrinks the photo if it is larger, in pixels. */
  readonly longSide?: number;
  /** Holds a photo whose colours can leave sRGB in Display P3, as the app does; otherwise all are brought into sRGB. */
  readonly keepsWide?: boolean;
}

/** The space to hold a photo in, and whether its codes are of that space already, with no profile to say so. */
async function spaceOfFile(path: string): Promise<{ space: OutputSpace; isStored: boolean }> {
  const inspection = inspect(new Uint8Array(await readFile(path)));
  if (inspection.format === 'other') return { space: 'srgb', isStored: false };
  const space = await spaceFor(inspection);
  if (space === 'srgb' || inspection.profile) return { space, isStored: false };
  if (inspection.primaries === DISPLAY_P3) return { space, isStored: true };
  throw new RangeError('its wide colours are given by no ICC profile');
}

/**
 * Reads a photo upright, 8 bits, in sRGB (an embedded profile is converted) or, with `keepsWide`, in Display P3 if it
 * needs it. Throws `photo-empty` or `photo-unreadable` with a sentence that names the file.
 */
export async function readPhoto(path: string, options: ReadOptions = {}): Promise<EncodedRaster> {
  const name = basename(path);
  const info = await stat(path).catch(() => undefined);
  if (!info?.isFile()) throw new ManylightError('photo-unreadable', `There is no file ${path}.`);
  if (info.size === 0) throw new ManylightError('photo-empty', `${name} is empty.`);
  try {
    const { space, isStored } = options.keepsWide
      ? await spaceOfFile(path)
      : { space: 'srgb' as const, isStored: false };
    let image = sharp(path, { failOn: 'truncated', limitInputPixels: MOST_PIXELS }).autoOrient();
    // In 16 bits libvips converts a profile to Display P3, in 8 to sRGB.
    if (space === 'display-p3' && !isStored) image = image.pipelineColourspace('rgb16');
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
    return { width: decoded.width, height: decoded.height, space, data: pixels };
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

/** A raster for sharp to work on, opaque; nothing says its space. */
export function imageOf({ width, height, data }: EncodedRaster): Sharp {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  return sharp(bytes, { raw: { width, height, channels: 4 } }).removeAlpha();
}

/** A picture of a page as a URL that holds it all, in WebP. */
export async function dataUrlOf(raster: EncodedRaster): Promise<string> {
  const bytes = await imageOf(raster).webp({ quality: 85 }).toBuffer();
  return `data:image/webp;base64,${bytes.toString('base64')}`;
}

/** Writes JPEG, PNG or WebP, by the name's ending, with the profile of the raster's space. */
export async function writePhoto(path: string, raster: EncodedRaster): Promise<void> {
  const write = writerOf(path);
  const image = imageOf(raster);
  // In 16 bits libvips takes pixels without a profile for Display P3, in 8 for sRGB: so nothing is converted.
  const labelled =
    raster.space === 'srgb'
      ? image.withIccProfile('srgb')
      : image.pipelineColourspace('rgb16').withIccProfile('p3');
  try {
    await write(labelled).toFile(path);
  } catch (error) {
    throw new ManylightError('encode-failed', `${path} cannot be written: ${messageOf(error)}.`, {
      cause: error,
    });
  }
}

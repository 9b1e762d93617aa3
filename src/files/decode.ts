import type { EncodedRaster, OutputSpace } from '../colour';
import { isAbort, ManylightError, throwIfAborted } from '../core';
import { spaceFor } from './gamut';
import { type Inspection, inspect, type PhotoFormat } from './inspect';
import { type PhotoMetadata, readMetadata } from './metadata';

export interface DecodedPhoto {
  /** Upright, in Display P3 when the file's own colours can leave sRGB, otherwise sRGB; alpha is 255 throughout. */
  readonly raster: EncodedRaster;
  readonly name: string;
  readonly format: PhotoFormat;
  readonly byteLength: number;
  readonly metadata: PhotoMetadata;
}

/** Beyond this the pixels alone, held twice while decoding, would take a gigabyte. */
export const MAX_PIXELS = 120_000_000;

/** No decoder or canvas of any browser takes a longer side. */
const MAX_SIDE = 65_535;

/** Pixels are fetched from the canvas in strips of about this many, so that a big photo is held twice and not thrice. */
const STRIP_PIXELS = 4_000_000;

const OPENS = 'Manylight opens JPEG, PNG, WebP and AVIF';

const unreadable = (message: string, cause?: unknown) =>
  new ManylightError('photo-unreadable', message, { cause });

const tooLarge = (name: string, width: number, height: number, why: string, cause?: unknown) =>
  new ManylightError(
    'photo-too-large',
    `“${name}” is too large to open: ${width} × ${height} pixels${why}.`,
    {
      cause,
    },
  );

async function readBytes(file: Blob, name: string): Promise<Uint8Array<ArrayBuffer>> {
  if (file.size === 0) throw new ManylightError('photo-empty', `“${name}” is empty.`);
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (cause) {
    // The browser's own words differ; the file was moved, changed or is on a drive that is gone.
    throw unreadable(`“${name}” could not be read: it may have been moved or changed.`, cause);
  }
}

/** The headers' verdict on a file. Throws `photo-unreadable` or `photo-too-large`, naming the file and the reason. */
function checkFile(bytes: Uint8Array<ArrayBuffer>, name: string): Inspection {
  const inspection = inspect(bytes);
  if (inspection.format === 'other') {
    throw unreadable(`“${name}” is ${inspection.name ?? 'not a photo'}; ${OPENS}.`);
  }
  const { width, height, complete } = inspection;
  if (width * height > MAX_PIXELS || Math.max(width, height) > MAX_SIDE) {
    throw tooLarge(name, width, height, `, where ${MAX_PIXELS / 1e6} million are the most`);
  }
  if (!complete) throw unreadable(`“${name}” is cut short: the end of the photo is missing.`);
  if (width === 0 || height === 0) throw unreadable(`“${name}” is damaged: it has no size.`);
  return inspection;
}

async function readPixels(
  bitmap: ImageBitmap,
  space: OutputSpace,
  signal: AbortSignal | undefined,
): Promise<EncodedRaster> {
  const { width, height } = bitmap;
  const data = new Uint8ClampedArray(width * height * 4);
  const rows = Math.min(height, Math.max(1, Math.floor(STRIP_PIXELS / width)));
  const canvas = new OffscreenCanvas(width, rows);
  const context = canvas.getContext('2d', { colorSpace: space, willReadFrequently: true });
  if (!context) throw new RangeError('No canvas of this size.');
  context.imageSmoothingEnabled = false;
  // Transparent parts of a photo become white, as on paper: the engine works on opaque pixels.
  context.fillStyle = '#fff';
  for (let y = 0; y < height; y += rows) {
    throwIfAborted(signal);
    context.fillRect(0, 0, width, rows);
    context.drawImage(bitmap, 0, -y);
    const strip = context.getImageData(0, 0, width, Math.min(rows, height - y), { colorSpace: space });
    data.set(strip.data, y * width * 4);
  }
  return { width, height, space, data };
}

/**
 * Decodes a photo with the browser's own decoders, upright by its EXIF orientation, 16-bit, CMYK and grey files as the
 * browser converts them. Runs on the page or in a worker. Throws `photo-empty`, `photo-unreadable` or
 * `photo-too-large` with one sentence naming the file and the reason.
 */
export async function decodePhoto(file: Blob, name: string, signal?: AbortSignal): Promise<DecodedPhoto> {
  const bytes = await readBytes(file, name);
  throwIfAborted(signal);
  const inspection = checkFile(bytes, name);
  const { width, height, format } = inspection;
  const space = await spaceFor(inspection);
  let bitmap: ImageBitmap | undefined;
  try {
    // The type goes by the content: a PNG named .jpg opens too.
    bitmap = await createImageBitmap(new Blob([bytes], { type: `image/${format}` }), {
      imageOrientation: 'from-image',
    });
    throwIfAborted(signal);
    const raster = await readPixels(bitmap, space, signal);
    const metadata = await readMetadata(bytes.buffer, format);
    return { raster, name, format, byteLength: bytes.length, metadata };
  } catch (cause) {
    if (isAbort(cause)) throw cause;
    if (bitmap || cause instanceof RangeError) {
      throw tooLarge(name, width, height, ' do not fit in this device’s memory', cause);
    }
    throw unreadable(`“${name}” is damaged, or of a kind that this browser cannot decode.`, cause);
  } finally {
    bitmap?.close();
  }
}

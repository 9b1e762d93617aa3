import type { EncodedRaster, OutputSpace } from '../colour';
import { inStrips, isAbort, ManylightError, throwIfAborted } from '../core';
import { spaceFor } from './gamut';
import { type Inspection, inspect } from './inspect';
import { readOrientation } from './orientation';
import { stripRows } from './strips';

/** Beyond this the pixels alone, held twice while decoding, would take a gigabyte. */
export const MAX_PIXELS = 120_000_000;

/** No decoder or canvas of any browser takes a longer side. */
const MAX_SIDE = 65_535;

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

/** A photo's file whole. Throws `photo-empty` or `photo-unreadable` with one sentence naming it. */
export async function readPhotoBytes(file: Blob, name: string): Promise<Uint8Array<ArrayBuffer>> {
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

/**
 * Canvas transforms (a, b, c, d, e, f) that turn a stored picture of w x h upright, per EXIF orientation 1 to 8
 * (Exif 3.0, 4.6.5.1.6).
 */
function uprighting(orientation: number, w: number, h: number): readonly number[] {
  switch (orientation) {
    case 2:
      return [-1, 0, 0, 1, w, 0];
    case 3:
      return [-1, 0, 0, -1, w, h];
    case 4:
      return [1, 0, 0, -1, 0, h];
    case 5:
      return [0, 1, 1, 0, 0, 0];
    case 6:
      return [0, 1, -1, 0, h, 0];
    case 7:
      return [0, -1, -1, 0, h, w];
    case 8:
      return [0, -1, 1, 0, 0, w];
    default:
      return [1, 0, 0, 1, 0, 0];
  }
}

/** The space of a canvas that was asked for another than sRGB: some browsers know no other, and say so. */
function spaceOf(context: OffscreenCanvasRenderingContext2D, asked: OutputSpace): OutputSpace {
  // Not in every browser's offscreen canvases, nor in TypeScript's.
  const { getContextAttributes } = context as { getContextAttributes?(): { colorSpace?: OutputSpace } };
  const told = getContextAttributes?.call(context).colorSpace;
  return told ?? context.getImageData(0, 0, 1, 1, { colorSpace: asked }).colorSpace ?? 'srgb';
}

async function readPixels(
  bitmap: ImageBitmap,
  orientation: number,
  space: OutputSpace,
  signal: AbortSignal | undefined,
): Promise<EncodedRaster> {
  const isTurned = orientation >= 5;
  const [width, height] = isTurned ? [bitmap.height, bitmap.width] : [bitmap.width, bitmap.height];
  const [a, b, c, d, e, f] = uprighting(orientation, bitmap.width, bitmap.height);
  const data = new Uint8ClampedArray(width * height * 4);
  // In strips also so that a big photo is held twice and not thrice.
  const rows = stripRows(width, height);
  const canvas = new OffscreenCanvas(width, rows);
  const context = canvas.getContext('2d', { colorSpace: space, willReadFrequently: true });
  if (!context) throw new RangeError('No canvas of this size.');
  const given = space === 'srgb' ? space : spaceOf(context, space);
  context.imageSmoothingEnabled = false;
  // Transparent parts of a photo become white, as on paper: the engine works on opaque pixels.
  context.fillStyle = '#fff';
  await inStrips(height, rows, signal, (first, end) => {
    context.resetTransform();
    context.fillRect(0, 0, width, rows);
    context.setTransform(a, b, c, d, e, f - first);
    context.drawImage(bitmap, 0, 0);
    const strip = context.getImageData(0, 0, width, end - first, { colorSpace: given });
    data.set(strip.data, first * width * 4);
  });
  return { width, height, space: given, data };
}

/**
 * Decodes a photo with the browser's own decoders, upright by its EXIF orientation, 16-bit, CMYK and grey files as the
 * browser converts them: in Display P3 when the file's own colours can leave sRGB, otherwise in sRGB; alpha is 255
 * throughout. Runs on the page or in a worker. Throws `photo-empty`, `photo-unreadable` or
 * `photo-too-large` with one sentence naming the file and the reason.
 */
export async function decodePhoto(file: Blob, name: string, signal?: AbortSignal): Promise<EncodedRaster> {
  const bytes = await readPhotoBytes(file, name);
  throwIfAborted(signal);
  const inspection = checkFile(bytes, name);
  const { width, height, format } = inspection;
  const space = await spaceFor(inspection);
  let bitmap: ImageBitmap | undefined;
  try {
    // Decoders turn the other three upright by themselves; of WebP's EXIF some take notice and some do not.
    const isOurs = format === 'webp';
    // The type goes by the content: a PNG named .jpg opens too.
    bitmap = await createImageBitmap(new Blob([bytes], { type: `image/${format}` }), {
      imageOrientation: isOurs ? 'none' : 'from-image',
    });
    throwIfAborted(signal);
    const orientation = isOurs ? await readOrientation(bytes.buffer) : 1;
    return await readPixels(bitmap, orientation, space, signal);
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

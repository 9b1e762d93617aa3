import type { EncodedRaster } from '../colour';
import { inStrips, ManylightError, throwIfAborted } from '../core';
import { stripRows } from './strips';

export type ExportFormat = 'jpeg' | 'png' | 'webp';

export interface EncodeOptions {
  readonly format: ExportFormat;
  /** 0 to 1 for JPEG and WebP; PNG loses nothing and ignores it. */
  readonly quality?: number;
}

const NAMES: Readonly<Record<ExportFormat, string>> = { jpeg: 'JPEG', png: 'PNG', webp: 'WebP' };

/** The longest side that each format can hold. */
const MAX_SIDES: Readonly<Record<ExportFormat, number>> = { jpeg: 65_500, png: 65_535, webp: 16_383 };

/** High enough that the loss is not seen at 100%. */
export const DEFAULT_QUALITY = 0.92;

/**
 * Writes a raster at its full size, upright, tagged with its colour space (browsers embed a Display P3 profile; for sRGB
 * one in some formats and none in others, which means the same). Throws `encode-failed` with one sentence.
 */
export async function encodePhoto(
  raster: EncodedRaster,
  { format, quality = DEFAULT_QUALITY }: EncodeOptions,
  signal?: AbortSignal,
): Promise<Blob> {
  const { width, height, space, data } = raster;
  const limit = MAX_SIDES[format];
  if (Math.max(width, height) > limit) {
    throw new ManylightError(
      'encode-failed',
      `${NAMES[format]} holds at most ${limit} pixels a side, and this photo is ${width} × ${height}; choose another format.`,
    );
  }
  const type = `image/${format}`;
  let blob: Blob;
  try {
    const canvas = new OffscreenCanvas(width, height);
    // Without acceleration: a canvas of a full-size photo need not fit in the GPU's memory.
    const context = canvas.getContext('2d', { colorSpace: space, willReadFrequently: true });
    if (!context) throw new RangeError('No canvas of this size.');
    const image = new ImageData(data, width, height, { colorSpace: space });
    await inStrips(height, stripRows(width, height), signal, (first, end) =>
      context.putImageData(image, 0, 0, 0, first, width, end - first),
    );
    throwIfAborted(signal);
    blob = await canvas.convertToBlob({ type, quality });
  } catch (cause) {
    throwIfAborted(signal);
    throw new ManylightError(
      'encode-failed',
      `This browser could not write a ${NAMES[format]} of ${width} × ${height} pixels; its memory may be too small.`,
      { cause },
    );
  }
  throwIfAborted(signal);
  // Browsers answer with PNG, and no error, where they lack the encoder.
  if (blob.type !== type) {
    throw new ManylightError(
      'encode-failed',
      `This browser cannot write ${NAMES[format]}; choose another format.`,
    );
  }
  return blob;
}

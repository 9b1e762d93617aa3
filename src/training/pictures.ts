import type { EncodedRaster } from '../colour';
import { ManylightError } from '../core';

/** Small pictures of a dataset's test photos: what proposals are developed on when they are judged by their looks. */
export const PICTURES_FILE = 'pictures.u8';

/** Longer side of a picture. */
export const PICTURE_SIDE = 128;

/** One picture of the file, in its order: RGB, 8 bits, sRGB, rows from the top. */
export interface PictureEntry {
  /** Row of the dataset's photos. */
  readonly photo: number;
  readonly width: number;
  readonly height: number;
}

/** The bytes of a picture as they stand in the file. */
export function packPicture({ data }: EncodedRaster): Uint8Array {
  return Uint8Array.from({ length: (data.length / 4) * 3 }, (_, i) => data[Math.floor(i / 3) * 4 + (i % 3)]);
}

/** By photo. Throws `data-invalid` where list and bytes do not fit together. */
export function parsePictures(entries: unknown, bytes: ArrayBuffer): Map<number, EncodedRaster> {
  const list = (Array.isArray(entries) ? entries : []) as readonly PictureEntry[];
  const pictures = new Map<number, EncodedRaster>();
  let at = 0;
  for (const { photo, width, height } of list) {
    const pixels = width * height;
    if (!(pixels > 0) || at + 3 * pixels > bytes.byteLength) {
      throw new ManylightError('data-invalid', `The dataset cannot be used: ${PICTURES_FILE} is cut short.`);
    }
    const rgb = new Uint8Array(bytes, at, 3 * pixels);
    const data = new Uint8ClampedArray(4 * pixels).fill(255);
    for (let i = 0; i < pixels; i++) data.set(rgb.subarray(3 * i, 3 * i + 3), 4 * i);
    pictures.set(photo, { width, height, space: 'srgb', data });
    at += 3 * pixels;
  }
  return pictures;
}

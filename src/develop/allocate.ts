import { ManylightError } from '../core';

/** Room for a whole photo, or `out-of-memory` in words. */
export function allocatePixels(width: number, height: number): Uint8ClampedArray<ArrayBuffer> {
  try {
    return new Uint8ClampedArray(width * height * 4);
  } catch (cause) {
    throw new ManylightError('out-of-memory', 'There is not enough memory for the photo at full size.', {
      cause,
    });
  }
}

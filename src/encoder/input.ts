import { apply, decodeSrgb, type EncodedRaster, encodeSrgb, rgbToRgb } from '../colour';
import { invariant } from '../core';
import { areaAverage } from './area';

/** Width and height of what the encoder looks at, in pixels. */
export const INPUT_SIZE = 224;

/**
 * What the encoder sees of a photo: the whole of it, squashed to a square by exact area averaging of encoded values,
 * in sRGB (colours outside sRGB are clipped). The encoder was distilled on pictures made in this very way
 * (scripts/distil-encoder/data.py, `squash`), except that those were rounded to 8 bits.
 *
 * @returns [224 * 224 * 3] in [0, 1], row by row from the top left, red, green, blue.
 * @throws an invariant violation when the raster has no pixels or its data do not fit its size.
 */
export function encoderInput(raster: EncodedRaster): Float32Array {
  const { width, height, data, space } = raster;
  invariant(width > 0 && height > 0 && data.length === width * height * 4, 'a raster holds 4 bytes a pixel');
  const out = areaAverage(data, width, height, INPUT_SIZE, INPUT_SIZE, 1 / 255);
  if (space !== 'srgb') toSrgb(out, space);
  return out;
}

function toSrgb(rgb: Float32Array, space: EncodedRaster['space']): void {
  const matrix = rgbToRgb(space, 'srgb');
  for (let i = 0; i < rgb.length; i += 3) {
    const linear = apply(matrix, [decodeSrgb(rgb[i]), decodeSrgb(rgb[i + 1]), decodeSrgb(rgb[i + 2])]);
    for (let c = 0; c < 3; c++) rgb[i + c] = Math.min(1, Math.max(0, encodeSrgb(linear[c])));
  }
}

import type { EncodedRaster, OutputSpace } from '../../../src/colour';
import { type Adjustments, type AdjustmentsPatch, NEUTRAL } from '../../../src/edit';

/** Values in slider units for some; the rest neutral, and nothing snapped to steps. */
export function adjust(patch: AdjustmentsPatch): Adjustments {
  return { ...NEUTRAL, ...patch };
}

/** A picture made in code, pixel by pixel: 8-bit codes of red, green and blue. */
export function picture(
  width: number,
  height: number,
  colour: (x: number, y: number) => readonly [number, number, number],
  space: OutputSpace = 'srgb',
): EncodedRaster {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i += 4) {
      const [r, g, b] = colour(x, y);
      data[i] = r;
      data[i + 1] = g;
      data[i + 2] = b;
      data[i + 3] = 255;
    }
  }
  return { width, height, space, data };
}

export function greyPicture(
  width: number,
  height: number,
  code: (x: number, y: number) => number,
): EncodedRaster {
  return picture(width, height, (x, y) => {
    const value = code(x, y);
    return [value, value, value];
  });
}

/** Sky over hills with texture and a few vivid patches: light, dark, dull and colourful parts in one. */
export function scenePicture(width: number, height: number): EncodedRaster {
  return picture(width, height, (x, y) => {
    const u = x / width;
    const v = y / height;
    const grain = 12 * Math.sin(x * 1.7 + 3 * Math.sin(y * 0.9)) * Math.cos(y * 1.3);
    const ridge = 0.45 + 0.1 * Math.sin(9 * u);
    if (v < ridge) return [120 + 120 * v, 160 + 140 * v, 225 + 60 * v];
    if (Math.hypot(u - 0.3, v - 0.75) < 0.1) return [200 + grain, 40, 30];
    if (Math.hypot(u - 0.7, v - 0.75) < 0.1) return [224, 172 + grain / 2, 144];
    const shade = 90 * (1 - v) + grain + 20;
    return [shade * 0.8, shade, shade * 0.5];
  });
}

/** One row of a picture as a picture of its own. */
export function rowOf(raster: EncodedRaster, y: number): EncodedRaster {
  const stride = raster.width * 4;
  return { ...raster, height: 1, data: raster.data.slice(y * stride, (y + 1) * stride) };
}

import type { EncodedRaster } from '../../../src/colour';

type Rgb = readonly [number, number, number];

/** A raster from a function of its pixels, 0..255. */
export function raster(
  width: number,
  height: number,
  pixel: (x: number, y: number) => Rgb,
  space: EncodedRaster['space'] = 'srgb',
): EncodedRaster {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) data.set([...pixel(x, y), 255], 4 * (y * width + x));
  }
  return { width, height, space, data };
}

/** Smooth waves with some texture: every tone and many hues. */
export function waves(width: number, height: number, gain = 1): EncodedRaster {
  return raster(width, height, (x, y) => {
    const u = x / width;
    const v = y / height;
    const grain = ((x * 13 + y * 7) % 11) - 5;
    return [
      gain * (100 + 80 * Math.sin(5 * u + 2 * v) + grain),
      gain * (90 + 60 * Math.sin(3 * u + 4 * v + 1) + grain),
      gain * (80 + 70 * Math.cos(2 * u - 6 * v) + grain),
    ];
  });
}

/** The same picture left to right. */
export function mirrored(source: EncodedRaster): EncodedRaster {
  return raster(source.width, source.height, (x, y) => {
    const at = 4 * (y * source.width + source.width - 1 - x);
    return [source.data[at], source.data[at + 1], source.data[at + 2]];
  });
}

/** `synthetic()` of scripts/distil-encoder/train.py: blocks of 8 pixels, (7 y + 3 x + 85 c) mod 256. */
export function synthetic(): EncodedRaster {
  return raster(224, 224, (x, y) => {
    const value = Math.floor(y / 8) * 7 + Math.floor(x / 8) * 3;
    return [value % 256, (value + 85) % 256, (value + 170) % 256];
  });
}

import type { EncodedRaster } from '../../../../src/colour';
import { createRng } from '../../../../src/core';

/** A small photographic scene made in code: sky, hills, a grey wall in light and shade, texture and colour. */
export function picture(light = 1, width = 96, height = 64): EncodedRaster {
  const rng = createRng(11);
  const data = new Uint8ClampedArray(width * height * 4);
  const encode = (linear: number) => {
    const v = Math.min(1, Math.max(0, linear * light));
    return 255 * (v <= 0.0031308 ? 12.92 * v : 1.055 * v ** (1 / 2.4) - 0.055);
  };
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const grain = 1 + 0.25 * (rng.uniform() - 0.5) + 0.2 * Math.sin(x * 0.9) * Math.sin(y * 0.7);
      const sky = y < height * 0.35;
      const wall = !sky && x > width * 0.55;
      const shade = wall && x > width * 0.8 ? 0.12 : 1;
      const [r, g, b] = sky ? [0.5, 0.62, 0.85] : wall ? [0.4, 0.4, 0.4] : [0.11, 0.17, 0.05];
      const fade = sky ? 1 : grain * shade * (0.4 + (0.8 * y) / height);
      data.set([encode(r * fade), encode(g * fade), encode(b * fade), 255], 4 * (y * width + x));
    }
  }
  return { width, height, space: 'srgb', data };
}

import type { EncodedRaster } from '../../../src/colour';
import { DEFAULT_SCENE, drawScene } from '../../support/scene';

/** A block of picture that large photos repeat, so that a pixel costs the same at every size. */
const BLOCK = { width: 1224, height: 816 } as const;

let block: Uint32Array | undefined;

function blockPixels(): Uint32Array {
  if (block) return block;
  const { width, height } = BLOCK;
  const rgb = drawScene({ ...DEFAULT_SCENE, seed: 40 }, width, height);
  block = Uint32Array.from(
    { length: width * height },
    (_, i) => (rgb[3 * i] | (rgb[3 * i + 1] << 8) | (rgb[3 * i + 2] << 16) | 0xff000000) >>> 0,
  );
  return block;
}

/** Width and height of a 3:2 photo of about so many megapixels. */
export function sizeOf(megapixels: number): { readonly width: number; readonly height: number } {
  const height = Math.round(Math.sqrt((megapixels * 1e6) / 1.5));
  return { width: Math.round(1.5 * height), height };
}

/** A photo of about so many megapixels, made of one block of a drawn scene. */
export function photoOf(megapixels: number): EncodedRaster {
  const { width, height } = sizeOf(megapixels);
  const data = new Uint8ClampedArray(width * height * 4);
  const pixels = new Uint32Array(data.buffer);
  const source = blockPixels();
  for (let y = 0; y < height; y++) {
    const from = (y % BLOCK.height) * BLOCK.width;
    for (let x = 0; x < width; x += BLOCK.width) {
      const count = Math.min(BLOCK.width, width - x);
      pixels.set(source.subarray(from, from + count), y * width + x);
    }
  }
  return { width, height, space: 'srgb', data };
}

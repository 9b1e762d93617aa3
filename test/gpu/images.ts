import type { EncodedRaster, OutputSpace } from '../../src/colour';
import { createRng } from '../../src/core';

type Colour = readonly [number, number, number];

/** A picture from a function of the pixel to encoded values 0..1. */
export function paint(
  width: number,
  height: number,
  at: (x: number, y: number) => Colour,
  space: OutputSpace = 'srgb',
): EncodedRaster {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i += 4) {
      const colour = at(x, y);
      for (let k = 0; k < 3; k++) data[i + k] = Math.round(255 * colour[k]);
      data[i + 3] = 255;
    }
  }
  return { width, height, space, data };
}

/** Greys, ramps of the primaries and their mixtures, and a wheel of hues, in bands. */
export function gradients(width = 512, height = 256, space: OutputSpace = 'srgb'): EncodedRaster {
  const bands: ((t: number, v: number) => Colour)[] = [
    (t) => [t, t, t],
    (t) => [t, 0, 0],
    (t) => [0, t, 0],
    (t) => [0, 0, t],
    (t, v) => [t, v, 0.5],
    (t, v) => [0.2, t, v],
    (t, v) => [1, t, v],
    (t, v) => hue(t, v),
  ];
  const bandHeight = height / bands.length;
  return paint(
    width,
    height,
    (x, y) => {
      const band = Math.min(bands.length - 1, Math.floor(y / bandHeight));
      return bands[band](x / (width - 1), (y - band * bandHeight) / bandHeight);
    },
    space,
  );
}

function hue(t: number, v: number): Colour {
  const channel = (shift: number): number =>
    v * (0.5 + 0.5 * Math.cos(2 * Math.PI * (t - shift))) + (1 - v) * 0.5;
  return [channel(0), channel(1 / 3), channel(2 / 3)];
}

/** Every value beside every other: hard steps and noise over the whole range. */
export function extremes(width = 256, height = 256, seed = 1): EncodedRaster {
  const rng = createRng(seed);
  const corner = (index: number): Colour => [index & 1, (index >> 1) & 1, (index >> 2) & 1];
  return paint(width, height, (x, y) => {
    if (y < height / 2) return corner((Math.floor(x / 16) + Math.floor(y / 16)) % 8);
    return [rng.uniform(), rng.uniform(), rng.uniform()];
  });
}

/** Smooth noise over octaves, 0..1. */
function fractal(seed: number): (x: number, y: number) => number {
  const rng = createRng(seed);
  const size = 64;
  const lattice = Float64Array.from({ length: size * size }, () => rng.uniform());
  const value = (x: number, y: number): number => {
    const x0 = Math.floor(x);
    const y0 = Math.floor(y);
    const fx = x - x0;
    const fy = y - y0;
    const sx = fx * fx * (3 - 2 * fx);
    const sy = fy * fy * (3 - 2 * fy);
    const at = (i: number, j: number): number =>
      lattice[((((j % size) + size) % size) * size + (((i % size) + size) % size)) | 0];
    const top = at(x0, y0) * (1 - sx) + at(x0 + 1, y0) * sx;
    const bottom = at(x0, y0 + 1) * (1 - sx) + at(x0 + 1, y0 + 1) * sx;
    return top * (1 - sy) + bottom * sy;
  };
  return (x, y) => {
    let sum = 0;
    let weight = 0.5;
    for (let octave = 0, scale = 4; octave < 6; octave++, scale *= 2, weight *= 0.5) {
      sum += weight * value(x * scale, y * scale);
    }
    return sum;
  };
}

/** Opaque noise: quick to make at any size, and no pixel can be taken for its neighbour. */
export function noise(width: number, height: number): EncodedRaster {
  const data = new Uint8ClampedArray(width * height * 4);
  const words = new Uint32Array(data.buffer);
  for (let i = 0; i < words.length; i++) {
    const mixed = Math.imul(i ^ (i >>> 15), 0x2c1b3c6d);
    words[i] = (mixed ^ (mixed >>> 12)) | 0xff000000;
  }
  return { width, height, space: 'srgb', data };
}

/**
 * Something like a photo: a sky with a sun that clips, hills with texture, a dark foreground, and two round faces
 * of skin colour with hard edges.
 */
export function photoLike(
  width: number,
  height: number,
  seed = 7,
  space: OutputSpace = 'srgb',
): EncodedRaster {
  const rough = fractal(seed);
  const fine = fractal(seed + 1);
  const shape = createRng(seed);
  const horizon = 0.35 + 0.2 * shape.uniform();
  const faces = [0, 1].map(() => [
    0.2 + 0.6 * shape.uniform(),
    0.45 + 0.3 * shape.uniform(),
    0.06 + 0.06 * shape.uniform(),
  ]);
  const limit = (value: number): number => Math.min(1, Math.max(0, value));
  return paint(
    width,
    height,
    (px, py) => {
      const x = px / width;
      const y = py / height;
      for (const [cx, cy, radius] of faces) {
        const dx = x - cx;
        const dy = (y - cy) * (height / width);
        const d = (dx * dx + dy * dy) / (radius * radius);
        if (d < 1) {
          const light = limit(1.05 - 0.55 * d + 0.5 * (dx / radius) + 0.1 * (fine(x * 6, y * 6) - 0.5));
          return [limit(0.88 * light), limit(0.66 * light), limit(0.54 * light)];
        }
      }
      const ridge = horizon + 0.12 * (rough(x * 0.5, 3) - 0.5);
      if (y < ridge) {
        const sun = Math.exp(-((x - 0.75) ** 2 + (y - 0.12) ** 2) / 0.004);
        const cloud = rough(x, y * 2) ** 2;
        const sky = 0.45 + 0.35 * (y / ridge);
        return [
          limit(sky * 0.7 + cloud * 0.5 + sun),
          limit(sky * 0.85 + cloud * 0.45 + sun),
          limit(sky + cloud * 0.3 + sun),
        ];
      }
      const depth = (y - ridge) / (1 - ridge);
      const grain = fine(x * 2, y * 2) - 0.5;
      const ground = limit(0.5 - 0.48 * depth + 0.5 * grain * (1 - 0.6 * depth));
      return [limit(ground * 0.8), limit(ground * 0.95 + 0.02), limit(ground * 0.5)];
    },
    space,
  );
}

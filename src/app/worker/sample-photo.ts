import { type EncodedRaster, encodeSrgb } from '../../colour';
import { createRng } from '../../core';

export const SAMPLE_NAME = 'Sample (evening hills).jpg';

const WIDTH = 1800;
const HEIGHT = 1200;

/** Smooth noise in 0..1 from values on a lattice, the usual cosine-free quintic between them. */
function createNoise(seed: number): (x: number, y: number) => number {
  const rng = createRng(seed);
  const size = 256;
  const lattice = Float64Array.from({ length: size * size }, () => rng.uniform());
  const at = (x: number, y: number) => lattice[(y & 255) * size + (x & 255)];
  const ease = (t: number) => t * t * t * (t * (t * 6 - 15) + 10);
  return (x, y) => {
    const [ix, iy] = [Math.floor(x), Math.floor(y)];
    const [u, v] = [ease(x - ix), ease(y - iy)];
    const top = at(ix, iy) + (at(ix + 1, iy) - at(ix, iy)) * u;
    const bottom = at(ix, iy + 1) + (at(ix + 1, iy + 1) - at(ix, iy + 1)) * u;
    return top + (bottom - top) * v;
  };
}

type Colour = readonly [number, number, number];

const mix = (a: Colour, b: Colour, t: number): Colour => [
  a[0] + (b[0] - a[0]) * t,
  a[1] + (b[1] - a[1]) * t,
  a[2] + (b[2] - a[2]) * t,
];

/**
 * A landscape made in code (no one's photo), in linear light: an evening sky with clouds and a low sun, five ranges of
 * hills in haze, a lake with their reflection; rather dark and flat, as straight from a camera, so that edits show.
 */
export function drawSample(): EncodedRaster {
  const noise = createNoise(20_261_123);
  const rng = createRng(77);
  const fractal = (x: number, y: number, octaves: number): number => {
    let [sum, amplitude, frequency] = [0, 0.5, 1];
    for (let octave = 0; octave < octaves; octave++) {
      sum += amplitude * noise(x * frequency, y * frequency);
      amplitude /= 2;
      frequency *= 2;
    }
    return sum;
  };
  const shore = Math.round(HEIGHT * 0.72);
  const sun = { x: WIDTH * 0.66, y: HEIGHT * 0.4 };
  const ranges = Array.from({ length: 5 }, (_, range) => {
    const depth = 1 - range / 4;
    return {
      depth,
      crest: Float64Array.from(
        { length: WIDTH },
        (_unused, x) =>
          HEIGHT * (0.42 + 0.065 * range) -
          HEIGHT *
            (0.05 + 0.09 * depth) *
            (fractal((x / WIDTH) * (3 + range) + range * 17, range * 5, 6) - 0.45) *
            2,
      ),
    };
  });

  const sky = (x: number, y: number): Colour => {
    const height = 1 - y / shore;
    const base = mix([0.62, 0.36, 0.2], [0.07, 0.13, 0.28], Math.min(1, height * 1.25));
    const distance = Math.hypot(x - sun.x, (y - sun.y) * 1.3) / WIDTH;
    const glow = 1.6 * Math.exp(-distance * 22) + 0.5 * Math.exp(-distance * 5);
    const cloud = Math.max(0, fractal(x / 260 + 9, y / 90, 6) - 0.45) * 2.6 * Math.min(1, height * 3);
    const lit = mix(base, [0.8, 0.42, 0.28], Math.min(0.85, cloud * (0.5 + glow)));
    return [lit[0] + glow * 0.75, lit[1] + glow * 0.5, lit[2] + glow * 0.26];
  };
  const land = (x: number, y: number): Colour => {
    let colour = sky(x, y);
    for (const { depth, crest } of ranges) {
      if (y < crest[x]) continue;
      const texture = fractal(x / 24, y / 14, 4);
      const near: Colour = [0.025 + 0.05 * texture, 0.04 + 0.06 * texture, 0.016 + 0.02 * texture];
      colour = mix(near, [0.36, 0.27, 0.26], depth * 0.82 * (1 - Math.min(0.5, (y - crest[x]) / HEIGHT)));
    }
    return colour;
  };

  const data = new Uint8ClampedArray(WIDTH * HEIGHT * 4);
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      let colour: Colour;
      if (y < shore) {
        colour = land(x, y);
      } else {
        const ripple = (noise(x / 40, (y - shore) / 3) - 0.5) * (4 + (y - shore) / 14);
        const mirrored = Math.max(0, Math.min(shore - 1, Math.round(2 * shore - y + ripple)));
        const reflected = land(Math.max(0, Math.min(WIDTH - 1, Math.round(x + ripple))), mirrored);
        colour = mix(reflected, [0.03, 0.05, 0.07], 0.35 + (0.3 * (y - shore)) / (HEIGHT - shore));
      }
      const grain = 1 + 0.05 * (rng.uniform() - 0.5);
      const offset = (y * WIDTH + x) * 4;
      for (let channel = 0; channel < 3; channel++) {
        data[offset + channel] = encodeSrgb(Math.min(1, colour[channel] * 0.62 * grain)) * 255;
      }
      data[offset + 3] = 255;
    }
  }
  return { width: WIDTH, height: HEIGHT, space: 'srgb', data };
}

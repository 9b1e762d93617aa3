import { createRng, type Rng } from '../../src/core';

/** A made-up photograph: what it is of and how it was taken. All shares are of the picture's size. */
export interface Scene {
  readonly seed: number;
  /** EV away from a good exposure. */
  readonly exposure: number;
  /** Light's warmth, -1 (blue hour) to 1 (sunset). */
  readonly warmth: number;
  /** 0 clear sky to 1 overcast. */
  readonly clouds: number;
  readonly people: number;
}

export const DEFAULT_SCENE: Scene = { seed: 1, exposure: -0.4, warmth: 0.15, clouds: 0.45, people: 2 };

type Colour = readonly [number, number, number];

const LATTICE = 256;

/** Smooth value noise in [0, 1] that repeats after 256 cells, summed over octaves: clouds, hills, leaves. */
function createNoise(rng: Rng): (x: number, y: number, octaves: number) => number {
  const values = Float32Array.from({ length: LATTICE * LATTICE }, () => rng.uniform());
  const fade = (t: number) => t * t * (3 - 2 * t);
  const one = (x: number, y: number): number => {
    const [x0, y0] = [Math.floor(x), Math.floor(y)];
    const [tx, ty] = [fade(x - x0), fade(y - y0)];
    const [xa, xb] = [x0 & 255, (x0 + 1) & 255];
    const [ya, yb] = [(y0 & 255) << 8, ((y0 + 1) & 255) << 8];
    const top = values[ya + xa] + (values[ya + xb] - values[ya + xa]) * tx;
    const bottom = values[yb + xa] + (values[yb + xb] - values[yb + xa]) * tx;
    return top + (bottom - top) * ty;
  };
  return (x, y, octaves) => {
    let [sum, weight, total, scale] = [0, 1, 0, 1];
    for (let i = 0; i < octaves; i++) {
      sum += weight * one(x * scale + 31 * i, y * scale + 17 * i);
      total += weight;
      weight *= 0.5;
      scale *= 2.03;
    }
    return sum / total;
  };
}

interface Figure {
  readonly x: number;
  readonly feet: number;
  readonly height: number;
  readonly skin: Colour;
  readonly clothes: Colour;
}

function createFigures(rng: Rng, count: number): Figure[] {
  return Array.from({ length: count }, (_, i) => {
    const tone = 0.25 + 0.6 * rng.uniform();
    return {
      x: (i + 0.7 + 0.5 * rng.uniform()) / (count + 1.4),
      feet: 0.9 + 0.08 * rng.uniform(),
      height: 0.38 + 0.14 * rng.uniform(),
      skin: [0.62 * tone + 0.08, 0.36 * tone + 0.04, 0.24 * tone + 0.03],
      clothes: [0.05 + 0.5 * rng.uniform(), 0.04 + 0.3 * rng.uniform(), 0.05 + 0.4 * rng.uniform()],
    };
  });
}

const mix = (a: Colour, b: Colour, t: number): Colour => [
  a[0] + (b[0] - a[0]) * t,
  a[1] + (b[1] - a[1]) * t,
  a[2] + (b[2] - a[2]) * t,
];

const scaled = (colour: Colour, by: number): Colour => [colour[0] * by, colour[1] * by, colour[2] * by];

/** Reflectance of a figure at a point, or undefined beside it: a head, a body, light from the left. */
function figureAt(figure: Figure, u: number, v: number, aspect: number): Colour | undefined {
  const dx = (u - figure.x) * aspect;
  const headRadius = figure.height * 0.085;
  const headY = figure.feet - figure.height + headRadius;
  const [hx, hy] = [dx / headRadius, (v - headY) / (headRadius * 1.25)];
  const light = (nx: number) => 0.55 + 0.45 * Math.max(0, 0.6 - nx * 0.8);
  if (hx * hx + hy * hy < 1) {
    // Hair above, a face below it.
    return scaled(hy < -0.35 ? [0.06, 0.04, 0.03] : figure.skin, light(hx));
  }
  const along = (v - (headY + headRadius)) / (figure.feet - headY - headRadius);
  if (along < 0 || along > 1) return undefined;
  const half = figure.height * (along < 0.5 ? 0.13 - 0.06 * Math.abs(along - 0.2) : 0.1 - 0.03 * along);
  const bx = dx / half;
  if (Math.abs(bx) > 1) return undefined;
  return scaled(along < 0.5 ? figure.clothes : [0.06, 0.07, 0.12], light(bx));
}

/** sRGB's transfer function from linear light in [0, 1] to 8 bits, as a table fine enough for 8. */
const ENCODE = Uint8Array.from({ length: 4097 }, (_, i) => {
  const x = i / 4096;
  return Math.round(255 * (x <= 0.0031308 ? 12.92 * x : 1.055 * x ** (1 / 2.4) - 0.055));
});

/** Light is computed at no more than this width; grain, fine texture and the sensor's noise at full size. */
const LIGHT_WIDTH = 1000;

/** Linear light [width * height * 3] of the scene: sky with clouds, three rows of hills, ground, people. */
function drawLight(scene: Scene, width: number, height: number): Float32Array {
  const rng = createRng(scene.seed);
  const noise = createNoise(rng.fork(1));
  const figures = createFigures(rng.fork(2), scene.people);
  const shift = 40 * rng.uniform();
  const aspect = width / height;
  const tint: Colour = [1 + 0.35 * scene.warmth, 1, 1 - 0.4 * scene.warmth];
  const zenith = mix([0.09, 0.22, 0.55], [0.35, 0.37, 0.4], scene.clouds);
  const horizon: Colour = [0.75, 0.72, 0.66];
  const hills: readonly (readonly [base: number, swing: number, colour: Colour])[] = [
    [0.46, 0.12, [0.22, 0.28, 0.38]],
    [0.55, 0.14, [0.11, 0.17, 0.13]],
    [0.68, 0.1, [0.08, 0.13, 0.04]],
  ];
  const ground: Colour = [0.2, 0.15, 0.07];
  const gain = 2 ** scene.exposure;
  const ridges = hills.map(([base, swing], layer) =>
    Float32Array.from({ length: width }, (_, x) => {
      const u = (x / width) * aspect;
      return base - swing * (noise(shift + u * (2 + 2 * layer), 7 * layer, 5) - 0.4);
    }),
  );

  const skyAt = (u: number, v: number, sky: Colour): Colour => {
    const cloud = noise(shift + u * aspect * 5, v * 12, 4);
    const cover = Math.min(1, Math.max(0, (cloud - 0.75 + 0.45 * scene.clouds) * 4));
    const sun = Math.exp(-((u - 0.75) ** 2 * aspect * aspect + (v - 0.25) ** 2) * 60);
    const [r, g, b] = mix(sky, [0.85, 0.84, 0.82], cover * 0.8);
    return [r + 0.9 * sun, g + 0.75 * sun, b + 0.5 * sun];
  };
  const landAt = (u: number, v: number, layer: number): Colour => {
    const near = layer === hills.length - 1 ? Math.min(1, Math.max(0, (v - 0.7) * 5)) : 0;
    const texture = noise(u * aspect * 90, v * 90 * (1 + layer), 3);
    return scaled(mix(hills[layer][2], ground, near), 0.45 + 1.1 * texture);
  };

  const light = new Float32Array(width * height * 3);
  let at = 0;
  for (let y = 0; y < height; y++) {
    const v = y / height;
    const sky = mix(zenith, horizon, Math.min(1, v / 0.5) ** 1.5);
    for (let x = 0; x < width; x++) {
      const u = x / width;
      let colour: Colour | undefined;
      for (const figure of figures) colour ??= figureAt(figure, u, v, aspect);
      let layer = hills.length - 1;
      while (layer >= 0 && v < ridges[layer][x]) layer--;
      colour ??= layer < 0 ? skyAt(u, v, sky) : landAt(u, v, layer);
      const vignette = gain * (1 - 0.35 * ((u - 0.5) ** 2 + (v - 0.5) ** 2));
      for (let channel = 0; channel < 3; channel++) light[at++] = colour[channel] * tint[channel] * vignette;
    }
  }
  return light;
}

/**
 * Takes the photograph of a scene: width * height * 3 sRGB bytes, with fine texture and a sensor's noise in every
 * pixel. The same scene and size always give the same bytes.
 */
export function drawScene(scene: Scene, width: number, height: number): Uint8Array {
  const step = Math.max(1, width / LIGHT_WIDTH);
  const [w, h] = [Math.ceil(width / step), Math.ceil(height / step)];
  const light = drawLight(scene, w, h);
  const rng = createRng(scene.seed).fork(3);
  // Drawn once and read at odd strides: millions of normal numbers would take longer than the picture.
  const normals = Float32Array.from({ length: 65_537 }, () => rng.normal());
  const pixels = new Uint8Array(width * height * 3);
  let at = 0;
  for (let y = 0; y < height; y++) {
    const fy = Math.min(h - 1, y / step);
    const y0 = Math.min(h - 2, Math.floor(fy));
    const ty = fy - y0;
    for (let x = 0; x < width; x++) {
      const fx = Math.min(w - 1, x / step);
      const x0 = Math.min(w - 2, Math.floor(fx));
      const tx = fx - x0;
      const texture = 1 + 0.04 * normals[((x >> 1) * 7919 + (y >> 1) * 104_729) % 65_537];
      let corner = 3 * (y0 * w + x0);
      for (let channel = 0; channel < 3; channel++, corner++) {
        const top = light[corner] + (light[corner + 3] - light[corner]) * tx;
        const below = corner + 3 * w;
        const bottom = light[below] + (light[below + 3] - light[below]) * tx;
        const value = (top + (bottom - top) * ty) * texture;
        const noisy = value + normals[(at * 48_271) % 65_537] * (0.002 + 0.012 * Math.sqrt(value));
        pixels[at++] = ENCODE[noisy <= 0 ? 0 : noisy >= 1 ? 4096 : (noisy * 4096 + 0.5) | 0];
      }
    }
  }
  return pixels;
}

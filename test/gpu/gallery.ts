import type { EncodedRaster, OutputSpace } from '../../src/colour';
import { createRng } from '../../src/core';
import { gradients, paint, photoLike } from './images';

type Colour = readonly [number, number, number];
/** From an encoded colour, 0..1, and its place as shares of width and height, to another. */
type Grade = (colour: Colour, x: number, y: number) => Colour;

export interface GalleryPicture {
  readonly kind: 'photo-like' | 'synthetic';
  readonly make: (width: number, height: number) => EncodedRaster;
}

/** A photo-like picture of its own seed, under another light. */
function scene(seed: number, grade: Grade, space: OutputSpace = 'srgb'): GalleryPicture {
  const make = (width: number, height: number): EncodedRaster => {
    const { data } = photoLike(width, height, seed);
    return paint(
      width,
      height,
      (x, y) => {
        const i = 4 * (y * width + x);
        const [r, g, b] = grade([data[i] / 255, data[i + 1] / 255, data[i + 2] / 255], x / width, y / height);
        return [limit(r), limit(g), limit(b)];
      },
      space,
    );
  };
  return { kind: 'photo-like', make };
}

const limit = (value: number): number => Math.min(1, Math.max(0, value));
const each = ([r, g, b]: Colour, change: (value: number) => number): Colour => [
  change(r),
  change(g),
  change(b),
];
const near = (x: number, y: number, cx: number, cy: number, size: number): number =>
  Math.exp(-((x - cx) ** 2 + (y - cy) ** 2) / (size * size));

const PHOTO_LIKE: Record<string, GalleryPicture> = {
  daylight: scene(7, (colour) => colour),
  'daylight in Display P3': scene(8, (colour) => colour, 'display-p3'),
  night: scene(9, (colour, x, y) => {
    const lamp = near(x, y, 0.3, 0.4, 0.05) + near(x, y, 0.8, 0.6, 0.03);
    const [r, g, b] = each(colour, (value) => 0.35 * value ** 2.2);
    return [r + lamp, g + 0.8 * lamp, b + 0.5 * lamp];
  }),
  sunset: scene(10, ([r, g, b], _x, y) => [1.1 * r + 0.15 * (1 - y), 0.75 * g, 0.5 * b + 0.1 * y]),
  snow: scene(11, (colour) => each(colour, (value) => 0.55 + 0.45 * value)),
  forest: scene(12, ([r, g, b], x, y) => {
    const leaf = 0.15 * Math.sin(90 * x + 8 * Math.sin(40 * y)) * Math.cos(110 * y);
    return [0.5 * r + leaf, 0.8 * g + leaf, 0.3 * b + 0.5 * leaf];
  }),
  'a backlit figure': scene(13, (colour, x, y) =>
    near(x, 0, 0.5, 0, 0.12) > 0.4 && y > 0.3
      ? each(colour, (value) => 0.12 * value)
      : each(colour, (value) => 0.6 + 0.5 * value),
  ),
  'dark skin': scene(14, ([r, g, b]) => [0.62 * r, 0.5 * g, 0.45 * b]),
  lamplight: scene(15, ([r, g, b]) => [1.15 * r, 0.8 * g, 0.35 * b]),
  fog: scene(16, (colour) => each(colour, (value) => 0.5 + 0.25 * value)),
  'under water': scene(17, ([r, g, b]) => [0.1 * r, 0.7 * g + 0.1, 0.8 * b + 0.2]),
  'black and white': scene(18, ([r, g, b]) => {
    const grey = 0.3 * r + 0.6 * g + 0.1 * b;
    return [grey, grey, grey];
  }),
};

function synthetic(make: GalleryPicture['make']): GalleryPicture {
  return { kind: 'synthetic', make };
}

const SYNTHETIC: Record<string, GalleryPicture> = {
  gradients: synthetic((width, height) => gradients(width, height)),
  noise: synthetic((width, height) => {
    const rng = createRng(4);
    return paint(width, height, () => [rng.uniform(), rng.uniform(), rng.uniform()]);
  }),
  'a board of single pixels': synthetic((width, height) =>
    paint(width, height, (x, y) => ((x + y) % 2 ? [1, 1, 1] : [0, 0, 0])),
  ),
  'steps of grey': synthetic((width, height) =>
    paint(width, height, (x) => {
      const grey = Math.floor((8 * x) / width) / 7;
      return [grey, grey, grey];
    }),
  ),
  'the deepest blacks': synthetic((width, height) =>
    paint(width, height, (x, y) => [(8 * x) / width / 255, (8 * y) / height / 255, 3 / 255]),
  ),
  'the brightest whites': synthetic((width, height) =>
    paint(width, height, (x, y) => [1 - (8 * x) / width / 255, 1 - (8 * y) / height / 255, 252 / 255]),
  ),
  'rings that grow finer': synthetic((width, height) =>
    paint(width, height, (x, y) => {
      const wave = 0.5 + 0.5 * Math.cos((x * x + y * y) / 40);
      return [wave, 0.5, 1 - wave];
    }),
  ),
  'one flat vivid blue': synthetic((width, height) => paint(width, height, () => [0, 0, 1])),
};

/** Pictures made in code, by name: twelve like photos and eight that no camera makes. */
export const GALLERY: Readonly<Record<string, GalleryPicture>> = { ...PHOTO_LIKE, ...SYNTHETIC };

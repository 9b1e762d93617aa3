/**
 * A fast local Laplacian filter (Aubry et al. 2014, "Fast local Laplacian filters"), for comparison only: the photo is
 * remapped about each of a few levels, and every coefficient of the result's Laplacian pyramid is read from the two
 * remapped pyramids whose levels lie about the photo's own value there.
 */
export interface Plane {
  readonly width: number;
  readonly height: number;
  readonly data: Float64Array;
}

/** Taps of the binomial 1 4 6 4 1, whose sum is 16. */
const TAPS = [1 / 16, 4 / 16, 6 / 16, 4 / 16, 1 / 16] as const;
const LEAST_SIDE = 8;

const clamp = (i: number, length: number): number => Math.min(length - 1, Math.max(0, i));

/** Half the size, after the binomial filter. */
function shrink({ width, height, data }: Plane): Plane {
  const w = Math.ceil(width / 2);
  const h = Math.ceil(height / 2);
  const across = new Float64Array(w * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < w; x++) {
      let sum = 0;
      for (let k = 0; k < 5; k++) sum += TAPS[k] * data[y * width + clamp(2 * x + k - 2, width)];
      across[y * w + x] = sum;
    }
  }
  const out = new Float64Array(w * h);
  for (let y = 0; y < h; y++) {
    for (let k = 0; k < 5; k++) {
      const row = clamp(2 * y + k - 2, height) * w;
      for (let x = 0; x < w; x++) out[y * w + x] += TAPS[k] * across[row + x];
    }
  }
  return { width: w, height: h, data: out };
}

/** One axis of `grow`: the value between coarse cells at fine place i. */
function between(at: (cell: number) => number, i: number, cells: number): number {
  const c = i >> 1;
  if (i % 2 === 0) return (at(clamp(c - 1, cells)) + 6 * at(clamp(c, cells)) + at(clamp(c + 1, cells))) / 8;
  return (at(clamp(c, cells)) + at(clamp(c + 1, cells))) / 2;
}

/** Back to a size about twice as large. */
function grow(source: Plane, width: number, height: number): Plane {
  const across = new Float64Array(width * source.height);
  for (let y = 0; y < source.height; y++) {
    const row = y * source.width;
    for (let x = 0; x < width; x++) {
      across[y * width + x] = between((cell) => source.data[row + cell], x, source.width);
    }
  }
  const data = new Float64Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      data[y * width + x] = between((cell) => across[cell * width + x], y, source.height);
    }
  }
  return { width, height, data };
}

function gaussian(plane: Plane): Plane[] {
  const levels = [plane];
  for (let top = plane; Math.min(top.width, top.height) > LEAST_SIDE; ) {
    top = shrink(top);
    levels.push(top);
  }
  return levels;
}

export interface LocalLaplacian {
  /** The remapping about level g, in the plane's own units; what it does to g itself is the tone of large areas. */
  readonly remap: (value: number, g: number) => number;
  /** The tone of what is left at the top of the pyramid. */
  readonly residual: (value: number) => number;
  /** How many levels are remapped, evenly over the plane's range. */
  readonly samples: number;
}

export function fastLocalLaplacian(plane: Plane, { remap, residual, samples }: LocalLaplacian): Plane {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of plane.data) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const step = Math.max(1e-9, (high - low) / (samples - 1));
  const guide = gaussian(plane);
  const result = guide.map(({ width, height, data }) => ({
    width,
    height,
    data: new Float64Array(data.length),
  }));
  for (let k = 0; k < samples; k++) {
    const g = low + k * step;
    const remapped = gaussian({ ...plane, data: plane.data.map((value) => remap(value, g)) });
    for (let level = 0; level < guide.length - 1; level++) {
      const { width, height, data } = remapped[level];
      const smooth = grow(remapped[level + 1], width, height).data;
      const values = guide[level].data;
      const out = result[level].data;
      for (let i = 0; i < data.length; i++) {
        const weight = 1 - Math.abs(values[i] - g) / step;
        if (weight > 0) out[i] += weight * (data[i] - smooth[i]);
      }
    }
  }
  let sum: Plane = { ...result[result.length - 1], data: guide[guide.length - 1].data.map(residual) };
  for (let level = guide.length - 2; level >= 0; level--) {
    const { width, height, data } = result[level];
    const grown = grow(sum, width, height).data;
    for (let i = 0; i < data.length; i++) grown[i] += data[i];
    sum = { width, height, data: grown };
  }
  return sum;
}

import { DECODE_8BIT, type EncodedRaster, encodeSrgb } from '../../colour';
import { inStrips, invariant } from '../../core';

/** For every source position along one axis: the first target cell it falls into, and how much of it. */
interface Shares {
  readonly cell: Int32Array;
  readonly first: Float64Array;
  readonly second: Float64Array;
}

/** Shares of `from` samples in `to` cells, to <= from, normalised so that each cell's shares sum to 1. */
function sharesOf(from: number, to: number): Shares {
  const cell = new Int32Array(from);
  const first = new Float64Array(from);
  const second = new Float64Array(from);
  const step = to / from;
  for (let i = 0; i < from; i++) {
    const start = i * step;
    const end = Math.min(to, start + step);
    // A sample that ends on a cell's edge, up to rounding, belongs to one cell.
    const at = Math.min(to - 1, Math.floor(start + 1e-9));
    const spill = Math.max(0, end - (at + 1));
    const beyond = at + 1 < to && spill > 1e-9;
    cell[i] = at;
    second[i] = beyond ? spill : 0;
    first[i] = step - second[i];
  }
  return { cell, first, second };
}

/** Linear RGB, [width * height * 3]. */
function decoded({ width, height, data }: EncodedRaster): Float32Array {
  const linear = new Float32Array(width * height * 3);
  for (let i = 0, j = 0; j < linear.length; i += 4, j += 3) {
    linear[j] = DECODE_8BIT[data[i]];
    linear[j + 1] = DECODE_8BIT[data[i + 1]];
    linear[j + 2] = DECODE_8BIT[data[i + 2]];
  }
  return linear;
}

/** An area average in the making. */
interface Averaging {
  /** Adds rows of the raster, which come in their order. */
  add(first: number, end: number): void;
  /** Once all are added: [width * height * 3], linear RGB of the raster's space. */
  result(): Float32Array;
}

function averaging(raster: EncodedRaster, width: number, height: number): Averaging {
  invariant(width <= raster.width && height <= raster.height, 'an area average only shrinks');
  const { data } = raster;
  const columns = sharesOf(raster.width, width);
  const rows = sharesOf(raster.height, height);
  const sums = new Float64Array((width * height + width) * 3);
  const line = new Float64Array((width + 1) * 3);
  const stride = width * 3;
  return {
    add(from, end) {
      for (let y = from; y < end; y++) {
        line.fill(0);
        let i = y * raster.width * 4;
        for (let x = 0; x < raster.width; x++, i += 4) {
          const r = DECODE_8BIT[data[i]];
          const g = DECODE_8BIT[data[i + 1]];
          const b = DECODE_8BIT[data[i + 2]];
          const at = columns.cell[x] * 3;
          const first = columns.first[x];
          line[at] += first * r;
          line[at + 1] += first * g;
          line[at + 2] += first * b;
          const second = columns.second[x];
          if (second > 0) {
            line[at + 3] += second * r;
            line[at + 4] += second * g;
            line[at + 5] += second * b;
          }
        }
        const at = rows.cell[y] * stride;
        const first = rows.first[y];
        const second = rows.second[y];
        for (let j = 0; j < stride; j++) sums[at + j] += first * line[j];
        if (second > 0) for (let j = 0; j < stride; j++) sums[at + stride + j] += second * line[j];
      }
    },
    result: () => Float32Array.from(sums.subarray(0, width * height * 3)),
  };
}

/** Area average in linear light: [width * height * 3], linear RGB of the raster's space. */
export function averageLinear(raster: EncodedRaster, width: number, height: number): Float32Array {
  if (width === raster.width && height === raster.height) return decoded(raster);
  const average = averaging(raster, width, height);
  average.add(0, raster.height);
  return average.result();
}

/** The size of a photo whose long side is at most `longSide`, at least 1 by 1, never larger than it is. */
export function sizeWithin(width: number, height: number, longSide: number): [number, number] {
  const factor = Math.min(1, longSide / Math.max(width, height));
  return [Math.max(1, Math.round(width * factor)), Math.max(1, Math.round(height * factor))];
}

/** In 8 bits, opaque. */
function encoded(
  linear: Float32Array,
  width: number,
  height: number,
  space: EncodedRaster['space'],
): EncodedRaster {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let i = 0, j = 0; j < linear.length; i += 4, j += 3) {
    data[i] = 255 * encodeSrgb(linear[j]);
    data[i + 1] = 255 * encodeSrgb(linear[j + 1]);
    data[i + 2] = 255 * encodeSrgb(linear[j + 2]);
    data[i + 3] = 255;
  }
  return { width, height, space, data };
}

/** A smaller copy by area average in linear light; opaque. A raster that is small enough comes back as it is. */
export function downscale(raster: EncodedRaster, longSide: number): EncodedRaster {
  const [width, height] = sizeWithin(raster.width, raster.height, longSide);
  if (width === raster.width && height === raster.height) return raster;
  return encoded(averageLinear(raster, width, height), width, height, raster.space);
}

/** Pixels that are averaged at a time where others wait for the thread. */
const PIXELS_A_TURN = 1 << 21;

/** The same, for a thread that must hear of other things meanwhile. Rejects with an abort when the signal says so. */
export async function downscaleInTurns(
  raster: EncodedRaster,
  longSide: number,
  signal?: { readonly aborted: boolean },
): Promise<EncodedRaster> {
  const [width, height] = sizeWithin(raster.width, raster.height, longSide);
  if (width === raster.width && height === raster.height) return raster;
  const average = averaging(raster, width, height);
  const rows = Math.max(1, Math.floor(PIXELS_A_TURN / raster.width));
  await inStrips(raster.height, rows, signal, average.add);
  return encoded(average.result(), width, height, raster.space);
}

import { DECODE_8BIT } from '../colour';
import { invariant } from '../core';

/** A rectangle of the photo's pixels (or of a smaller copy of it), cut out so that it can be posted. Plain data. */
export interface Cutting {
  /** Of the whole. */
  readonly wholeWidth: number;
  readonly wholeHeight: number;
  /** Of the rectangle within it. */
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** [height * width * 4]: 8-bit codes, or linear r, g, b and alpha in [0, 1]. */
  readonly data: Uint8ClampedArray<ArrayBuffer> | Float32Array<ArrayBuffer>;
}

/** A region in pixels of the source, which may be fractional, and the size that is wanted of it. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Sampled {
  readonly area: Area;
  /** Pixels that the area is wanted at. */
  readonly width: number;
  readonly height: number;
}

/** The first index that an interval touches, and the one after the last, within [0, limit). */
function touched(from: number, to: number, limit: number): [number, number] {
  const first = Math.min(limit - 1, Math.max(0, Math.floor(from)));
  return [first, Math.min(limit, Math.max(first + 1, Math.ceil(to)))];
}

/** Copies a rectangle of a whole photo (or copy of it), so that it can be given away. */
function cut(whole: Cutting, left: number, right: number, top: number, bottom: number): Cutting {
  const stride = 4 * (right - left);
  const length = stride * (bottom - top);
  const data = whole.data instanceof Float32Array ? new Float32Array(length) : new Uint8ClampedArray(length);
  for (let y = top; y < bottom; y++) {
    const start = 4 * (y * whole.width + left);
    data.set(whole.data.subarray(start, start + stride), (y - top) * stride);
  }
  return { ...whole, left, top, width: right - left, height: bottom - top, data };
}

/** What rows [from, to) of a sampling are made of; and a pixel around it, which rounding may reach. */
export function cutFor(
  whole: Cutting,
  { area, height }: Sampled,
  [from, to]: readonly [number, number],
): Cutting {
  const step = area.height / height;
  const [left, right] = touched(area.x - 1, area.x + area.width + 1, whole.width);
  const [top, bottom] = touched(area.y + from * step - 1, area.y + to * step + 1, whole.height);
  return cut(whole, left, right, top, bottom);
}

/** Rows [from, to) of a whole. */
export function cutRows(whole: Cutting, [from, to]: readonly [number, number]): Cutting {
  return cut(whole, 0, whole.width, from, to);
}

/** sums += weight * the linear values of `count` components from data[from]. */
function addRow(
  data: Cutting['data'],
  from: number,
  count: number,
  weight: number,
  sums: Float64Array,
): void {
  if (data instanceof Float32Array) {
    for (let j = 0; j < count; j++) sums[j] += weight * data[from + j];
    return;
  }
  for (let i = from, j = 0; j < count; i += 4, j += 4) {
    sums[j] += weight * DECODE_8BIT[data[i]];
    sums[j + 1] += weight * DECODE_8BIT[data[i + 1]];
    sums[j + 2] += weight * DECODE_8BIT[data[i + 2]];
    sums[j + 3] += (weight * data[i + 3]) / 255;
  }
}

/** For every wanted pixel along x: the column it starts in, how many it covers, and the share of each in its mean. */
interface Columns {
  readonly first: Int32Array;
  readonly count: Int32Array;
  /** [wanted * most] */
  readonly shares: Float64Array;
  readonly most: number;
}

function columnsOf({ area, width }: Sampled, limit: number): Columns {
  const step = area.width / width;
  const most = Math.ceil(step) + 1;
  const first = new Int32Array(width);
  const count = new Int32Array(width);
  const shares = new Float64Array(width * most);
  for (let x = 0; x < width; x++) {
    const from = area.x + x * step;
    const [start, end] = touched(from, from + step, limit);
    first[x] = start;
    count[x] = Math.min(most, end - start);
    let total = 0;
    for (let i = 0; i < count[x]; i++) {
      const share = Math.max(0, Math.min(start + i + 1, from + step) - Math.max(start + i, from));
      shares[x * most + i] = share;
      total += share;
    }
    for (let i = 0; i < count[x]; i++)
      shares[x * most + i] = total > 0 ? shares[x * most + i] / total : 1 / count[x];
  }
  return { first, count, shares, most };
}

/**
 * The exact mean of the area under each wanted pixel of rows [from, to), as the GPU's resampling pass makes it:
 * [(to - from) * width * 4], linear r, g, b and alpha. Each row is the same whichever rows are made with it.
 */
export function resampleRows(
  source: Cutting,
  sampled: Sampled,
  [from, to]: readonly [number, number],
): Float32Array<ArrayBuffer> {
  const { area, width, height } = sampled;
  const columns = columnsOf(sampled, source.wholeWidth);
  const sums = new Float64Array(4 * source.width);
  const result = new Float32Array(4 * width * (to - from));
  const step = area.height / height;
  for (let y = from; y < to; y++) {
    const top = area.y + y * step;
    const [first, end] = touched(top, top + step, source.wholeHeight);
    invariant(first >= source.top && end <= source.top + source.height, 'the cutting holds what is wanted');
    sums.fill(0);
    let weights = 0;
    for (let row = first; row < end; row++) {
      // A row beside the photo's edge is that edge's.
      const weight = end - first === 1 ? 1 : Math.min(row + 1, top + step) - Math.max(row, top);
      if (weight <= 0) continue;
      weights += weight;
      addRow(source.data, 4 * (row - source.top) * source.width, sums.length, weight, sums);
    }
    writeRow(sums, source.left, columns, 1 / weights, result, 4 * width * (y - from));
  }
  return result;
}

/** Writes one wanted row from the sums of the rows under it. */
function writeRow(
  sums: Float64Array,
  left: number,
  { first, count, shares, most }: Columns,
  scale: number,
  result: Float32Array,
  at: number,
): void {
  for (let x = 0, out = at; x < first.length; x++, out += 4) {
    let r = 0;
    let g = 0;
    let b = 0;
    let alpha = 0;
    for (let i = 0, j = 4 * (first[x] - left); i < count[x]; i++, j += 4) {
      const share = shares[x * most + i];
      r += share * sums[j];
      g += share * sums[j + 1];
      b += share * sums[j + 2];
      alpha += share * sums[j + 3];
    }
    result[out] = scale * r;
    result[out + 1] = scale * g;
    result[out + 2] = scale * b;
    result[out + 3] = scale * alpha;
  }
}

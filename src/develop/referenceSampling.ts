import { DECODE_8BIT, type EncodedRaster } from '../colour';

/** Rows of linear light, wherever they come from. */
export interface LinearRows {
  readonly width: number;
  readonly height: number;
  /** Writes r, g, b (linear light) and alpha (0..1) of the pixels x0 to x1 of a row to out[0..]. */
  readRow(y: number, x0: number, x1: number, out: Float64Array): void;
}

export function encodedRows({ width, height, data }: EncodedRaster): LinearRows {
  return {
    width,
    height,
    readRow(y, x0, x1, out) {
      for (let i = 4 * (y * width + x0), j = 0; j < 4 * (x1 - x0); i += 4, j += 4) {
        out[j] = DECODE_8BIT[data[i]];
        out[j + 1] = DECODE_8BIT[data[i + 1]];
        out[j + 2] = DECODE_8BIT[data[i + 2]];
        out[j + 3] = data[i + 3] / 255;
      }
    },
  };
}

/** values: [height * width * 4], linear r, g, b and alpha. */
export function linearRows(width: number, height: number, values: Float32Array): LinearRows {
  return {
    width,
    height,
    readRow(y, x0, x1, out) {
      out.set(values.subarray(4 * (y * width + x0), 4 * (y * width + x1)));
    },
  };
}

/** A region in pixels of the rows, which may be fractional, and the size that is wanted of it. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * The exact mean of the area under each wanted pixel, as the GPU's resampling pass makes it:
 * [outHeight * outWidth * 4], linear r, g, b and alpha.
 */
export function resampleRows(
  source: LinearRows,
  area: Area,
  outWidth: number,
  outHeight: number,
): Float32Array {
  const first = Math.max(0, Math.floor(area.x));
  const end = Math.min(source.width, Math.max(first + 1, Math.ceil(area.x + area.width)));
  const line = new Float64Array(4 * (end - first));
  const sums = new Float64Array(4 * outWidth);
  const result = new Float32Array(4 * outWidth * outHeight);
  const stepX = area.width / outWidth;
  const stepY = area.height / outHeight;
  for (let y = 0; y < outHeight; y++) {
    sums.fill(0);
    let weightOfRows = 0;
    const top = area.y + y * stepY;
    forEachCovered(top, top + stepY, source.height, (row, weight) => {
      source.readRow(row, first, end, line);
      weightOfRows += weight;
      addLine(line, first, area.x, stepX, source.width, weight, sums);
    });
    if (weightOfRows > 0) {
      for (let i = 0; i < sums.length; i++) result[4 * outWidth * y + i] = sums[i] / weightOfRows;
    }
  }
  return result;
}

/** Calls back with every index whose [index, index + 1) the interval touches inside [0, limit), and by how much. */
function forEachCovered(
  from: number,
  to: number,
  limit: number,
  visit: (index: number, weight: number) => void,
): void {
  const last = Math.min(limit, Math.ceil(to));
  for (let index = Math.max(0, Math.floor(from)); index < last; index++) {
    const weight = Math.min(index + 1, to) - Math.max(index, from);
    if (weight > 0) visit(index, weight);
  }
}

/** Adds one row's means, weighted, to the sums of a row of wanted pixels. */
function addLine(
  line: Float64Array,
  first: number,
  originX: number,
  stepX: number,
  limit: number,
  rowWeight: number,
  sums: Float64Array,
): void {
  for (let x = 0; x < sums.length / 4; x++) {
    const from = originX + x * stepX;
    const to = from + stepX;
    const last = Math.min(limit, Math.ceil(to));
    let r = 0;
    let g = 0;
    let b = 0;
    let alpha = 0;
    let total = 0;
    for (let index = Math.max(first, Math.floor(from)); index < last; index++) {
      const weight = Math.min(index + 1, to) - Math.max(index, from);
      if (weight <= 0) continue;
      const j = 4 * (index - first);
      r += weight * line[j];
      g += weight * line[j + 1];
      b += weight * line[j + 2];
      alpha += weight * line[j + 3];
      total += weight;
    }
    if (total <= 0) continue;
    const share = rowWeight / total;
    sums[4 * x] += share * r;
    sums[4 * x + 1] += share * g;
    sums[4 * x + 2] += share * b;
    sums[4 * x + 3] += share * alpha;
  }
}

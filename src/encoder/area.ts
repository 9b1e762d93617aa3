/** How much of each source pixel falls in each target cell, for one axis; cell t covers the pixels [from, to). */
interface Axis {
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** Share of the cell that its first and last pixel fill; pixels between fill `full`. */
  readonly first: Float64Array;
  readonly last: Float64Array;
  readonly full: number;
}

function axis(source: number, target: number): Axis {
  const step = source / target;
  const from = new Int32Array(target);
  const to = new Int32Array(target);
  const first = new Float64Array(target);
  const last = new Float64Array(target);
  for (let t = 0; t < target; t++) {
    const low = t * step;
    const high = (t + 1) * step;
    from[t] = Math.floor(low + 1e-9);
    to[t] = Math.max(from[t] + 1, Math.min(source, Math.ceil(high - 1e-9)));
    first[t] = (Math.min(from[t] + 1, high) - low) / step;
    last[t] = (high - Math.max(to[t] - 1, low)) / step;
  }
  return { from, to, first, last, full: 1 / step };
}

function share(a: Axis, t: number, i: number): number {
  if (i === a.from[t]) return a.first[t];
  return i === a.to[t] - 1 ? a.last[t] : a.full;
}

/**
 * The red, green and blue of an RGBA picture, area-averaged to another size: every cell is the exact mean of the
 * encoded values it covers, fractions of pixels included (a cell smaller than a pixel takes that pixel).
 *
 * @param scale what the values are multiplied with
 * @returns [targetHeight * targetWidth * 3], 0..255 times the scale, row by row from the top left.
 */
export function areaAverage(
  data: ArrayLike<number>,
  width: number,
  height: number,
  targetWidth: number,
  targetHeight: number,
  scale = 1,
): Float32Array {
  const across = axis(width, targetWidth);
  const down = axis(height, targetHeight);
  const out = new Float32Array(targetWidth * targetHeight * 3);
  const row = new Float64Array(targetWidth * 3);
  const sums = new Float64Array(targetWidth * 3);
  let summed = -1;
  for (let ty = 0; ty < targetHeight; ty++) {
    sums.fill(0);
    for (let y = down.from[ty]; y < down.to[ty]; y++) {
      if (y !== summed) averageRow(data, y * width * 4, across, row);
      summed = y;
      const weight = scale * share(down, ty, y);
      for (let i = 0; i < sums.length; i++) sums[i] += weight * row[i];
    }
    out.set(sums, ty * targetWidth * 3);
  }
  return out;
}

function averageRow(data: ArrayLike<number>, start: number, across: Axis, row: Float64Array): void {
  const { from, to, first, last, full } = across;
  for (let t = 0; t < from.length; t++) {
    const end = to[t] - 1;
    let at = start + 4 * from[t];
    let r = first[t] * data[at];
    let g = first[t] * data[at + 1];
    let b = first[t] * data[at + 2];
    for (let x = from[t] + 1; x <= end; x++) {
      const weight = x === end ? last[t] : full;
      at += 4;
      r += weight * data[at];
      g += weight * data[at + 1];
      b += weight * data[at + 2];
    }
    row[3 * t] = r;
    row[3 * t + 1] = g;
    row[3 * t + 2] = b;
  }
}

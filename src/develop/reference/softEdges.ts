import { createBoxMean } from './boxMean';

/*
 * Where an edge of the photo is blurred, the coarse base, which belongs to one side or the other, steps from one to the
 * other within the blur, and is steeper than log-luminance itself. What lies between would be detail that changes its
 * sign, and gains on it would draw a rim (docs/decisions/013-blurred-edges.md).
 */

/** Cells are looked at in blocks of two by two: a quarter of the work. */
const BLOCK = 2;
/** Half of the window in which the base is held against log-luminance, as a share of the long side. */
const REACH = 4 / 896;
/** By how much more the base may vary in it, in EV, before it gives way, and by how much where it has given way. */
const EXCESS_FROM = 0.05;
const EXCESS_TO = 0.2;

/** By how much a grid varies within r blocks of each block; rows of blocks are gone through in the order of memory. */
function rangesOf(grid: Float64Array, width: number, height: number, r: number): Float64Array {
  const columns = Math.ceil(width / BLOCK);
  const rows = Math.ceil(height / BLOCK);
  const low = new Float64Array(columns * rows);
  const high = new Float64Array(columns * rows);
  const least = new Float64Array(columns);
  const greatest = new Float64Array(columns);
  for (let row = 0; row < rows; row++) {
    const top = row * BLOCK * width;
    // The last row and column may be half a block: they are looked at twice.
    const below = top + (row * BLOCK + 1 < height ? width : 0);
    for (let column = 0; column < columns; column++) {
      const left = column * BLOCK;
      const right = left + 1 < width ? left + 1 : left;
      const [a, b, c, d] = [grid[top + left], grid[top + right], grid[below + left], grid[below + right]];
      least[column] = Math.min(Math.min(a, b), Math.min(c, d));
      greatest[column] = Math.max(Math.max(a, b), Math.max(c, d));
    }
    for (let column = 0, i = row * columns; column < columns; column++, i++) {
      const end = Math.min(columns - 1, column + r);
      let lowest = least[column];
      let highest = greatest[column];
      for (let other = Math.max(0, column - r); other <= end; other++) {
        if (least[other] < lowest) lowest = least[other];
        if (greatest[other] > highest) highest = greatest[other];
      }
      low[i] = lowest;
      high[i] = highest;
    }
  }
  const ranges = new Float64Array(columns * rows);
  for (let row = 0; row < rows; row++) {
    const start = row * columns;
    least.fill(Number.POSITIVE_INFINITY);
    greatest.fill(Number.NEGATIVE_INFINITY);
    for (let other = Math.max(0, row - r); other <= Math.min(rows - 1, row + r); other++) {
      for (let column = 0, i = other * columns; column < columns; column++, i++) {
        if (low[i] < least[column]) least[column] = low[i];
        if (high[i] > greatest[column]) greatest[column] = high[i];
      }
    }
    for (let column = 0; column < columns; column++)
      ranges[start + column] = greatest[column] - least[column];
  }
  return ranges;
}

/**
 * How near each block of 2 x 2 cells is to a blurred edge, 0 to 1, [ceil(height / 2) * ceil(width / 2)], for base and
 * log-luminance L [width * height]. radius: of the base's windows, in cells; an edge tells on as much around it.
 */
export function findSoftEdges(
  L: Float64Array,
  base: Float64Array,
  width: number,
  height: number,
  radius: number,
): Float64Array {
  const columns = Math.ceil(width / BLOCK);
  const rows = Math.ceil(height / BLOCK);
  const window = Math.max(1, Math.round((REACH * Math.max(width, height)) / BLOCK));
  const r = Math.max(1, Math.round(radius / BLOCK));
  const near = rangesOf(base, width, height, window);
  const ranges = rangesOf(L, width, height, window);
  for (let i = 0; i < near.length; i++) {
    const t = Math.min(1, Math.max(0, (near[i] - ranges[i] - EXCESS_FROM) / (EXCESS_TO - EXCESS_FROM)));
    near[i] = t * t * (3 - 2 * t);
  }
  // What is seen in a band of one window's width counts in full as far as a window of the base reaches.
  createBoxMean(columns, rows, r, ranges)(near, near);
  const gain = (2 * r + 1) / (2 * window + 1);
  for (let i = 0; i < near.length; i++) near[i] = Math.min(1, gain * near[i]);
  return near;
}

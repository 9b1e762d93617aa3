/** Writes means over square windows of a grid to `out`, which may be the source. */
export type BoxMean = (source: Float64Array, out: Float64Array) => void;

/** One over the number of cells within r of each cell along an axis. */
function inverseCounts(length: number, r: number): Float64Array {
  return Float64Array.from({ length }, (_, i) => 1 / (Math.min(length - 1, i + r) - Math.max(0, i - r) + 1));
}

/** Windows of radius r, clipped at the borders, in running sums; O(1) a cell. `across` is memory of the grid's size. */
export function createBoxMean(width: number, height: number, r: number, across: Float64Array): BoxMean {
  const sums = new Float64Array(width);
  const inverseAcross = inverseCounts(width, r);
  const inverseDown = inverseCounts(height, r);
  return (source, out) => {
    for (let y = 0; y < height; y++) {
      const row = y * width;
      let sum = 0;
      for (let x = 0; x < Math.min(r, width); x++) sum += source[row + x];
      for (let x = 0; x < width; x++) {
        if (x + r < width) sum += source[row + x + r];
        if (x > r) sum -= source[row + x - r - 1];
        across[row + x] = sum * inverseAcross[x];
      }
    }
    sums.fill(0);
    for (let y = 0; y < Math.min(r, height); y++) {
      for (let x = 0; x < width; x++) sums[x] += across[y * width + x];
    }
    for (let y = 0; y < height; y++) {
      const row = y * width;
      const inverse = inverseDown[y];
      // Rows of zeros come in at the end and go out at the start, in one pass over the memory.
      const enters = y + r < height ? 1 : 0;
      const leaves = y > r ? 1 : 0;
      const enter = enters * (y + r) * width;
      const leave = leaves * (y - r - 1) * width;
      for (let x = 0; x < width; x++) {
        const sum = sums[x] + enters * across[enter + x] - leaves * across[leave + x];
        sums[x] = sum;
        out[row + x] = sum * inverse;
      }
    }
  };
}

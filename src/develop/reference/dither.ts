/** Peak-to-peak in 8-bit steps: just under one, so that an exact 8-bit value always rounds to itself. */
const AMPLITUDE = 0.98;

/**
 * What to add, in 8-bit steps, before rounding the pixel at x, y of the whole picture: white noise from a hash of
 * the position, so a tile has the same as the whole. All three channels take the same, so grey stays grey.
 * 32-bit integer arithmetic only, the same on every machine (the mixing constants are those of "lowbias32",
 * Wellons 2018).
 */
export function ditherAt(x: number, y: number): number {
  let h = (Math.imul(x, 0x9e3779b1) + Math.imul(y, 0x85ebca77)) | 0;
  h = Math.imul(h ^ (h >>> 16), 0x7feb352d);
  h = Math.imul(h ^ (h >>> 15), 0x846ca68b);
  h ^= h >>> 16;
  // The upper 24 bits: exact in f32 as well.
  return ((h >>> 8) / 0x100_0000 - 0.5) * AMPLITUDE;
}

import { meanDeltaE00 } from '../colour';

/** Pixels of a thumbnail that are compared: of 64 draws' 2,016 pairs, a tenth of a second. */
const PIXELS = 128;

/** A picture at about so many of its pixels, evenly spread: [pixels * 3] in CIELAB. */
export function thinned(lab: Float32Array, most: number): Float32Array {
  const pixels = lab.length / 3;
  const stride = Math.max(1, Math.floor(pixels / most));
  // An odd stride does not fall into step with a thumbnail's even width.
  const odd = stride > 1 && stride % 2 === 0 ? stride + 1 : stride;
  const kept = Math.ceil(pixels / odd);
  const few = new Float32Array(kept * 3);
  for (let i = 0; i < kept; i++) few.set(lab.subarray(i * odd * 3, i * odd * 3 + 3), i * 3);
  return few;
}

/** Mean ΔE00 between every two pictures, [n][n]; each [pixels * 3] in CIELAB, alike in size. */
export function pictureDistances(labs: readonly Float32Array[]): Float64Array[] {
  const few = labs.map((lab) => thinned(lab, PIXELS));
  const distances = labs.map(() => new Float64Array(labs.length));
  for (let i = 0; i < few.length; i++) {
    for (let j = i + 1; j < few.length; j++) {
      distances[i][j] = meanDeltaE00(few[i], few[j]);
      distances[j][i] = distances[i][j];
    }
  }
  return distances;
}

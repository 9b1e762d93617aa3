import type { PhotoAnalysis } from './analyse';
import { LUMINANCE_FLOOR, logLuminance } from './base';
import { exp2 } from './curves';

/** Writes a1, b1, a2, b2 at u, v (shares of the photo's width and height), read bilinearly, to out[0..3]. */
export function sampleCoefficients(analysis: PhotoAnalysis, u: number, v: number, out: Float64Array): void {
  const { gridWidth, gridHeight, coefficients: c } = analysis;
  const x = Math.min(gridWidth - 1, Math.max(0, u * gridWidth - 0.5));
  const y = Math.min(gridHeight - 1, Math.max(0, v * gridHeight - 0.5));
  const x0 = Math.floor(x);
  const y0 = Math.floor(y);
  const right = x0 + 1 < gridWidth ? 4 : 0;
  const below = y0 + 1 < gridHeight ? 4 * gridWidth : 0;
  const fx = x - x0;
  const fy = y - y0;
  const at = 4 * (y0 * gridWidth + x0);
  for (let k = 0; k < 4; k++) {
    const top = c[at + k] * (1 - fx) + c[at + right + k] * fx;
    const bottom = c[at + below + k] * (1 - fx) + c[at + below + right + k] * fx;
    out[k] = top * (1 - fy) + bottom * fy;
  }
}

/** Fine and coarse detail in EV, and the coarse base as luminance, of a pixel of luminance y, to out[0..2]. */
export function detailAndBase(coefficients: Float64Array, y: number, out: Float64Array): void {
  const L = logLuminance(y);
  const coarseBase = coefficients[2] * L + coefficients[3];
  out[0] = L - (coefficients[0] * L + coefficients[1]);
  out[1] = L - coarseBase;
  out[2] = Math.max(0, exp2(coarseBase) - LUMINANCE_FLOOR);
}

import {
  adaptation,
  apply,
  D65_XYZ,
  type Matrix3,
  multiply,
  planckianUv,
  RGB_TO_XYZ,
  scale,
  type Uv,
  uvToXyz,
  XYZ_TO_RGB,
  xyToUv,
} from '../../colour';

/** How far Temp 100 moves the white along the Planckian locus, in mired (10^6 / K). */
const MIRED_AT_100 = 75;
/** How far Tint 100 moves it across the locus, in CIE 1960 uv; the DNG SDK has 1/3000 a unit. */
const UV_AT_100 = 0.023;
/** The correlated colour temperature of D65. */
const D65_KELVIN = 6504;
/** How much of the brightest channel's overshoot on white is taken back as exposure, so that white keeps its tint. */
const KEEP_WHITE = 0.5;

/** The white that a photo made under D65 is moved to. temp and tint in [-1, 1]. */
export function targetWhite(temp: number, tint: number): Uv {
  const start = 1e6 / D65_KELVIN;
  const mired = start + temp * MIRED_AT_100;
  const [u0, v0] = planckianUv(1e6 / start);
  const [u1, v1] = planckianUv(1e6 / mired);
  // The direction of the locus where we stand; a quarter turn from it is green above, magenta below.
  const [uA, vA] = planckianUv(1e6 / (mired - 1));
  const [uB, vB] = planckianUv(1e6 / (mired + 1));
  const length = Math.hypot(uB - uA, vB - vA);
  const across = tint * UV_AT_100;
  // D65 lies a little above the locus; adding the shift to it makes neutral exact.
  const [u, v] = xyToUv(0.3127, 0.329);
  return [u + (u1 - u0) + (across * (vB - vA)) / length, v + (v1 - v0) - (across * (uB - uA)) / length];
}

/** Temp and Tint as one matrix on linear Rec.2020: adaptation from D65 to the target white (Bradford). */
export function planWhiteBalance(temp: number, tint: number): Matrix3 {
  if (temp === 0 && tint === 0) return [1, 0, 0, 0, 1, 0, 0, 0, 1];
  const white = uvToXyz(targetWhite(temp, tint));
  const inXyz = adaptation(D65_XYZ, white);
  const matrix = multiply(multiply(XYZ_TO_RGB.rec2020, inXyz), RGB_TO_XYZ.rec2020);
  const overshoot = Math.max(...apply(XYZ_TO_RGB.srgb, white));
  return scale(matrix, overshoot ** -KEEP_WHITE);
}

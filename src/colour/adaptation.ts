import { apply, diagonal, inverse, type Matrix3, multiply, type Vector3 } from './matrix';
import { xyToXyz } from './primaries';

/** XYZ to sharpened cone responses, Bradford (Lam 1985; ICC.1, annex E). */
export const BRADFORD: Matrix3 = [0.8951, 0.2664, -0.1614, -0.7502, 1.7135, 0.0367, 0.0389, -0.0685, 1.0296];
const BRADFORD_INVERSE = inverse(BRADFORD);

/**
 * Complete von Kries adaptation in Bradford's responses: XYZ seen under `from` to the corresponding XYZ under `to`. Why
 * not CAT16: docs/decisions/012-methods-compared.md.
 */
export function adaptation(from: Vector3, to: Vector3): Matrix3 {
  const source = apply(BRADFORD, from);
  const target = apply(BRADFORD, to);
  const gains: Vector3 = [target[0] / source[0], target[1] / source[1], target[2] / source[2]];
  return multiply(multiply(BRADFORD_INVERSE, diagonal(gains)), BRADFORD);
}

/** CIE 1960 uniform chromaticities u, v. */
export type Uv = readonly [number, number];

export function xyToUv(x: number, y: number): Uv {
  const d = -2 * x + 12 * y + 3;
  return [(4 * x) / d, (6 * y) / d];
}

/** XYZ with Y = 1 of a CIE 1960 chromaticity. */
export function uvToXyz([u, v]: Uv): Vector3 {
  const d = 2 * u - 8 * v + 4;
  return xyToXyz((3 * u) / d, (2 * v) / d);
}

/** u, v of a Planckian radiator, 1000 to 15000 K within 8e-5 (Krystek 1985, "An algorithm to calculate CCT"). */
export function planckianUv(kelvin: number): Uv {
  const T = kelvin;
  return [
    (0.860117757 + 1.54118254e-4 * T + 1.28641212e-7 * T * T) /
      (1 + 8.42420235e-4 * T + 7.08145163e-7 * T * T),
    (0.317398726 + 4.22806245e-5 * T + 4.20481691e-8 * T * T) /
      (1 - 2.89741816e-5 * T + 1.61456053e-7 * T * T),
  ];
}

import { apply, diagonal, inverse, type Matrix3, multiply, type Vector3 } from './matrix';
import type { OutputSpace } from './raster';

/** Any RGB space that the project computes in; all have the white D65. */
export type RgbSpace = OutputSpace | 'rec2020';

/** CIE 1931 chromaticities x, y of D65 as the RGB standards round them (IEC 61966-2-1, ITU-R BT.2020). */
export const D65_XY = [0.3127, 0.329] as const;

/** X, Y, Z of D65 with Y = 1. */
export const D65_XYZ: Vector3 = xyToXyz(D65_XY[0], D65_XY[1]);

/** x, y of red, green and blue: IEC 61966-2-1 (sRGB), SMPTE EG 432-1 (P3), ITU-R BT.2020. */
const PRIMARIES: Readonly<Record<RgbSpace, readonly (readonly [number, number])[]>> = {
  srgb: [
    [0.64, 0.33],
    [0.3, 0.6],
    [0.15, 0.06],
  ],
  'display-p3': [
    [0.68, 0.32],
    [0.265, 0.69],
    [0.15, 0.06],
  ],
  rec2020: [
    [0.708, 0.292],
    [0.17, 0.797],
    [0.131, 0.046],
  ],
};

/** XYZ with Y = 1 of a chromaticity. */
export function xyToXyz(x: number, y: number): Vector3 {
  return [x / y, 1, (1 - x - y) / y];
}

/** Linear RGB to XYZ (SMPTE RP 177): columns are the primaries, scaled so that (1, 1, 1) is the white. */
function rgbToXyzMatrix(space: RgbSpace): Matrix3 {
  const [r, g, b] = PRIMARIES[space].map(([x, y]) => xyToXyz(x, y));
  const columns: Matrix3 = [r[0], g[0], b[0], r[1], g[1], b[1], r[2], g[2], b[2]];
  return multiply(columns, diagonal(apply(inverse(columns), D65_XYZ)));
}

export const RGB_TO_XYZ: Readonly<Record<RgbSpace, Matrix3>> = {
  srgb: rgbToXyzMatrix('srgb'),
  'display-p3': rgbToXyzMatrix('display-p3'),
  rec2020: rgbToXyzMatrix('rec2020'),
};

export const XYZ_TO_RGB: Readonly<Record<RgbSpace, Matrix3>> = {
  srgb: inverse(RGB_TO_XYZ.srgb),
  'display-p3': inverse(RGB_TO_XYZ['display-p3']),
  rec2020: inverse(RGB_TO_XYZ.rec2020),
};

/** Linear RGB of one space to linear RGB of another; every row sums to 1, as all share their white. */
export function rgbToRgb(from: RgbSpace, to: RgbSpace): Matrix3 {
  if (from === to) return [1, 0, 0, 0, 1, 0, 0, 0, 1];
  return multiply(XYZ_TO_RGB[to], RGB_TO_XYZ[from]);
}

/** The weights of linear R, G and B in luminance Y. */
export function luminanceWeights(space: RgbSpace): Vector3 {
  const m = RGB_TO_XYZ[space];
  return [m[3], m[4], m[5]];
}

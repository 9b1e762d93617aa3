import {
  apply,
  BRADFORD,
  DECODE_8BIT,
  deltaE00,
  diagonal,
  type EncodedRaster,
  inverse,
  type Matrix3,
  multiply,
  type OutputSpace,
  oklabChroma,
  planckianUv,
  RGB_TO_XYZ,
  rgbToOklab,
  uvToXyz,
  type Vector3,
  XYZ_TO_RGB,
  xyzToLab,
} from '../../src/colour';
import { createRng } from '../../src/core';

/** XYZ to the sharpened cone responses of CAT16 (Li et al. 2017, "Comprehensive color solutions", M16). */
const CAT16: Matrix3 = [
  0.401288, 0.650173, -0.051461, -0.250268, 1.204414, 0.045854, -0.002079, 0.048952, 0.953127,
];
export const RESPONSES = { CAT16, Bradford: BRADFORD } as const;
export type Response = keyof typeof RESPONSES;

/** Von Kries adaptation in the given responses. */
export function adapt(response: Response, from: Vector3, to: Vector3): Matrix3 {
  const m = RESPONSES[response];
  const [a, b] = [apply(m, from), apply(m, to)];
  return multiply(multiply(inverse(m), diagonal([b[0] / a[0], b[1] / a[1], b[2] / a[2]])), m);
}

/** A bell whose two sides have widths of their own: the form of Wyman et al. 2013, "Simple analytic approximations". */
const bell = (x: number, centre: number, below: number, above: number): number =>
  Math.exp(-0.5 * ((x - centre) / (x < centre ? below : above)) ** 2);
/** CIE 1931 colour matching functions by Wyman et al.'s fits. */
const matching = (nm: number): Vector3 => [
  1.056 * bell(nm, 599.8, 37.9, 31.0) +
    0.362 * bell(nm, 442.0, 16.0, 26.7) -
    0.065 * bell(nm, 501.1, 20.4, 26.2),
  0.821 * bell(nm, 568.8, 46.9, 40.5) + 0.286 * bell(nm, 530.9, 16.3, 31.1),
  1.217 * bell(nm, 437.0, 11.8, 36.0) + 0.681 * bell(nm, 459.0, 26.0, 13.8),
];
const WAVELENGTHS = Array.from({ length: 81 }, (_, i) => 380 + 5 * i);
const planck = (nm: number, kelvin: number): number =>
  (560 / nm) ** 5 / (Math.exp(1.4388e7 / (nm * kelvin)) - 1);

/** XYZ of a reflectance under a Planckian radiator; Y = 1 for white. */
function lit(reflectance: readonly number[], kelvin: number): Vector3 {
  const sum = [0, 0, 0];
  let white = 0;
  for (const [i, nm] of WAVELENGTHS.entries()) {
    const xyz = matching(nm);
    const light = planck(nm, kelvin);
    white += light * xyz[1];
    for (let c = 0; c < 3; c++) sum[c] += light * reflectance[i] * xyz[c];
  }
  return [sum[0] / white, sum[1] / white, sum[2] / white];
}

/** Smooth reflectances as surfaces have them: a logistic of a few slow waves. */
function reflectances(count: number): number[][] {
  const rng = createRng(11);
  return Array.from({ length: count }, () => {
    const level = rng.normal() - 0.5;
    const waves = [1, 2, 3].map((k) => [(1.6 * rng.normal()) / k, 2 * Math.PI * rng.uniform(), k]);
    return WAVELENGTHS.map((nm) => {
      const t = (nm - 380) / 400;
      const z = waves.reduce(
        (sum, [size, phase, k]) => sum + size * Math.cos(Math.PI * k * t + phase),
        level,
      );
      return 1 / (1 + Math.exp(-z));
    });
  });
}

/**
 * The light really changed: surfaces under 6504 K and under another light; ΔE00, the white being the second light,
 * between what each method makes of the first and the second itself: mean, 95th percentile, and the mean of |ΔL*|.
 */
export function relighting(
  response: Response,
  kelvin: number,
): { mean: number; p95: number; lightness: number } {
  const flat = WAVELENGTHS.map(() => 1);
  const [from, to] = [lit(flat, 6504), lit(flat, kelvin)];
  const matrix = adapt(response, from, to);
  const relative = (xyz: Vector3) => xyzToLab(apply(multiply(TO_D65, diagonalOver(to)), xyz));
  let lightness = 0;
  const errors = reflectances(400).map((reflectance) => {
    const a = relative(apply(matrix, lit(reflectance, 6504)));
    const b = relative(lit(reflectance, kelvin));
    lightness += Math.abs(a[0] - b[0]) / 400;
    return deltaE00(...a, ...b);
  });
  errors.sort((a, b) => a - b);
  return {
    mean: errors.reduce((sum, value) => sum + value, 0) / errors.length,
    p95: errors[Math.floor(0.95 * (errors.length - 1))],
    lightness,
  };
}

const diagonalOver = ([x, y, z]: Vector3): Matrix3 => diagonal([1 / x, 1 / y, 1 / z]);
/** xyzToLab is for D65: a white of (1, 1, 1) becomes that. */
const TO_D65 = diagonal(apply(RGB_TO_XYZ.srgb, [1, 1, 1]));

/** Temp in [-1, 1] on linear sRGB, as what ships moves white, in either method's responses. */
export function whiteBalanced(response: Response, temp: number): Matrix3 {
  const [u0, v0] = planckianUv(6504);
  const [u1, v1] = planckianUv(1e6 / (1e6 / 6504 + 75 * temp));
  const d65 = apply(RGB_TO_XYZ.srgb, [1, 1, 1]);
  const sum = d65[0] + 15 * d65[1] + 3 * d65[2];
  const white = uvToXyz([(4 * d65[0]) / sum + u1 - u0, (6 * d65[1]) / sum + v1 - v0]);
  return multiply(multiply(XYZ_TO_RGB.srgb, adapt(response, d65, white)), RGB_TO_XYZ.srgb);
}

const CORNERS: readonly Vector3[] = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
  [1, 1, 0],
  [0, 1, 1],
  [1, 0, 1],
];

/** The deepest negative channel in Rec.2020, where what ships computes, of a space's purest colours. */
export function deepestNegative(response: Response, temp: number, space: OutputSpace): number {
  const toSrgb = multiply(XYZ_TO_RGB.srgb, RGB_TO_XYZ[space]);
  const toWide = multiply(XYZ_TO_RGB.rec2020, RGB_TO_XYZ.srgb);
  const matrix = multiply(multiply(toWide, whiteBalanced(response, temp)), toSrgb);
  return Math.min(0, ...CORNERS.flatMap((corner) => apply(matrix, corner)));
}

/** How far the OKLab lightness of a photo's vivid colours moves, on average. */
export function lightnessMoved(response: Response, temp: number, photo: EncodedRaster): number {
  const matrix = whiteBalanced(response, temp);
  let moved = 0;
  let vivid = 0;
  for (let i = 0; i < photo.data.length; i += 4) {
    const rgb = [0, 1, 2].map((c) => DECODE_8BIT[photo.data[i + c]]) as unknown as Vector3;
    const before = rgbToOklab(rgb, 'srgb');
    if (oklabChroma(before) < 0.1) continue;
    vivid++;
    moved += Math.abs(rgbToOklab(apply(matrix, rgb), 'srgb')[0] - before[0]);
  }
  return vivid > 0 ? moved / vivid : 0;
}

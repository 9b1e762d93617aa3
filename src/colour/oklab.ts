import { inverse, type Matrix3, multiply, type Vector3 } from './matrix';
import { RGB_TO_XYZ, type RgbSpace } from './primaries';

// Ottosson, "A perceptual color space for image processing" (2020). Inverses are computed, not copied, so that
// there and back is exact to the last bits.
const XYZ_TO_LMS_PUBLISHED: Matrix3 = [
  0.8189330101, 0.3618667424, -0.1288597137, 0.0329845436, 0.9293118715, 0.0361456387, 0.0482003018,
  0.2643662691, 0.633851707,
];
const LMS_TO_OKLAB_PUBLISHED: Matrix3 = [
  0.2104542553, 0.793617785, -0.0040720468, 1.9779984951, -2.428592205, 0.4505937099, 0.0259040371,
  0.7827717662, -0.808675766,
];

/** The published rows leave a grey with a chroma near 1e-7; these make white exactly (1, 0, 0). */
function exactForWhite(): { lms: Matrix3; oklab: Matrix3 } {
  const p = XYZ_TO_LMS_PUBLISHED;
  const white = RGB_TO_XYZ.srgb;
  const lmsOfWhite = [0, 1, 2].map((row) => {
    const m = multiply(p, white);
    return m[3 * row] + m[3 * row + 1] + m[3 * row + 2];
  });
  const lms = p.map((value, index) => value / lmsOfWhite[Math.floor(index / 3)]) as unknown as Matrix3;
  const q = LMS_TO_OKLAB_PUBLISHED;
  const lightness = q[0] + q[1] + q[2];
  const oklab: Matrix3 = [
    ...([q[0] / lightness, q[1] / lightness, q[2] / lightness] as const),
    ...([q[3], q[4], -q[3] - q[4]] as const),
    ...([q[6], q[7], -q[6] - q[7]] as const),
  ];
  return { lms, oklab };
}

const exact = exactForWhite();

/** Cube roots of LMS to OKLab, and back. */
export const LMS_TO_OKLAB: Matrix3 = exact.oklab;
export const OKLAB_TO_LMS: Matrix3 = inverse(exact.oklab);

/** Linear RGB to LMS (whose cube roots OKLab mixes); every row sums to 1. */
export function rgbToLms(space: RgbSpace): Matrix3 {
  return multiply(exact.lms, RGB_TO_XYZ[space]);
}

const TO_LMS: Readonly<Record<RgbSpace, Matrix3>> = {
  srgb: rgbToLms('srgb'),
  'display-p3': rgbToLms('display-p3'),
  rec2020: rgbToLms('rec2020'),
};
const FROM_LMS: Readonly<Record<RgbSpace, Matrix3>> = {
  srgb: inverse(TO_LMS.srgb),
  'display-p3': inverse(TO_LMS['display-p3']),
  rec2020: inverse(TO_LMS.rec2020),
};

/** The inverse of rgbToLms. */
export function lmsToRgb(space: RgbSpace): Matrix3 {
  return FROM_LMS[space];
}

/** Linear RGB to OKLab: L in [0, 1] for what a display can show, a and b about [-0.4, 0.4]. */
export function rgbToOklab([r, g, b]: Vector3, space: RgbSpace): Vector3 {
  const m = TO_LMS[space];
  const l = Math.cbrt(m[0] * r + m[1] * g + m[2] * b);
  const n = Math.cbrt(m[3] * r + m[4] * g + m[5] * b);
  const s = Math.cbrt(m[6] * r + m[7] * g + m[8] * b);
  const q = LMS_TO_OKLAB;
  return [q[0] * l + q[1] * n + q[2] * s, q[3] * l + q[4] * n + q[5] * s, q[6] * l + q[7] * n + q[8] * s];
}

/** OKLab to linear RGB, unclamped. */
export function oklabToRgb([L, A, B]: Vector3, space: RgbSpace): Vector3 {
  const q = OKLAB_TO_LMS;
  const l = (q[0] * L + q[1] * A + q[2] * B) ** 3;
  const n = (q[3] * L + q[4] * A + q[5] * B) ** 3;
  const s = (q[6] * L + q[7] * A + q[8] * B) ** 3;
  const m = FROM_LMS[space];
  return [m[0] * l + m[1] * n + m[2] * s, m[3] * l + m[4] * n + m[5] * s, m[6] * l + m[7] * n + m[8] * s];
}

export function oklabChroma([, a, b]: Vector3): number {
  return Math.hypot(a, b);
}

/** Degrees in (-180, 180]; meaningless where the chroma is 0. */
export function oklabHue([, a, b]: Vector3): number {
  return (Math.atan2(b, a) * 180) / Math.PI;
}

import {
  DECODE_8BIT,
  type EncodedRaster,
  encodeSrgb,
  LMS_TO_OKLAB,
  luminanceWeights,
  rgbToLms,
} from '../../src/colour';
import { analysePhoto, developLinear, LUMINANCE_FLOOR, logLuminance } from '../../src/develop/reference';
import { compressToGamut, planGamut } from '../../src/develop/reference/gamut';
import {
  liftByStops,
  planHighlightsShadows,
  stopsOfBase,
} from '../../src/develop/reference/highlightsShadows';
import { type AdjustmentsPatch, NEUTRAL } from '../../src/edit';
import { fastLocalLaplacian, type Plane } from './local-laplacian';

/** Linear sRGB, [width * height * 3], of a photo with Highlights, Shadows and Clarity. */
export type ToneMethod = (photo: EncodedRaster, patch: AdjustmentsPatch) => Float64Array;

/** What ships. */
export const guided: ToneMethod = (photo, patch) =>
  developLinear(photo, analysePhoto(photo), { ...NEUTRAL, ...patch });

/** Detail under this, in EV, keeps its contrast in Highlights and Shadows; above it follows the tone curve. */
const SIGMA_TONE = 0.5;
const SIGMA_CLARITY = 1;
/** Set so that grain of 0.2 EV gains at Clarity +100, and loses at -100, as much as it does in what ships. */
const CLARITY_UP = 1.18;
const CLARITY_DOWN = 0.53;
const SAMPLES = 16;

/**
 * The local Laplacian: large areas take the very tone curve that ships, what differs from its surroundings by less
 * than sigma keeps its contrast; Clarity adds c·exp(-c²/(2σ²/3)).
 */
export const localLaplacian: ToneMethod = (photo, patch) => {
  const { highlights = 0, shadows = 0, clarity = 0 } = patch;
  const plan = planHighlightsShadows(highlights / 100, shadows / 100);
  const tone = (L: number): number => {
    const y = Math.min(1, Math.max(0, 2 ** L - LUMINANCE_FLOOR));
    return logLuminance(liftByStops(y, stopsOfBase(plan, y)));
  };
  const k = clarity / 100;
  const gain = k > 0 ? k * CLARITY_UP : k * CLARITY_DOWN;
  const remap = (L: number, g: number): number => {
    const c = L - g;
    const kept = Math.min(SIGMA_TONE, Math.max(-SIGMA_TONE, c));
    const toned = plan.active
      ? tone(g) + kept + (Math.abs(c) > SIGMA_TONE ? tone(L) - tone(g + kept) : 0)
      : L;
    return toned + gain * c * Math.exp((-1.5 * c * c) / SIGMA_CLARITY ** 2);
  };
  const plane = logPlane(photo);
  return withTone(
    photo,
    fastLocalLaplacian(plane, { remap, residual: plan.active ? tone : (L) => L, samples: SAMPLES }),
  );
};

const Y = luminanceWeights('srgb');

/** log2-luminance of every pixel. */
export function logPlane({ width, height, data }: EncodedRaster): Plane {
  const L = new Float64Array(width * height);
  for (let i = 0; i < L.length; i++) {
    const [r, g, b] = [0, 1, 2].map((c) => DECODE_8BIT[data[4 * i + c]]);
    L[i] = logLuminance(Y[0] * r + Y[1] * g + Y[2] * b);
  }
  return { width, height, data: L };
}

const m = rgbToLms('srgb');
const q = LMS_TO_OKLAB;

/** The photo with another luminance, by a factor on OKLab, as what ships does it. */
function withTone(photo: EncodedRaster, toned: Plane): Float64Array {
  const gamut = planGamut('srgb', 1.3);
  const out = new Float64Array(3);
  const result = new Float64Array(toned.data.length * 3);
  for (let i = 0; i < toned.data.length; i++) {
    const [r, g, b] = [0, 1, 2].map((c) => DECODE_8BIT[photo.data[4 * i + c]]);
    const before = Math.max(1e-9, Y[0] * r + Y[1] * g + Y[2] * b);
    const factor = Math.cbrt(Math.max(0, 2 ** toned.data[i] - LUMINANCE_FLOOR) / before);
    const l = Math.cbrt(m[0] * r + m[1] * g + m[2] * b);
    const n = Math.cbrt(m[3] * r + m[4] * g + m[5] * b);
    const s = Math.cbrt(m[6] * r + m[7] * g + m[8] * b);
    const at = (row: number): number => factor * (q[row] * l + q[row + 1] * n + q[row + 2] * s);
    compressToGamut(gamut, at(0), at(3), at(6), out);
    result.set(out, 3 * i);
  }
  return result;
}

export function toRaster(linear: Float64Array, { width, height, space }: EncodedRaster): EncodedRaster {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let i = 0; i < width * height; i++) {
    for (let c = 0; c < 3; c++) data[4 * i + c] = Math.round(255 * encodeSrgb(linear[3 * i + c]));
    data[4 * i + 3] = 255;
  }
  return { width, height, space, data };
}

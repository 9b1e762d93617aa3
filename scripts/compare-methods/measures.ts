import {
  type EncodedRaster,
  encodeSrgb,
  oklabChroma,
  oklabHue,
  rgbToOklab,
  type Vector3,
} from '../../src/colour';
import { createRng } from '../../src/core';
import { LUMINANCE_FLOOR, logLuminance } from '../../src/develop/reference';
import type { AdjustmentsPatch } from '../../src/edit';
import { logPlane, type ToneMethod } from './tone';

function greyPicture(width: number, height: number, code: (x: number, y: number) => number): EncodedRaster {
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i += 4) data.fill(code(x, y), i, i + 3);
  }
  return { width, height, space: 'srgb', data };
}

/** Largest over- or undershoot beside a step of 8-bit codes, as a share of the step. */
export function haloOfStep(
  method: ToneMethod,
  dark: number,
  bright: number,
  patch: AdjustmentsPatch,
): number {
  let worst = 0;
  for (const width of [400, 1401]) {
    const edge = Math.floor(0.47 * width);
    const photo = greyPicture(width, 64, (x) => (x < edge ? dark : bright));
    const linear = method(photo, patch);
    const code = (x: number): number => 255 * encodeSrgb(linear[3 * (32 * width + x)]);
    const ends = [code(Math.floor(0.05 * width)), code(Math.floor(0.95 * width))];
    for (let x = 0; x < width; x++) {
      worst = Math.max(worst, Math.abs(code(x) - ends[x < edge ? 0 : 1]) / (bright - dark));
    }
  }
  return worst;
}

const luminance = (linear: Float64Array, i: number): number =>
  0.2126 * linear[3 * i] + 0.7152 * linear[3 * i + 1] + 0.0722 * linear[3 * i + 2];

/** Slope of the output's detail against the input's. */
function slope(before: Float64Array, after: Float64Array): number {
  const mean = (values: Float64Array): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const [a, b] = [mean(before), mean(after)];
  let along = 0;
  let square = 0;
  for (let i = 0; i < before.length; i++) {
    along += (before[i] - a) * (after[i] - b);
    square += (before[i] - a) ** 2;
  }
  return along / square;
}

/** How much of the contrast of grain about mid-grey, of a spread in EV, is left; 1 is all. */
export function textureOfGrain(method: ToneMethod, spread: number, patch: AdjustmentsPatch): number {
  const rng = createRng(5);
  const noise = Float64Array.from({ length: 200 * 150 }, () => rng.normal());
  const photo = greyPicture(400, 300, (x, y) =>
    Math.round(255 * encodeSrgb(0.15 * 2 ** (spread * noise[(y >> 1) * 200 + (x >> 1)]))),
  );
  const linear = method(photo, patch);
  const after = Float64Array.from({ length: 400 * 300 }, (_, i) => logLuminance(luminance(linear, i)));
  return slope(logPlane(photo).data, after);
}

export interface PhotoMeasures {
  /** How far what is near an edge leaves what is far from it, of the edge, in 8-bit codes; mean over the edges found. */
  readonly halo: number;
  readonly edges: number;
  /** Slope of local detail (a pixel minus the mean about it) against the photo's own. */
  readonly texture: number;
  /** Spread of what is smooth, in EV, over the photo's own: how far the range was drawn together. */
  readonly range: number;
  /** OKLab hue drift in degrees that one pixel in a hundred exceeds. */
  readonly hue: number;
}

/** Mean over a square window, by sums of rows and columns. */
function blurred(L: Float64Array, width: number, height: number, r: number): Float64Array {
  const pass = (source: Float64Array, length: number, lines: number, step: number, stride: number) => {
    const out = new Float64Array(source.length);
    for (let line = 0; line < lines; line++) {
      for (let i = 0; i < length; i++) {
        let sum = 0;
        for (let k = -r; k <= r; k++) {
          sum += source[line * stride + Math.min(length - 1, Math.max(0, i + k)) * step];
        }
        out[line * stride + i * step] = sum / (2 * r + 1);
      }
    }
    return out;
  };
  return pass(pass(L, width, height, 1, width), height, width, width, 1);
}

/** Windows beside an edge, in pixels from it: what is near, and what is far. */
const NEAR = [3, 8] as const;
const FAR = [11, 16] as const;
/** In 8-bit codes: what counts as an edge, and how much its sides may vary. */
const LEAST_EDGE = 50;
const SMOOTH = 12;

/** Means of codes near and far, on one side of an edge, and how much all of them vary. */
function sideOf(
  codes: Float64Array,
  at: number,
  side: number,
): { near: number; far: number; extent: number } {
  const meanOf = ([from, to]: readonly [number, number]): number => {
    let sum = 0;
    for (let k = from; k <= to; k++) sum += codes[at + side * k];
    return sum / (to - from + 1);
  };
  let low = 255;
  let high = 0;
  for (let k = NEAR[0]; k <= FAR[1]; k++) {
    low = Math.min(low, codes[at + side * k]);
    high = Math.max(high, codes[at + side * k]);
  }
  return { near: meanOf(NEAR), far: meanOf(FAR), extent: high - low };
}

export function measurePhoto(photo: EncodedRaster, linear: Float64Array): PhotoMeasures {
  const { width, height } = photo;
  const before = logPlane(photo).data;
  const after = Float64Array.from({ length: width * height }, (_, i) => logLuminance(luminance(linear, i)));
  const codesBefore = Float64Array.from(before, (_, i) => 255 * encodeSrgb(2 ** before[i] - LUMINANCE_FLOOR));
  const codesAfter = Float64Array.from(before, (_, i) => 255 * encodeSrgb(luminance(linear, i)));
  let halo = 0;
  let edges = 0;
  for (let y = 0; y < height; y += 2) {
    for (let x = FAR[1]; x < width - FAR[1]; x++) {
      const i = y * width + x;
      if (Math.abs(codesBefore[i + 2] - codesBefore[i - 2]) < LEAST_EDGE) continue;
      const sides = [-1, 1].map((side) => sideOf(codesBefore, i, side));
      const edge = Math.abs(sides[0].far - sides[1].far);
      if (edge < LEAST_EDGE || sides.some(({ extent }) => extent > SMOOTH)) continue;
      // What is near leaves what is far: that much is a halo.
      halo += Math.max(
        ...[-1, 1].map((side, k) => {
          const now = sideOf(codesAfter, i, side);
          return Math.abs(now.near - now.far - (sides[k].near - sides[k].far)) / edge;
        }),
      );
      edges++;
    }
  }
  const r = Math.max(2, Math.round(0.01 * Math.max(width, height)));
  const smoothBefore = blurred(before, width, height, r);
  const smoothAfter = blurred(after, width, height, r);
  const mean = (values: Float64Array): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const spread = (values: Float64Array): number => {
    const centre = mean(values);
    return Math.sqrt(mean(values.map((value) => (value - centre) ** 2)));
  };
  const drifts: number[] = [];
  for (let i = 0; i < width * height; i += 7) {
    const was: Vector3 = rgbToOklab(
      [0, 1, 2].map((c) => decode(photo.data[4 * i + c])) as unknown as Vector3,
      'srgb',
    );
    const is: Vector3 = rgbToOklab([linear[3 * i], linear[3 * i + 1], linear[3 * i + 2]], 'srgb');
    if (oklabChroma(was) < 0.02 || oklabChroma(is) < 0.02) continue;
    const drift = Math.abs(oklabHue(was) - oklabHue(is));
    drifts.push(Math.min(drift, 360 - drift));
  }
  drifts.sort((a, b) => a - b);
  return {
    halo: edges > 0 ? halo / edges : 0,
    edges,
    texture: slope(
      before.map((value, i) => value - smoothBefore[i]),
      after.map((value, i) => value - smoothAfter[i]),
    ),
    range: spread(smoothAfter) / spread(smoothBefore),
    hue: drifts[Math.floor(0.99 * (drifts.length - 1))] ?? 0,
  };
}

const decode = (code: number): number =>
  code / 255 <= 0.04045 ? code / 255 / 12.92 : ((code / 255 + 0.055) / 1.055) ** 2.4;

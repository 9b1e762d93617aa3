import { describe, expect, it } from 'vitest';
import { decodeSrgb, encodeSrgb } from '../../../src/colour';
import { createRng } from '../../../src/core';
import { analysePhoto, developLinear } from '../../../src/develop/reference';
import { ADJUSTMENTS, type AdjustmentsPatch, NEUTRAL } from '../../../src/edit';
import { adjust, greyPicture, rowOf } from './pictures';

/** Every extreme alone, and every pair of extremes. */
function extremes(): AdjustmentsPatch[] {
  const ends = ADJUSTMENTS.flatMap((row) => [row.min, row.max].map((value) => [row.id, value] as const));
  const alone = ends.map(([id, value]) => ({ [id]: value }));
  const pairs = ends.flatMap(([id, value], i) =>
    ends.slice(i + 1).flatMap(([other, end]) => (other === id ? [] : [{ [id]: value, [other]: end }])),
  );
  return [...alone, ...pairs];
}

describe('a grey ramp', () => {
  it.each([
    ['of 256 steps', 256],
    ['of 1024 columns', 1024],
  ])('%s never inverts, at every extreme and all pairs of extremes', (_name, width) => {
    const code = (x: number): number => Math.floor((x * 256) / width);
    const ramp = greyPicture(width, 48, code);
    const analysis = analysePhoto(ramp);
    const row = rowOf(ramp, 0);
    // Columns of one code share no base, so they may differ by a little: steps between codes must not.
    const perCode = width / 256;
    let worst = 0;
    let where: AdjustmentsPatch = {};
    for (const patch of extremes()) {
      const linear = developLinear(row, analysis, adjust(patch));
      const means = Array.from({ length: 256 }, (_, step) => {
        let sum = 0;
        for (let x = step * perCode; x < (step + 1) * perCode; x++) {
          const y = 0.2126 * linear[3 * x] + 0.7152 * linear[3 * x + 1] + 0.0722 * linear[3 * x + 2];
          sum += 255 * encodeSrgb(y);
        }
        return sum / perCode;
      });
      for (let step = 1; step < 256; step++) {
        const inversion = means[step - 1] - means[step];
        if (inversion > worst) {
          worst = inversion;
          where = patch;
        }
      }
    }
    // A thousandth of an 8-bit step, for rounding.
    expect(worst, JSON.stringify(where)).toBeLessThan(1e-3);
  });
});

describe('a step edge', () => {
  it.each([
    [20, 250],
    [60, 190],
    [100, 150],
  ])('from %i to %i has no halo, at any highlights, shadows and clarity together', (dark, bright) => {
    for (const [width, height] of [
      [300, 200],
      [1000, 60],
      [1401, 60],
    ]) {
      const edge = Math.floor(width * 0.47);
      const photo = greyPicture(width, height, (x) => (x < edge ? dark : bright));
      const analysis = analysePhoto(photo);
      const row = rowOf(photo, 0);
      for (const highlights of [-100, -50, 0, 100]) {
        for (const shadows of [-100, 0, 50, 100]) {
          for (const clarity of [-100, 0, 100]) {
            const linear = developLinear(row, analysis, adjust({ highlights, shadows, clarity }));
            const codes = Array.from({ length: width }, (_, x) => 255 * encodeSrgb(linear[3 * x]));
            const left = codes[Math.floor(width * 0.05)];
            const right = codes[Math.floor(width * 0.95)];
            const halo = Math.max(
              ...codes.map((code, x) => Math.abs(code - (x < edge ? left : right)) / (bright - dark)),
            );
            expect(halo, `${width} px, ${highlights} ${shadows} ${clarity}`).toBeLessThan(0.03);
          }
        }
      }
    }
  });
});

/** The share of a blurred step's way, 0 to 1, at x: the integral of a Gaussian of spread sigma about the middle. */
function blurredStep(width: number, sigma: number): Float64Array {
  const share = new Float64Array(width);
  let sum = 0;
  for (let x = 0; x < width; x++) {
    sum += Math.exp(-0.5 * ((x - 0.47 * width) / sigma) ** 2);
    share[x] = sum;
  }
  return share.map((value) => value / sum);
}

describe('a blurred edge', () => {
  // An edge in focus of a soft lens, one of shallow focus, and one far out of focus.
  it.each([2, 3, 5, 8, 14, 28])('of spread %i in 1000 has no rim: it rises all the way', (sigma) => {
    const width = 1000;
    const share = blurredStep(width, sigma);
    for (const [dark, bright] of [
      [20, 250],
      [60, 190],
      [100, 150],
      [60, 255],
    ]) {
      const [from, to] = [decodeSrgb(dark / 255), decodeSrgb(bright / 255)];
      const photo = greyPicture(width, 24, (x) =>
        Math.round(255 * encodeSrgb(from + (to - from) * share[x])),
      );
      const analysis = analysePhoto(photo);
      const row = rowOf(photo, 0);
      for (const patch of [
        { highlights: -100 },
        { shadows: 100 },
        { highlights: -100, shadows: 100 },
        { clarity: 100 },
        { clarity: -100 },
      ]) {
        const linear = developLinear(row, analysis, adjust(patch));
        let [highest, fall] = [0, 0];
        for (let x = 0; x < width; x++) {
          const code = 255 * encodeSrgb(linear[3 * x]);
          highest = Math.max(highest, code);
          fall = Math.max(fall, highest - code);
        }
        expect(fall / (bright - dark), `${dark} to ${bright}, ${JSON.stringify(patch)}`).toBeLessThan(0.035);
      }
    }
  });
});

describe('texture', () => {
  it('is kept when highlights come down and shadows up', () => {
    const rng = createRng(5);
    const noise = Float64Array.from({ length: 400 * 300 }, () => rng.normal());
    // Grain of two pixels, of 0.2 EV, on mid-grey.
    const photo = greyPicture(400, 300, (x, y) => {
      const n = noise[(y >> 1) * 400 + (x >> 1)];
      return Math.round(255 * encodeSrgb(0.15 * 2 ** (0.2 * n)));
    });
    const before = developLinear(photo, analysePhoto(photo), NEUTRAL);
    const after = developLinear(photo, analysePhoto(photo), adjust({ highlights: -100, shadows: 100 }));
    const spread = (linear: Float64Array): number => {
      const L = Array.from({ length: linear.length / 3 }, (_, i) => Math.log2(linear[3 * i]));
      const mean = L.reduce((sum, value) => sum + value, 0) / L.length;
      return Math.sqrt(L.reduce((sum, value) => sum + (value - mean) ** 2, 0) / L.length);
    };
    expect(spread(after) / spread(before)).toBeGreaterThan(0.85);
  });
});

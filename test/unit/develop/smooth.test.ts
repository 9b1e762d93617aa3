import { describe, expect, it } from 'vitest';
import { decodeSrgb, encodeSrgb } from '../../../src/colour';
import { createRng } from '../../../src/core';
import { developPixel, type PhotoAnalysis, planDevelop } from '../../../src/develop/reference';
import { baseCoefficients, logLuminance } from '../../../src/develop/reference/base';
import { detailAndBase, sampleCoefficients } from '../../../src/develop/reference/sampleBase';
import { ADJUSTMENTS } from '../../../src/edit';
import { adjust } from './pictures';

/** A grey ramp of all 16-bit codes, one a pixel, from left to right, with the base that such a photo has. */
const CODES = 65536;
const GRID = 896;
const linear = Float64Array.from({ length: CODES }, (_, code) => decodeSrgb(code / (CODES - 1)));

function analysis(): PhotoAnalysis {
  const L = new Float64Array(3 * GRID);
  for (let cell = 0; cell < GRID; cell++) {
    const from = Math.floor((cell * CODES) / GRID);
    const to = Math.floor(((cell + 1) * CODES) / GRID);
    let sum = 0;
    for (let code = from; code < to; code++) sum += linear[code];
    for (let row = 0; row < 3; row++) L[row * GRID + cell] = logLuminance(sum / (to - from));
  }
  return {
    ...{ width: CODES, height: 3, space: 'srgb', gridWidth: GRID, gridHeight: 3 },
    ...{ coefficients: baseCoefficients(L, GRID, 3), blackPoint: 0, whitePoint: 1, maximumChroma: 0.1 },
  };
}

const ramp = analysis();
const detail = new Float64Array(3 * CODES);
{
  const coefficients = new Float64Array(4);
  for (let code = 0; code < CODES; code++) {
    sampleCoefficients(ramp, (code + 0.5) / CODES, 0.5, coefficients);
    detailAndBase(coefficients, linear[code], detail.subarray(3 * code, 3 * code + 3));
  }
}

/** Red, green and blue of the developed ramp in 16-bit codes, [3][65536]. */
function developed(id: string, value: number): Float64Array[] {
  const plan = planDevelop(adjust({ [id]: value }), ramp);
  const channels = [0, 1, 2].map(() => new Float64Array(CODES));
  const out = new Float64Array(3);
  for (let i = 0; i < CODES; i++) {
    const y = linear[i];
    developPixel(plan, y, y, y, detail[3 * i], detail[3 * i + 1], detail[3 * i + 2], out);
    for (let c = 0; c < 3; c++) channels[c][i] = (CODES - 1) * encodeSrgb(out[c]);
  }
  return channels;
}

/** Steps under this are of no picture, in 16-bit codes: a 2,570th of an 8-bit step. */
const LEAST = 0.1;

describe('a 16-bit ramp', () => {
  const rng = createRng(9);
  it.each(ADJUSTMENTS)('has no band, whatever $label says', ({ id, max }) => {
    let worst = 0;
    let sharpest = 0;
    let fall = 0;
    for (const share of [-1, -0.5, -0.1, 0.1, 0.5, 1, 2 * rng.uniform() - 1]) {
      const channels = developed(id, share * max);
      const isGrey = channels[0].every((value, i) => Math.abs(value - channels[2][i]) < 1e-3);
      for (const channel of channels) {
        for (let i = 2; i < CODES - 1; i++) {
          const before = channel[i - 1] - channel[i - 2];
          const step = channel[i] - channel[i - 1];
          const after = channel[i + 1] - channel[i];
          worst = Math.max(worst, step / Math.max(before, after, LEAST));
          fall = Math.max(fall, -step);
          // Where nothing clips, a slope may not change by more from one code to the next either.
          const clips = channel[i - 2] <= 1e-3 || channel[i + 1] >= CODES - 1.001;
          if (isGrey && !clips)
            sharpest = Math.max(sharpest, step / Math.max(LEAST, Math.min(before, after)));
        }
      }
    }
    expect(fall).toBeLessThan(1e-3);
    expect(worst).toBeLessThan(1.5);
    expect(sharpest).toBeLessThan(1.5);
  });
});

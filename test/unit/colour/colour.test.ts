import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  adaptation,
  apply,
  D65_XYZ,
  decodeSrgb,
  deltaE00,
  deltaE76,
  encodeSrgb,
  inverse,
  luminanceWeights,
  meanDeltaE00,
  multiply,
  oklabToRgb,
  planckianUv,
  RGB_TO_XYZ,
  rasterToLab,
  rgbToOklab,
  rgbToRgb,
  uvToXyz,
  type Vector3,
  xyToUv,
  xyzToLab,
} from '../../../src/colour';

const SPACES = ['srgb', 'display-p3', 'rec2020'] as const;
const channel = fc.double({ min: 0, max: 1, noNaN: true });
const rgb = fc.tuple(channel, channel, channel);

function expectNear(actual: readonly number[], expected: readonly number[], tolerance: number): void {
  expect(actual.length).toBe(expected.length);
  for (const [i, value] of actual.entries()) {
    expect(Math.abs(value - expected[i])).toBeLessThanOrEqual(tolerance);
  }
}

describe('primaries', () => {
  it('gives the matrix of the sRGB standard', () => {
    // IEC 61966-2-1, rounded to four places there.
    const published = [0.4124, 0.3576, 0.1805, 0.2126, 0.7152, 0.0722, 0.0193, 0.1192, 0.9505];
    expectNear(RGB_TO_XYZ.srgb, published, 1e-4);
  });

  it('gives the luminance weights of BT.2020', () => {
    expectNear(luminanceWeights('rec2020'), [0.2627, 0.678, 0.0593], 5e-5);
  });

  it('keeps grey grey between any two spaces', () => {
    for (const from of SPACES) {
      for (const to of SPACES) {
        const m = rgbToRgb(from, to);
        for (const row of [0, 3, 6]) expect(m[row] + m[row + 1] + m[row + 2]).toBeCloseTo(1, 12);
      }
    }
  });

  it('comes back from any space', () => {
    fc.assert(
      fc.property(rgb, fc.constantFrom(...SPACES), fc.constantFrom(...SPACES), (colour, from, to) => {
        expectNear(apply(rgbToRgb(to, from), apply(rgbToRgb(from, to), colour)), colour, 1e-12);
      }),
    );
  });
});

describe('matrices', () => {
  it('have inverses', () => {
    const m = RGB_TO_XYZ['display-p3'];
    expectNear(multiply(m, inverse(m)), [1, 0, 0, 0, 1, 0, 0, 0, 1], 1e-14);
  });
});

describe('the sRGB transfer function', () => {
  it('comes back, also below 0 and above 1', () => {
    fc.assert(
      fc.property(fc.double({ min: -2, max: 8, noNaN: true }), (v) => {
        expect(Math.abs(encodeSrgb(decodeSrgb(v)) - v)).toBeLessThan(1e-6);
      }),
    );
  });

  it('has the known mid-grey', () => {
    expect(decodeSrgb(0.5)).toBeCloseTo(0.21404114, 8);
    expect(decodeSrgb(1)).toBe(1);
  });
});

describe('adaptation', () => {
  it('takes one white to the other and is undone by the reverse', () => {
    const warm = uvToXyz(planckianUv(4000));
    expectNear(apply(adaptation(D65_XYZ, warm), D65_XYZ), warm, 1e-12);
    const there = multiply(adaptation(warm, D65_XYZ), adaptation(D65_XYZ, warm));
    expectNear(there, [1, 0, 0, 0, 1, 0, 0, 0, 1], 1e-12);
  });

  it('puts illuminant A on the Planckian locus', () => {
    // CIE 15: illuminant A is x = 0.44758, y = 0.40745, a Planckian radiator at 2855.5 K.
    expectNear(planckianUv(2855.5), xyToUv(0.44758, 0.40745), 2e-4);
  });

  it('comes back from CIE 1960', () => {
    const [X, Y, Z] = uvToXyz(xyToUv(0.3, 0.4));
    expectNear([X / (X + Y + Z), Y / (X + Y + Z)], [0.3, 0.4], 1e-12);
  });
});

describe('OKLab', () => {
  // The table of Ottosson's "A perceptual color space for image processing", XYZ (D65) to Lab, three places.
  const published: [Vector3, Vector3][] = [
    [
      [0.95, 1, 1.089],
      [1, 0, 0],
    ],
    [
      [1, 0, 0],
      [0.45, 1.236, -0.019],
    ],
    [
      [0, 1, 0],
      [0.922, -0.671, 0.263],
    ],
    [
      [0, 0, 1],
      [0.153, -1.415, -0.449],
    ],
  ];

  it('agrees with the published values', () => {
    for (const [xyz, lab] of published) {
      expectNear(rgbToOklab(apply(inverse(RGB_TO_XYZ.srgb), xyz), 'srgb'), lab, 1e-3);
    }
    // The sRGB primaries, as in CSS Color 4.
    expectNear(rgbToOklab([1, 0, 0], 'srgb'), [0.62796, 0.22486, 0.12585], 1e-4);
    expectNear(rgbToOklab([0, 1, 0], 'srgb'), [0.86644, -0.23389, 0.1795], 1e-4);
    expectNear(rgbToOklab([0, 0, 1], 'srgb'), [0.45201, -0.03246, -0.31153], 1e-4);
  });

  it('has no chroma for grey, and comes back', () => {
    fc.assert(
      fc.property(rgb, fc.constantFrom(...SPACES), (colour, space) => {
        expectNear(oklabToRgb(rgbToOklab(colour, space), space), colour, 1e-12);
        const grey = rgbToOklab([colour[0], colour[0], colour[0]], space);
        expectNear(grey, [Math.cbrt(colour[0]), 0, 0], 1e-14);
      }),
    );
  });

  it('scales with light: hue does not depend on exposure', () => {
    const dim = rgbToOklab([0.05, 0.2, 0.1], 'srgb');
    const bright = rgbToOklab([0.4, 1.6, 0.8], 'srgb');
    expectNear(bright, [2 * dim[0], 2 * dim[1], 2 * dim[2]], 1e-12);
  });
});

describe('CIELAB', () => {
  it('has the known values of white, black and sRGB red', () => {
    expectNear(xyzToLab(D65_XYZ), [100, 0, 0], 1e-9);
    expectNear(xyzToLab([0, 0, 0]), [0, 0, 0], 1e-9);
    expectNear(xyzToLab(apply(RGB_TO_XYZ.srgb, [1, 0, 0])), [53.241, 80.092, 67.203], 0.02);
  });

  it('reads a raster pixel by pixel', () => {
    const data = new Uint8ClampedArray([255, 255, 255, 255, 255, 0, 0, 0]);
    const lab = rasterToLab({ width: 2, height: 1, space: 'srgb', data });
    expectNear([...lab], [100, 0, 0, 53.241, 80.092, 67.203], 0.02);
  });
});

describe('colour differences', () => {
  // Sharma, Wu and Dalal (2005), Table 1: L1 a1 b1 L2 a2 b2 and the CIEDE2000 difference.
  const SHARMA = `
    50 2.6772 -79.7751 50 0 -82.7485 2.0425 | 50 3.1571 -77.2803 50 0 -82.7485 2.8615
    50 2.8361 -74.02 50 0 -82.7485 3.4412 | 50 -1.3802 -84.2814 50 0 -82.7485 1
    50 -1.1848 -84.8006 50 0 -82.7485 1 | 50 -0.9009 -85.5211 50 0 -82.7485 1
    50 0 0 50 -1 2 2.3669 | 50 -1 2 50 0 0 2.3669
    50 2.49 -0.001 50 -2.49 0.0009 7.1792 | 50 2.49 -0.001 50 -2.49 0.001 7.1792
    50 2.49 -0.001 50 -2.49 0.0011 7.2195 | 50 2.49 -0.001 50 -2.49 0.0012 7.2195
    50 -0.001 2.49 50 0.0009 -2.49 4.8045 | 50 -0.001 2.49 50 0.001 -2.49 4.8045
    50 -0.001 2.49 50 0.0011 -2.49 4.7461 | 50 2.5 0 50 0 -2.5 4.3065
    50 2.5 0 73 25 -18 27.1492 | 50 2.5 0 61 -5 29 22.8977
    50 2.5 0 56 -27 -3 31.903 | 50 2.5 0 58 24 15 19.4535
    50 2.5 0 50 3.1736 0.5854 1 | 50 2.5 0 50 3.2972 0 1
    50 2.5 0 50 1.8634 0.5757 1 | 50 2.5 0 50 3.2592 0.335 1
    60.2574 -34.0099 36.2677 60.4626 -34.1751 39.4387 1.2644
    63.0109 -31.0961 -5.8663 62.8187 -29.7946 -4.0864 1.263
    61.2901 3.7196 -5.3901 61.4292 2.248 -4.962 1.8731
    35.0831 -44.1164 3.7933 35.0232 -40.0716 1.5901 1.8645
    22.7233 20.0904 -46.694 23.0331 14.973 -42.5619 2.0373
    36.4612 47.858 18.3852 36.2715 50.5065 21.2231 1.4146
    90.8027 -2.0831 1.441 91.1528 -1.6435 0.0447 1.4441
    90.9257 -0.5406 -0.9208 88.6381 -0.8985 -0.7239 1.5381
    6.7747 -0.2908 -2.4247 5.8714 -0.0985 -2.2286 0.6377
    2.0776 0.0795 -1.135 0.9033 -0.0636 -0.5514 0.9082`;

  it('agrees with the published pairs, both ways round', () => {
    const pairs = SHARMA.split(/[|\n]/).map((line) => line.trim().split(/\s+/).map(Number));
    const whole = pairs.filter((numbers) => numbers.length === 7);
    expect(whole.length).toBe(34);
    for (const [L1, a1, b1, L2, a2, b2, expected] of whole) {
      expect(Math.abs(deltaE00(L1, a1, b1, L2, a2, b2) - expected)).toBeLessThan(1e-4);
      expect(Math.abs(deltaE00(L2, a2, b2, L1, a1, b1) - expected)).toBeLessThan(1e-4);
    }
  });

  it('averages over a picture', () => {
    expect(deltaE76(50, 3, 4, 50, 0, 0)).toBe(5);
    const a = [50, 2.5, 0, 50, 0, 0];
    const b = [50, 0, -2.5, 50, 0, 0];
    expect(meanDeltaE00(a, b)).toBeCloseTo(4.3065 / 2, 4);
  });
});

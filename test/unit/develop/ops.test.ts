import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apply, multiply, rgbToRgb, type Vector3 } from '../../../src/colour';
import { applyClarity, planClarity } from '../../../src/develop/reference/clarity';
import { applyContrast, planContrast } from '../../../src/develop/reference/contrast';
import { gainOfOdds, rollOff, smoothStep } from '../../../src/develop/reference/curves';
import { ditherAt } from '../../../src/develop/reference/dither';
import { applyBlacks, applyWhites, planEndPoints } from '../../../src/develop/reference/endPoints';
import { expose, planExposure } from '../../../src/develop/reference/exposure';
import {
  chromaOfLift,
  liftByStops,
  planHighlightsShadows,
  stopsOfBase,
} from '../../../src/develop/reference/highlightsShadows';
import { planSaturation } from '../../../src/develop/reference/saturation';
import { planVibrance, vibranceFactor } from '../../../src/develop/reference/vibrance';
import { planWhiteBalance, targetWhite } from '../../../src/develop/reference/whiteBalance';

const unit = fc.double({ min: 0, max: 1, noNaN: true });
const signed = fc.double({ min: -1, max: 1, noNaN: true });
const stops = fc.double({ min: -5, max: 5, noNaN: true });
const EPSILON = 1e-12;

/** Every op that is a curve on [0, 1], with its slider in [-1, 1]; the axis is luminance or its cube root. */
const CURVES: Record<string, (slider: number, other: number) => (value: number) => number> = {
  exposure: (slider) => {
    const plan = planExposure(slider * 5);
    return (y) => expose(plan, y);
  },
  contrast: (slider) => {
    const plan = planContrast(slider);
    return (p) => applyContrast(plan, p);
  },
  highlights: (slider) => {
    const plan = planHighlightsShadows(slider, 0);
    return (y) => liftByStops(y, stopsOfBase(plan, y));
  },
  shadows: (slider) => {
    const plan = planHighlightsShadows(0, slider);
    return (y) => liftByStops(y, stopsOfBase(plan, y));
  },
  whites: (slider, point) => {
    const plan = planEndPoints(slider, 0, point, 0.1);
    return (p) => applyWhites(plan, p);
  },
  blacks: (slider, point) => {
    const plan = planEndPoints(0, slider, 1, point);
    return (p) => applyBlacks(plan, p);
  },
};

describe('the shared shapes', () => {
  it('roll-off is the identity below its knee and everywhere when nothing exceeds 1', () => {
    fc.assert(
      fc.property(unit, unit, (x, knee) => {
        fc.pre(knee < 0.999);
        expect(rollOff(x, knee, 1)).toBeCloseTo(x, 12);
        if (x <= knee) expect(rollOff(x, knee, 4)).toBe(x);
      }),
    );
    expect(rollOff(4, 0.5, 4)).toBeCloseTo(1, 12);
  });

  it('a gain of odds keeps black and white, and gains in a row multiply', () => {
    fc.assert(
      fc.property(unit, stops, stops, (y, a, b) => {
        const twice = gainOfOdds(gainOfOdds(y, 2 ** a, 1), 2 ** b, 1);
        expect(Math.abs(twice - gainOfOdds(y, 2 ** (a + b), 1))).toBeLessThan(1e-9);
      }),
    );
    expect(gainOfOdds(0, 8, 1)).toBe(0);
    expect(gainOfOdds(1, 0.25, 0.8)).toBeCloseTo(0.8, 12);
  });

  it('a smooth step is 0 before, 1 after, half in the middle', () => {
    expect([smoothStep(2, 4, 1), smoothStep(2, 4, 3), smoothStep(2, 4, 5)]).toEqual([0, 0.5, 1]);
  });
});

describe.each(Object.entries(CURVES))('the curve of %s', (_name, curve) => {
  it('is the identity at neutral', () => {
    fc.assert(
      fc.property(unit, unit, (value, other) => {
        expect(Math.abs(curve(0, other)(value) - value)).toBeLessThan(EPSILON);
      }),
    );
  });

  it('stays within [0, 1] and never turns back, at any setting', () => {
    fc.assert(
      fc.property(signed, unit, unit, unit, (slider, other, a, b) => {
        const apply = curve(slider, other);
        const low = apply(Math.min(a, b));
        const high = apply(Math.max(a, b));
        expect(low).toBeGreaterThanOrEqual(-EPSILON);
        expect(high).toBeLessThanOrEqual(1 + EPSILON);
        expect(low).toBeLessThanOrEqual(high + EPSILON);
      }),
      { numRuns: 500 },
    );
  });

  it('moves one way with its slider, without jumps', () => {
    for (const other of [0, 0.1, 0.35, 0.7, 1]) {
      for (let value = 0.05; value < 1; value += 0.09) {
        const values = Array.from({ length: 401 }, (_, i) => curve(i / 200 - 1, other)(value));
        const steps = values.slice(1).map((next, i) => next - values[i]);
        const direction = Math.sign(values[400] - values[0]);
        expect(Math.min(...steps.map((step) => step * direction))).toBeGreaterThanOrEqual(-EPSILON);
        expect(Math.max(...steps.map(Math.abs))).toBeLessThan(0.03);
      }
    }
  });
});

describe('exposure', () => {
  it('doubles and halves mid-tones', () => {
    for (const y of [0.02, 0.1, 0.18, 0.21]) expect(expose(planExposure(1), y)).toBeCloseTo(2 * y, 12);
    for (const y of [0.01, 0.05]) expect(expose(planExposure(-1), y) / (y / 2)).toBeCloseTo(1, 1);
  });

  it('rolls off upwards and keeps whites white-ish downwards', () => {
    const up = planExposure(2);
    expect(expose(up, 1)).toBeCloseTo(1, 12);
    expect(expose(up, 0.6)).toBeLessThan(expose(up, 0.8));
    expect(expose(up, 0.8)).toBeLessThan(0.99);
    expect(expose(planExposure(-1), 1)).toBeGreaterThan(0.8);
  });
});

describe('highlights and shadows', () => {
  it('act on their own part of the range', () => {
    const dark = 0.01;
    const bright = 0.85;
    const highlights = planHighlightsShadows(-1, 0);
    const shadows = planHighlightsShadows(0, 1);
    expect(stopsOfBase(highlights, dark)).toBe(0);
    expect(stopsOfBase(shadows, bright)).toBeCloseTo(0, 12);
    expect(stopsOfBase(highlights, bright)).toBeLessThan(-1);
    expect(stopsOfBase(shadows, dark)).toBeGreaterThan(1);
  });

  it('do not invert tones when base and pixel go together, whatever both sliders say', () => {
    fc.assert(
      fc.property(signed, signed, unit, unit, (h, s, a, b) => {
        const plan = planHighlightsShadows(h, s);
        const low = liftByStops(Math.min(a, b), stopsOfBase(plan, Math.min(a, b)));
        const high = liftByStops(Math.max(a, b), stopsOfBase(plan, Math.max(a, b)));
        expect(low).toBeLessThanOrEqual(high + EPSILON);
      }),
      { numRuns: 2000 },
    );
  });

  it('fade chroma near white, only when highlights move', () => {
    const plan = planHighlightsShadows(-1, 0);
    expect(chromaOfLift(plan, 0.99, -1)).toBeLessThan(0.7);
    expect(chromaOfLift(plan, 0.3, -1)).toBe(1);
    expect(chromaOfLift(planHighlightsShadows(0, -1), 0.99, 0)).toBe(1);
  });
});

describe('contrast', () => {
  it('keeps black, mid-grey and white, and is undone by its opposite', () => {
    fc.assert(
      fc.property(signed, unit, (c, p) => {
        const plan = planContrast(c);
        for (const fixed of [0, Math.cbrt(0.18), 1]) {
          expect(applyContrast(plan, fixed)).toBeCloseTo(fixed, 12);
        }
        expect(applyContrast(planContrast(-c), applyContrast(plan, p))).toBeCloseTo(p, 10);
      }),
    );
  });
});

describe('whites and blacks', () => {
  it('take the photo’s own end points to white and to black', () => {
    for (const point of [0.75, 0.85, 0.95, 1]) {
      expect(applyWhites(planEndPoints(1, 0, point, 0.1), point)).toBeGreaterThan(0.96);
      expect(applyWhites(planEndPoints(-1, 0, point, 0.1), point)).toBeLessThan(point - 0.05);
    }
    for (const point of [0, 0.1, 0.2, 0.3]) {
      // Luminance 0.0015 is the fifth of 255 codes.
      expect(applyBlacks(planEndPoints(0, -1, 1, point), point) ** 3).toBeLessThan(0.0015);
      expect(applyBlacks(planEndPoints(0, 1, 1, point), point)).toBeGreaterThan(point + 0.04);
    }
  });

  it('come in softly: tones a little beyond the photo’s end points are still told apart', () => {
    const whites = planEndPoints(1, 0, 0.85, 0.1);
    const blacks = planEndPoints(0, -1, 1, 0.2);
    for (const beyond of [0, 0.01]) {
      expect(applyWhites(whites, 0.85 + beyond)).toBeLessThan(applyWhites(whites, 0.86 + beyond) - 0.002);
      expect(applyBlacks(blacks, 0.2 - beyond)).toBeGreaterThan(applyBlacks(blacks, 0.19 - beyond) + 0.002);
    }
  });

  it('leave the other end alone', () => {
    expect(applyWhites(planEndPoints(1, 0, 1, 0.1), 0.3)).toBe(0.3);
    expect(applyBlacks(planEndPoints(0, -1, 1, 0.1), 0.6)).toBe(0.6);
  });
});

describe('clarity', () => {
  const detail = fc.double({ min: -4, max: 4, noNaN: true });

  it('clarity leaves what Blacks lifted from near black alone: its noise is no detail', () => {
    const plan = planClarity(1);
    const gain = (unlifted: number) => applyClarity(plan, 0.2, 0.3, 0.3, unlifted) - 0.2;
    expect(gain(0.2)).toBeGreaterThan(0.01);
    expect(gain(0.0004)).toBeLessThan(0.1 * gain(0.2));
  });

  it('is the identity at neutral, and where there is no detail', () => {
    fc.assert(
      fc.property(unit, detail, detail, signed, (y, fine, coarse, c) => {
        expect(applyClarity(planClarity(0), y, fine, coarse, y)).toBeCloseTo(y, 12);
        expect(applyClarity(planClarity(c), y, 0, 0, y)).toBeCloseTo(y, 12);
      }),
    );
  });

  it('raises detail with its slider and keeps to [0, 1]', () => {
    fc.assert(
      fc.property(unit, fc.double({ min: 0.01, max: 1, noNaN: true }), signed, signed, (y, d, a, b) => {
        const less = applyClarity(planClarity(Math.min(a, b)), y, d, d, y);
        const more = applyClarity(planClarity(Math.max(a, b)), y, d, d, y);
        expect(less).toBeLessThanOrEqual(more + EPSILON);
        expect(more).toBeLessThanOrEqual(1 + EPSILON);
        expect(less).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('acts most on mid-tones', () => {
    const change = (y: number): number =>
      Math.abs(applyClarity(planClarity(1), y, 0.3, 0.3, y) ** (1 / 3) - y ** (1 / 3));
    expect(change(0.2)).toBeGreaterThan(change(0.003));
    expect(change(0.2)).toBeGreaterThan(change(0.9));
  });

  it('never turns local contrast round', () => {
    const plan = planClarity(-1);
    const base = 0.2;
    let last = 0;
    for (let d = -2; d <= 2; d += 0.01) {
      const y = Math.min(1, base * 2 ** d);
      const now = applyClarity(plan, y, d, d, y);
      expect(now).toBeGreaterThanOrEqual(last - EPSILON);
      last = now;
    }
  });
});

describe('vibrance', () => {
  const angle = fc.double({ min: -Math.PI, max: Math.PI, noNaN: true });
  const chroma = fc.double({ min: 0, max: 0.4, noNaN: true });
  const maximum = fc.double({ min: 0.02, max: 0.33, noNaN: true });
  const out = (v: number, max: number, C: number, h: number): number =>
    C * vibranceFactor(planVibrance(v, max), C * Math.cos(h), C * Math.sin(h));

  it('is neutral at 0 and never takes a colour past the photo’s most vivid one', () => {
    fc.assert(
      fc.property(signed, maximum, chroma, angle, (v, max, C, h) => {
        expect(out(0, max, C, h)).toBeCloseTo(C, 12);
        expect(out(v, max, C, h)).toBeLessThanOrEqual(Math.max(C, max) + EPSILON);
        expect(out(v, max, C, h)).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 2000 },
    );
  });

  it('keeps the order of chroma at a hue, and rises with its slider', () => {
    fc.assert(
      fc.property(signed, signed, maximum, chroma, chroma, angle, (v, w, max, C, D, h) => {
        expect(out(v, max, Math.min(C, D), h)).toBeLessThanOrEqual(out(v, max, Math.max(C, D), h) + 1e-6);
        expect(out(Math.min(v, w), max, C, h)).toBeLessThanOrEqual(out(Math.max(v, w), max, C, h) + EPSILON);
      }),
      { numRuns: 2000 },
    );
  });

  it('favours dull colours and spares skin', () => {
    const skin = (55 * Math.PI) / 180;
    const blue = (-100 * Math.PI) / 180;
    expect(out(1, 0.25, 0.03, blue) / 0.03).toBeGreaterThan(1.5);
    expect(out(1, 0.25, 0.2, blue) / 0.2).toBeLessThan(1.1);
    expect(out(1, 0.25, 0.08, skin) - 0.08).toBeLessThan(0.5 * (out(1, 0.25, 0.08, blue) - 0.08));
  });
});

describe('saturation', () => {
  it('is 0 at -100, 1 at neutral, and rises throughout', () => {
    expect([planSaturation(-1), planSaturation(0)]).toEqual([0, 1]);
    fc.assert(
      fc.property(signed, signed, (a, b) => {
        fc.pre(b - a > 1e-9);
        expect(planSaturation(a)).toBeLessThan(planSaturation(b));
      }),
    );
  });
});

describe('white balance', () => {
  it('is the identity at neutral', () => {
    expect(planWhiteBalance(0, 0)).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 1]);
    const near = planWhiteBalance(1e-9, 0);
    for (const [i, value] of near.entries()) expect(value).toBeCloseTo(i % 4 === 0 ? 1 : 0, 7);
  });

  it('makes grey warmer with Temp and more magenta with Tint, throughout', () => {
    const grey = (temp: number, tint: number): [number, number, number] => {
      const m = planWhiteBalance(temp, tint);
      return [m[0] + m[1] + m[2], m[3] + m[4] + m[5], m[6] + m[7] + m[8]];
    };
    for (let t = -1; t < 1; t += 0.05) {
      const [r0, , b0] = grey(t, 0);
      const [r1, , b1] = grey(t + 0.05, 0);
      expect(r1 / b1).toBeGreaterThan(r0 / b0);
      const [rA, gA, bA] = grey(0, t);
      const [rB, gB, bB] = grey(0, t + 0.05);
      expect((rB + bB) / gB).toBeGreaterThan((rA + bA) / gA);
    }
  });

  it('leaves sRGB’s purest colours inside Rec.2020, at both ends of Temp', () => {
    for (const temp of [-1, 1]) {
      const matrix = multiply(planWhiteBalance(temp, 0), rgbToRgb('srgb', 'rec2020'));
      for (let corner = 1; corner < 7; corner++) {
        const rgb: Vector3 = [corner & 1, (corner >> 1) & 1, (corner >> 2) & 1];
        expect(Math.min(...apply(matrix, rgb))).toBeGreaterThan(-1e-3);
      }
    }
  });

  it('Tint goes across the locus and Temp along it', () => {
    const [u0, v0] = targetWhite(0, 0);
    const [uT, vT] = targetWhite(0.01, 0);
    const [uM, vM] = targetWhite(0, 0.01);
    const along = [uT - u0, vT - v0];
    const across = [uM - u0, vM - v0];
    const cosine =
      (along[0] * across[0] + along[1] * across[1]) / (Math.hypot(...along) * Math.hypot(...across));
    expect(Math.abs(cosine)).toBeLessThan(0.02);
    expect(vM).toBeLessThan(v0);
  });
});

describe('dither', () => {
  it('is under half a step, without bias, and not a pattern of rows or columns', () => {
    let sum = 0;
    let square = 0;
    let neighbours = 0;
    let largest = 0;
    const n = 256;
    for (let y = 0; y < n; y++) {
      for (let x = 0; x < n; x++) {
        const d = ditherAt(x, y);
        largest = Math.max(largest, Math.abs(d));
        sum += d;
        square += d * d;
        neighbours += d * ditherAt(x + 1, y);
      }
    }
    expect(largest).toBeLessThan(0.5);
    expect(Math.abs(sum / n ** 2)).toBeLessThan(0.01);
    expect(square / n ** 2).toBeCloseTo(0.98 ** 2 / 12, 2);
    expect(Math.abs(neighbours / square)).toBeLessThan(0.02);
  });
});

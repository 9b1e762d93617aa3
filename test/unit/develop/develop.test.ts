import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeSrgb,
  encodeSrgb,
  meanDeltaE00,
  oklabChroma,
  oklabHue,
  rasterToLab,
  rgbToOklab,
  type Vector3,
} from '../../../src/colour';
import {
  analysePhoto,
  developLinear,
  developPixel,
  developReference,
  planDevelop,
} from '../../../src/develop/reference';
import { ADJUSTMENTS, type AdjustmentId, type AdjustmentsPatch, NEUTRAL } from '../../../src/edit';
import { adjust, picture, scenePicture } from './pictures';

const FACTS = { space: 'srgb', whitePoint: 0.9, blackPoint: 0.003, maximumChroma: 0.25 } as const;
const channel = fc.double({ min: 0, max: 1, noNaN: true });
const detail = fc.double({ min: -4, max: 4, noNaN: true });
const anyEdit = fc
  .tuple(...ADJUSTMENTS.map((row) => fc.double({ min: row.min, max: row.max, noNaN: true })))
  .map((values) =>
    adjust(Object.fromEntries(ADJUSTMENTS.map((row, i) => [row.id, values[i]])) as AdjustmentsPatch),
  );

function developed(patch: AdjustmentsPatch, [r, g, b]: Vector3, fine = 0, coarse = 0, base = 0.2): Vector3 {
  const out = new Float64Array(3);
  developPixel(planDevelop(adjust(patch), FACTS), r, g, b, fine, coarse, base, out);
  return [out[0], out[1], out[2]];
}

describe('a neutral edit', () => {
  it('gives the photo back bit for bit, by the full maths as well as by the short way', () => {
    const photo = scenePicture(61, 47);
    expect(developReference(photo, analysePhoto(photo), NEUTRAL).data).toEqual(photo.data);
    // An edit too small to see takes every step of the chain.
    const tiny = adjust(Object.fromEntries(ADJUSTMENTS.map(({ id }) => [id, 1e-9])) as AdjustmentsPatch);
    expect(developReference(photo, analysePhoto(photo), tiny).data).toEqual(photo.data);
  });

  it('gives every 8-bit colour back through the maths', () => {
    let worst = 0;
    const codes = Array.from({ length: 18 }, (_, i) => i * 15);
    for (const r of codes) {
      for (const g of codes) {
        for (const b of codes) {
          const photo = picture(1, 1, () => [r, g, b]).data;
          const linear = [r, g, b].map((code) => decodeSrgb(code / 255)) as unknown as Vector3;
          const out = developed({}, linear).map((value) => 255 * encodeSrgb(value));
          for (let i = 0; i < 3; i++) worst = Math.max(worst, Math.abs(out[i] - photo[i]));
        }
      }
    }
    expect(worst).toBeLessThan(1e-6);
  });

  it('changes nothing but the coding when the output is Display-P3', () => {
    const photo = scenePicture(40, 30);
    const wide = developReference(photo, analysePhoto(photo), NEUTRAL, { space: 'display-p3' });
    expect(wide.space).toBe('display-p3');
    expect(meanDeltaE00(rasterToLab(wide), rasterToLab(photo))).toBeLessThan(0.4);
  });
});

describe('any edit', () => {
  it('gives finite colours in [0, 1] for any input up to 64', () => {
    const light = fc.oneof(channel, fc.double({ min: 0, max: 64, noNaN: true }), fc.constantFrom(0, 1, 64));
    fc.assert(
      fc.property(
        anyEdit,
        fc.tuple(light, light, light),
        detail,
        detail,
        fc.double({ min: 0, max: 64, noNaN: true }),
        (edit, colour, fine, coarse, base) => {
          for (const value of developed(edit, colour, fine, coarse, base)) {
            expect(value).toBeGreaterThanOrEqual(0);
            expect(value).toBeLessThanOrEqual(1);
          }
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('is continuous: a small step of any slider is a small step of the picture', () => {
    fc.assert(
      fc.property(
        anyEdit,
        fc.tuple(channel, channel, channel),
        fc.constantFrom(...ADJUSTMENTS),
        (edit, colour, row) => {
          const step = (row.max - row.min) * 1e-5;
          const near = adjust({ ...edit, [row.id]: Math.max(row.min, edit[row.id] - step) });
          const a = developed(edit, colour, 0.2, 0.5);
          const b = developed(near, colour, 0.2, 0.5);
          for (let i = 0; i < 3; i++) {
            expect(Math.abs(encodeSrgb(a[i]) - encodeSrgb(b[i]))).toBeLessThan(0.004);
          }
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('leaves grey grey, but for white balance', () => {
    fc.assert(
      fc.property(anyEdit, channel, detail, detail, (edit, y, fine, coarse) => {
        const [r, g, b] = developed({ ...edit, temp: 0, tint: 0 }, [y, y, y], fine, coarse);
        expect(Math.max(r, g, b) - Math.min(r, g, b)).toBeLessThan(1e-9);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps the hue within 2 degrees, for tone and chroma sliders', () => {
    fc.assert(
      fc.property(anyEdit, fc.tuple(channel, channel, channel), detail, (edit, colour, coarse) => {
        const before = rgbToOklab(colour, 'srgb');
        const after = rgbToOklab(
          developed({ ...edit, temp: 0, tint: 0 }, colour, coarse / 2, coarse),
          'srgb',
        );
        // Below this no eye, and no 8-bit file, has a hue.
        fc.pre(oklabChroma(before) > 0.01 && oklabChroma(after) > 0.01);
        const drift = Math.abs(oklabHue(after) - oklabHue(before));
        expect(Math.min(drift, 360 - drift)).toBeLessThan(2);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('blacks', () => {
  it('lift black itself to a dark grey, and sink it again', () => {
    const [lifted] = developed({ blacks: 100 }, [0, 0, 0]);
    expect(255 * encodeSrgb(lifted)).toBeGreaterThan(8);
    expect(255 * encodeSrgb(lifted)).toBeLessThan(40);
    expect(developed({ blacks: -100 }, [0, 0, 0])[0]).toBe(0);
  });
});

describe('saturation', () => {
  it('keeps hue and lightness of what stays in gamut', () => {
    const colour: Vector3 = [0.3, 0.25, 0.22];
    const before = rgbToOklab(colour, 'srgb');
    for (const saturation of [-100, -40, 30, 100]) {
      const after = rgbToOklab(developed({ saturation }, colour), 'srgb');
      expect(after[0]).toBeCloseTo(before[0], 9);
      const factor = saturation < 0 ? 1 + saturation / 100 : 1 + 0.85 * (saturation / 100);
      expect(oklabChroma(after)).toBeCloseTo(oklabChroma(before) * factor, 9);
    }
  });
});

describe('vibrance', () => {
  it('never raises the photo’s largest chroma', () => {
    const photo = scenePicture(80, 60);
    const analysis = analysePhoto(photo);
    const largest = (linear: Float64Array): number => {
      let most = 0;
      for (let i = 0; i < linear.length; i += 3) {
        most = Math.max(most, oklabChroma(rgbToOklab([linear[i], linear[i + 1], linear[i + 2]], 'srgb')));
      }
      return most;
    };
    const before = largest(developLinear(photo, analysis, NEUTRAL));
    for (const vibrance of [30, 100]) {
      const after = largest(developLinear(photo, analysis, adjust({ vibrance })));
      expect(after).toBeLessThanOrEqual(before + 1e-6);
    }
  });
});

describe('sliders', () => {
  /** Mean over a scene of something, for a slider at -100, 0 and +100. */
  const scene = scenePicture(120, 90);
  const analysis = analysePhoto(scene);
  function means(id: AdjustmentId, of: (lab: Float32Array, i: number) => number): number[] {
    const row = ADJUSTMENTS.find((candidate) => candidate.id === id)!;
    return [row.min, 0, row.max].map((value) => {
      const lab = rasterToLab(developReference(scene, analysis, adjust({ [id]: value })));
      let sum = 0;
      for (let i = 0; i < lab.length; i += 3) sum += of(lab, i);
      return sum / (lab.length / 3);
    });
  }
  const lightness = (lab: Float32Array, i: number): number => lab[i];
  const chroma = (lab: Float32Array, i: number): number => Math.hypot(lab[i + 1], lab[i + 2]);

  it.each<[AdjustmentId, string, (lab: Float32Array, i: number) => number]>([
    ['temp', 'b*', (lab, i) => lab[i + 2]],
    ['tint', 'a*', (lab, i) => lab[i + 1]],
    ['exposure', 'L*', lightness],
    ['highlights', 'L*', lightness],
    ['shadows', 'L*', lightness],
    ['whites', 'L*', lightness],
    ['blacks', 'L*', lightness],
    ['vibrance', 'chroma', chroma],
    ['saturation', 'chroma', chroma],
  ])('%s raises %s', (id, _what, of) => {
    const [low, neutral, high] = means(id, of);
    expect(neutral - low).toBeGreaterThan(0.5);
    expect(high - neutral).toBeGreaterThan(0.5);
  });

  it('contrast spreads L*', () => {
    const centre = means('contrast', lightness);
    const spread = [0, 1, 2].map((k) => means('contrast', (lab, i) => (lab[i] - centre[k]) ** 2)[k]);
    expect(spread[0]).toBeLessThan(0.9 * spread[1]);
    expect(spread[2]).toBeGreaterThan(1.1 * spread[1]);
  });

  it('clarity sharpens differences between near pixels', () => {
    const local = means('clarity', (lab, i) => Math.abs(lab[i] - lab[Math.max(0, i - 9)]));
    expect(local[0]).toBeLessThan(0.9 * local[1]);
    expect(local[2]).toBeGreaterThan(1.1 * local[1]);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  encodeSrgb,
  meanDeltaE00,
  oklabChroma,
  oklabHue,
  rasterToLab,
  rgbToOklab,
  type Vector3,
} from '../../../src/colour';
import { createRng } from '../../../src/core';
import {
  analysePhoto,
  createSamples,
  developLinear,
  developPixel,
  developReference,
  developSamples,
  downscale,
  planDevelop,
} from '../../../src/develop/reference';
import { ADJUSTMENTS, type AdjustmentId, type AdjustmentsPatch, NEUTRAL } from '../../../src/edit';
import { adjust, greyPicture, picture, rowOf, scenePicture } from './pictures';

const FACTS = { space: 'srgb', whitePoint: 0.9, blackPoint: 0.003, maximumChroma: 0.25 } as const;
const channel = fc.double({ min: 0, max: 1, noNaN: true });
const detail = fc.double({ min: -4, max: 4, noNaN: true });
const anyEdit = fc
  .tuple(...ADJUSTMENTS.map((row) => fc.double({ min: row.min, max: row.max, noNaN: true })))
  .map((values) =>
    adjust(Object.fromEntries(ADJUSTMENTS.map((row, i) => [row.id, values[i]])) as AdjustmentsPatch),
  );

/** Every extreme alone, and every pair of extremes. */
function extremes(): AdjustmentsPatch[] {
  const ends = ADJUSTMENTS.flatMap((row) => [row.min, row.max].map((value) => [row.id, value] as const));
  const alone = ends.map(([id, value]) => ({ [id]: value }));
  const pairs = ends.flatMap(([id, value], i) =>
    ends.slice(i + 1).flatMap(([other, end]) => (other === id ? [] : [{ [id]: value, [other]: end }])),
  );
  return [...alone, ...pairs];
}

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
          const linear = [r, g, b].map((code) => code / 255).map((v) => decode(v)) as unknown as Vector3;
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

function decode(v: number): number {
  return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
}

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
    // A tenth of an 8-bit step: a fifth of what the dither adds.
    expect(worst, JSON.stringify(where)).toBeLessThan(0.1);
  });
});

describe('a step edge', () => {
  it.each([
    [20, 250],
    [60, 190],
    [100, 150],
  ])('from %i to %i has no halo, at any highlights and shadows together', (dark, bright) => {
    for (const [width, height] of [
      [300, 200],
      [1401, 60],
    ]) {
      const edge = Math.floor(width * 0.47);
      const photo = greyPicture(width, height, (x) => (x < edge ? dark : bright));
      const analysis = analysePhoto(photo);
      const row = rowOf(photo, 0);
      for (const highlights of [-100, -50, 0, 100]) {
        for (const shadows of [-100, 0, 50, 100]) {
          const linear = developLinear(row, analysis, adjust({ highlights, shadows }));
          const codes = Array.from({ length: width }, (_, x) => 255 * encodeSrgb(linear[3 * x]));
          const left = codes[Math.floor(width * 0.05)];
          const right = codes[Math.floor(width * 0.95)];
          const halo = Math.max(
            ...codes.map((code, x) => Math.abs(code - (x < edge ? left : right)) / (bright - dark)),
          );
          expect(halo, `${width} px, ${highlights} ${shadows}`).toBeLessThan(0.03);
        }
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

describe('a real size', () => {
  const EDIT = adjust({
    temp: 20,
    exposure: 0.4,
    contrast: 15,
    highlights: -60,
    shadows: 50,
    whites: 20,
    blacks: -15,
    clarity: 40,
    vibrance: 30,
  });

  it('renders the same in bands of rows as at once', () => {
    const photo = scenePicture(90, 70);
    const analysis = analysePhoto(photo);
    const whole = developReference(photo, analysis, EDIT);
    const bands = [
      [0, 23],
      [23, 24],
      [24, 70],
    ] as const;
    const joined = bands.flatMap((rows) => [...developReference(photo, analysis, EDIT, { rows }).data]);
    expect(joined).toEqual([...whole.data]);
  });

  it('shows in the preview what the export will hold', () => {
    const photo = scenePicture(1000, 750);
    const analysis = analysePhoto(photo);
    const preview = developReference(downscale(photo, 250), analysis, EDIT);
    const exported = downscale(developReference(photo, analysis, EDIT), 250);
    expect(meanDeltaE00(rasterToLab(preview), rasterToLab(exported))).toBeLessThan(1);
  });

  it('stops when it is no longer wanted', () => {
    const photo = scenePicture(20, 20);
    const render = (): unknown =>
      developReference(photo, analysePhoto(photo), EDIT, { signal: { aborted: true } });
    expect(render).toThrow(expect.objectContaining({ name: 'AbortError' }));
  });
});

describe('samples', () => {
  it('are developed exactly as the picture is', () => {
    const photo = scenePicture(120, 90);
    const analysis = analysePhoto(photo);
    const samples = createSamples(photo, analysis, 200, createRng(3));
    expect(samples.count).toBe(200);
    for (const edit of [NEUTRAL, adjust({ exposure: 1, shadows: 60, clarity: 50, saturation: 40 })]) {
      const lab = developSamples(samples, edit);
      const whole = developReference(photo, analysis, edit);
      const all = rasterToLab(whole);
      const picked = Array.from(samples.positions.subarray(0, 400)).flatMap((_, i, positions) =>
        i % 2 ? [] : [...all.subarray(3 * at(positions, i), 3 * at(positions, i) + 3)],
      );
      expect(meanDeltaE00(lab, picked)).toBeLessThan(0.35);
    }
    function at(positions: number[], i: number): number {
      return positions[i + 1] * 120 + positions[i];
    }
  });

  it('cover the photo evenly, whatever the count', () => {
    const photo = scenePicture(100, 60);
    const { positions } = createSamples(photo, analysePhoto(photo), 600, createRng(1));
    const quarters = new Map<string, number>();
    for (let i = 0; i < positions.length; i += 2) {
      const key = `${positions[i] < 50} ${positions[i + 1] < 30}`;
      quarters.set(key, (quarters.get(key) ?? 0) + 1);
    }
    for (const count of quarters.values()) expect(Math.abs(count - 150)).toBeLessThan(20);
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

describe('the analysis', () => {
  it('finds the end points and the largest chroma', () => {
    const photo = picture(100, 100, (x, y) =>
      x < 50 ? [40, 40, 40] : y < 5 ? [255, 0, 0] : [200, 200, 200],
    );
    const { whitePoint, blackPoint, maximumChroma } = analysePhoto(photo);
    expect(blackPoint).toBeCloseTo(decode(40 / 255), 3);
    expect(whitePoint).toBeCloseTo(decode(200 / 255), 2);
    expect(maximumChroma).toBeCloseTo(0.2577, 3);
  });

  it('works on a single pixel, on flat black and white, and on a line', () => {
    for (const [width, height] of [
      [1, 1],
      [3000, 1],
      [1, 7],
    ]) {
      for (const code of [0, 128, 255]) {
        const photo = greyPicture(width, height, () => code);
        const result = developReference(photo, analysePhoto(photo), adjust({ shadows: 100, clarity: 100 }));
        expect(new Set(result.data.filter((_, i) => i % 4 !== 3)).size).toBeLessThanOrEqual(2);
      }
    }
  });
});

describe('downscaling', () => {
  it('averages in linear light, and keeps what is small enough', () => {
    const board = greyPicture(64, 64, (x, y) => ((x + y) % 2 ? 255 : 0));
    const small = downscale(board, 16);
    expect([small.width, small.height]).toEqual([16, 16]);
    for (const value of small.data.filter((_, i) => i % 4 === 0)) expect(value).toBe(188);
    expect(downscale(small, 100)).toBe(small);
  });

  it('keeps the mean at sizes that do not divide', () => {
    const photo = greyPicture(101, 67, (x) => (x < 50 ? 30 : 220));
    const small = downscale(photo, 40);
    const mean = (raster: typeof photo): number => {
      let sum = 0;
      for (let i = 0; i < raster.data.length; i += 4) sum += decode(raster.data[i] / 255);
      return sum / (raster.data.length / 4);
    };
    expect(mean(small)).toBeCloseTo(mean(photo), 2);
  });
});

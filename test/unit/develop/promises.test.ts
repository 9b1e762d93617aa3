import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeSrgb,
  type EncodedRaster,
  encodeSrgb,
  oklabChroma,
  oklabHue,
  rgbToOklab,
  type Vector3,
} from '../../../src/colour';
import { createRng } from '../../../src/core';
import { analysePhoto, developLinear, developPixel, planDevelop } from '../../../src/develop/reference';
import type { AdjustmentsPatch } from '../../../src/edit';
import { adjust, greyPicture, picture } from './pictures';

/** What each slider is for, on pictures that need it. */

/** OKLab of a part of the developed photo, pixel by pixel. */
function labOf(
  photo: EncodedRaster,
  patch: AdjustmentsPatch,
  inside: (x: number, y: number) => boolean,
): Vector3[] {
  const linear = developLinear(photo, analysePhoto(photo), adjust(patch));
  const found: Vector3[] = [];
  for (let y = 0, i = 0; y < photo.height; y++) {
    for (let x = 0; x < photo.width; x++, i += 3) {
      if (inside(x, y)) found.push(rgbToOklab([linear[i], linear[i + 1], linear[i + 2]], 'srgb'));
    }
  }
  return found;
}

const meanOf = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const spreadOf = (values: number[]): number => {
  const mean = meanOf(values);
  return Math.sqrt(meanOf(values.map((value) => (value - mean) ** 2)));
};
const lightness = ([L]: Vector3): number => L;

describe('Highlights -100', () => {
  // A pale blue sky with clouds near white, a clipped sun, and dark land.
  const photo = picture(240, 160, (x, y) => {
    if (y >= 110) return [60 + (x % 7), 66 + (y % 5), 40];
    if (Math.hypot(x - 200, y - 30) < 9) return [255, 255, 255];
    const cloud = 0.5 + 0.5 * Math.sin(x / 14 + 2 * Math.sin(y / 11));
    return [212 + 36 * cloud, 228 + 20 * cloud, 246 + 3 * cloud];
  });
  const sky = (x: number, y: number): boolean => y < 100 && Math.hypot(x - 200, y - 30) > 20;
  const land = (_x: number, y: number): boolean => y > 120;
  const before = labOf(photo, {}, sky);
  const after = labOf(photo, { highlights: -100 }, sky);

  it('brings a bright sky down and its clouds out', () => {
    expect(meanOf(before.map(lightness)) - meanOf(after.map(lightness))).toBeGreaterThan(0.08);
    expect(spreadOf(after.map(lightness))).toBeGreaterThan(1.1 * spreadOf(before.map(lightness)));
  });

  it('leaves the sky its colour: no grey mush', () => {
    const vividness = (lab: Vector3): number => oklabChroma(lab) / lab[0];
    expect(meanOf(after.map(vividness))).toBeGreaterThan(0.85 * meanOf(before.map(vividness)));
  });

  it('keeps what is blown the brightest, white, and does not touch the land', () => {
    const [sun] = labOf(photo, { highlights: -100 }, (x, y) => x === 200 && y === 30);
    expect(sun[0]).toBeGreaterThan(Math.max(...after.map(lightness)));
    expect(sun[0]).toBeGreaterThan(0.85);
    expect(oklabChroma(sun)).toBeLessThan(1e-6);
    const [a, b] = [labOf(photo, {}, land), labOf(photo, { highlights: -100 }, land)];
    expect(Math.abs(meanOf(a.map(lightness)) - meanOf(b.map(lightness)))).toBeLessThan(0.01);
  });
});

describe('Shadows +100', () => {
  const rng = createRng(3);
  const noise = Float64Array.from({ length: 150 * 100 }, () => rng.normal());
  // Bark in the shade, below a bright wall.
  const photo = greyPicture(300, 200, (x, y) =>
    y < 80 ? 200 : 255 * encodeSrgb(0.012 * 2 ** (0.35 * noise[(y >> 1) * 150 + (x >> 1)])),
  );
  const shade = (_x: number, y: number): boolean => y > 100;
  const stops = ([L]: Vector3): number => 3 * Math.log2(L);

  it('opens the shade by more than a stop, keeps its texture and leaves the wall', () => {
    const before = labOf(photo, {}, shade).map(stops);
    const after = labOf(photo, { shadows: 100 }, shade).map(stops);
    expect(meanOf(after) - meanOf(before)).toBeGreaterThan(1);
    expect(spreadOf(after)).toBeGreaterThan(0.85 * spreadOf(before));
    const wall = (_x: number, y: number): boolean => y < 60;
    const shift =
      meanOf(labOf(photo, { shadows: 100 }, wall).map(lightness)) -
      meanOf(labOf(photo, {}, wall).map(lightness));
    expect(Math.abs(shift)).toBeLessThan(0.02);
  });
});

describe('Whites and Blacks', () => {
  const codes = (from: number, to: number, patch: AdjustmentsPatch): [number, number] => {
    const photo = greyPicture(256, 32, (x) => from + ((to - from) * x) / 255);
    const linear = developLinear(photo, analysePhoto(photo), adjust(patch));
    return [255 * encodeSrgb(linear[0]), 255 * encodeSrgb(linear[3 * 255])];
  };

  it('take the ends of a flat photo to white and to black', () => {
    for (const [from, to] of [
      [50, 190],
      [30, 235],
    ]) {
      expect(codes(from, to, { whites: 100 })[1]).toBeGreaterThan(244);
      expect(codes(from, to, { blacks: -100 })[0]).toBeLessThan(12);
    }
    // What is flatter than any photo but of fog goes most of the way.
    expect(codes(70, 160, { blacks: -100 })[0]).toBeLessThan(36);
    expect(codes(70, 160, { whites: 100 })[1]).toBeGreaterThan(220);
  });

  it('ask the photo where its ends are', () => {
    // The same code moves further where it is the photo's end than where the photo goes on beyond it.
    const at = (patch: AdjustmentsPatch, from: number, to: number, code: number): number => {
      const photo = greyPicture(256, 32, (x) => from + ((to - from) * x) / 255);
      const one = greyPicture(1, 1, () => code);
      return 255 * encodeSrgb(developLinear(one, analysePhoto(photo), adjust(patch))[0]);
    };
    expect(at({ whites: 100 }, 30, 190, 190)).toBeGreaterThan(at({ whites: 100 }, 30, 255, 190) + 10);
    expect(at({ blacks: -100 }, 60, 255, 60)).toBeLessThan(at({ blacks: -100 }, 0, 255, 60) - 10);
  });
});

describe('Exposure', () => {
  const grey = (ev: number, code: number): number => {
    const plan = planDevelop(adjust({ exposure: ev }), FACTS);
    const out = new Float64Array(3);
    const y = decodeSrgb(code / 255);
    developPixel(plan, y, y, y, 0, 0, y, out);
    return 255 * encodeSrgb(out[0]);
  };

  it('up: every bright tone keeps a place of its own below white', () => {
    for (const ev of [0.5, 1, 2, 3]) {
      for (let code = 150; code < 255; code += 15) {
        expect(grey(ev, code + 15) - grey(ev, code), `${ev} EV at ${code}`).toBeGreaterThan(0.3);
      }
      expect(grey(ev, 240)).toBeLessThan(255);
    }
  });

  it('down: white stays white-ish while the middle falls', () => {
    for (const [ev, least] of [
      [-1, 235],
      [-2.5, 210],
      [-5, 180],
    ]) {
      expect(grey(ev, 255)).toBeGreaterThan(least);
      expect(grey(ev, 118)).toBeLessThan(118 * 2 ** (ev / 2.6));
    }
  });
});

const FACTS = { space: 'srgb', whitePoint: 1, blackPoint: 0, maximumChroma: 0.25 } as const;

describe('Saturation +100', () => {
  it('keeps every hue, stays in the gamut, and makes nothing duller', () => {
    const channel = fc.double({ min: 0, max: 1, noNaN: true });
    const plan = planDevelop(adjust({ saturation: 100 }), FACTS);
    const out = new Float64Array(3);
    fc.assert(
      fc.property(channel, channel, channel, (r, g, b) => {
        const before = rgbToOklab([r, g, b], 'srgb');
        fc.pre(oklabChroma(before) > 0.01);
        developPixel(plan, r, g, b, 0, 0, 0.2, out);
        for (const value of out) expect(value >= 0 && value <= 1).toBe(true);
        const after = rgbToOklab([out[0], out[1], out[2]], 'srgb');
        const drift = Math.abs(oklabHue(after) - oklabHue(before));
        expect(Math.min(drift, 360 - drift)).toBeLessThan(2);
        // At the gamut's edge a colour that is pushed out comes back at another lightness, with a little less room.
        expect(oklabChroma(after)).toBeGreaterThan(0.88 * oklabChroma(before));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('Vibrance +100', () => {
  it('gives a blue shirt much, a face little, and the most vivid nothing', () => {
    const patches: Vector3[] = [
      [150, 160, 185],
      [205, 160, 138],
      [230, 30, 40],
    ];
    const photo = picture(90, 30, (x) => patches[Math.floor(x / 30)]);
    const gain = (patch: number): number => {
      const inside = (x: number): boolean => Math.floor(x / 30) === patch;
      const chroma = (vibrance: number): number =>
        meanOf(labOf(photo, { vibrance }, inside).map(oklabChroma));
      return chroma(100) / chroma(0);
    };
    expect(gain(0)).toBeGreaterThan(1.7);
    expect(gain(1)).toBeLessThan(1.4);
    expect(gain(1)).toBeGreaterThan(1);
    expect(gain(2)).toBeLessThan(1.001);
  });
});

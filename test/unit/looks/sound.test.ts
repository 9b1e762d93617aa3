import { expect, test } from 'vitest';
import { type EncodedRaster, rasterToLab } from '../../../src/colour';
import { createRng } from '../../../src/core';
import { developAll, downscale } from '../../../src/develop/reference';
import { type Adjustments, fromModelUnits, NEUTRAL } from '../../../src/edit';
import { chooseLooks, type LookSample, type LookSource } from '../../../src/looks';
import { isWashedOut, keptInWhite, keptLights } from '../../../src/looks/lights';
import { atPlaces, seenPlaces } from '../../../src/looks/seen';

function picture(
  width: number,
  height: number,
  grey: (x: number, y: number) => readonly [number, number, number],
): EncodedRaster {
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) data.set(grey(x, y), 4 * (y * width + x));
  return { width, height, space: 'srgb', data };
}

/** Samples about no edit, as a person might make them; `exposures` are what they may set there, in EV. */
function source(photo: EncodedRaster, exposures: readonly number[]): LookSource {
  return {
    async draw({ count, seed, spread }) {
      const rng = createRng(seed);
      return Array.from({ length: count }, (_, i): LookSample => {
        const y = Float64Array.from({ length: 11 }, () =>
          Math.max(-1, Math.min(1, 0.2 * spread * rng.normal())),
        );
        const nothing = new Float64Array(11);
        const adjustments = { ...fromModelUnits(y), exposure: exposures[i % exposures.length] };
        return {
          y,
          adjustments,
          z: nothing,
          style: 0,
          weight: 1,
          mean: y,
          moved: nothing,
          deviation: nothing,
        };
      });
    },
    develop: async (list, side) => developAll(downscale(photo, side), list),
  };
}

/** White petals with fine lines, on dark leaves. */
const flower = picture(60, 40, (x, y) => {
  if (Math.hypot(x - 30, y - 20) > 15) return [40 + (x % 5), 60, 35];
  const line = (x + y) % 3 === 0 ? 185 : 225;
  return [line, line, line - 8];
});

/** A moon in a black sky. */
const moon = picture(64, 48, (x, y) => {
  const far = Math.hypot(x - 32, y - 24);
  return far > 5 ? [0, 0, 0] : [190 - 9 * far, 170 - 6 * far, 120];
});

test('what is left of the lights: all of it as shot, none in white', () => {
  const lab = rasterToLab(flower);
  expect(keptLights(lab, lab, 60)).toBe(1);
  const white = Float32Array.from(lab, (_, i) => (i % 3 === 0 ? 100 : 0));
  expect(keptLights(lab, white, 60)).toBe(0);
  // A photo without lights has none to lose.
  const dark = lab.map((value, i) => (i % 3 === 0 ? value / 3 : value));
  expect(keptLights(dark, white, 60)).toBe(1);
});

test('a dim moon that is raised until its drawing is gone is washed out, and one that is raised with it is not', () => {
  const craters = picture(64, 48, (x, y) => {
    const grey = (x + 2 * y) % 5 < 2 ? 105 : 128;
    return Math.hypot(x - 32, y - 24) > 5 ? [0, 0, 0] : [grey, grey, grey - 20];
  });
  const before = rasterToLab(craters);
  // Neither it nor its edge is among the lights of the photo.
  const raised = (lift: number, drawing: number) =>
    before.map((value, i) => (i % 3 !== 0 || value < 4 ? value : lift + drawing * (value - 48)));
  expect(keptLights(before, raised(95, 0.1), 64)).toBe(1);
  expect(keptInWhite(before, raised(95, 0.1), 64)).toBeCloseTo(0.1, 5);
  expect(isWashedOut(before, raised(95, 0.1), 64)).toBe(true);
  expect(isWashedOut(before, raised(95, 0.5), 64)).toBe(false);
  expect(isWashedOut(before, before, 64)).toBe(false);
});

test('a look that washes the lights out is not shown, however likely', async () => {
  const exposures = [2.6, 2.2, 0.3, 2.9];
  const looks = await chooseLooks(source(flower, exposures), { count: 4, seed: 1 });
  expect(looks).toHaveLength(4);
  const [before, washed] = await source(flower, exposures).develop(
    [NEUTRAL, { ...NEUTRAL, exposure: 2.6 }],
    60,
  );
  const kept = (raster: EncodedRaster) => keptLights(rasterToLab(before), rasterToLab(raster), 60);
  expect(kept(washed)).toBeLessThan(0.5);
  for (const { sample } of looks) {
    const [raster] = await source(flower, exposures).develop([sample.adjustments], 60);
    expect(kept(raster)).toBeGreaterThan(0.55);
  }
});

test('where every look washes the lights out there are looks all the same', async () => {
  const looks = await chooseLooks(source(flower, [2.6, 3]), { count: 4, seed: 1 });
  expect(looks.length).toBeGreaterThan(1);
});

test('what the person has washed out already by hand does not leave them without looks', async () => {
  const locked: Partial<Adjustments> = { exposure: 2.6 };
  const looks = await chooseLooks(source(flower, [0]), { count: 4, seed: 1, locked });
  expect(looks.length).toBeGreaterThan(1);
});

test('a moon in a black sky has as many looks as any photo', async () => {
  const looks = await chooseLooks(source(moon, [-0.6, 0.7, 0, 1.2]), { count: 6, seed: 1 });
  expect(looks).toHaveLength(6);
  expect(new Set(looks.map(({ words }) => words)).size).toBe(6);
});

test('places count where there is something, as shot or in the looks; all of them in most photos', () => {
  const lab = rasterToLab(moon);
  const places = seenPlaces(lab, [lab])!;
  expect(places.length).toBeGreaterThan(60);
  expect(places.length).toBeLessThan(100);
  const part = atPlaces(lab, places);
  expect(part).toHaveLength(3 * places.length);
  expect(Math.min(...part.filter((_, i) => i % 3 === 0))).toBeGreaterThan(4);
  expect(seenPlaces(rasterToLab(flower), [])).toBeUndefined();
  // A look that shows what the dark hid makes it count.
  const lifted = lab.map((value, i) => (i % 3 === 0 ? value + 10 : value));
  expect(seenPlaces(lab, [lifted])).toBeUndefined();
  // And a black photo has nothing to tell apart.
  expect(seenPlaces(new Float32Array(300), [new Float32Array(300)])).toBeUndefined();
  expect(atPlaces(lab, undefined)).toBe(lab);
});

import { describe, expect, it } from 'vitest';
import { decodeSrgb, meanDeltaE00, rasterToLab } from '../../../src/colour';
import { createRng } from '../../../src/core';
import {
  analysePhoto,
  createSamples,
  developReference,
  developSamples,
  downscale,
  downscaleInTurns,
} from '../../../src/develop/reference';
import { NEUTRAL } from '../../../src/edit';
import { adjust, greyPicture, picture, scenePicture } from './pictures';

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
    const joined = bands.flatMap(([top, end]) => {
      const data = photo.data.slice(4 * 90 * top, 4 * 90 * end);
      const raster = { ...photo, height: end - top, data };
      return [...developReference(raster, analysis, EDIT, { band: { top, height: 70 } }).data];
    });
    expect(joined).toEqual([...whole.data]);
  });

  it('shows in the preview what the export will hold', () => {
    const photo = scenePicture(1000, 750);
    const analysis = analysePhoto(photo);
    const preview = developReference(downscale(photo, 250), analysis, EDIT);
    const exported = downscale(developReference(photo, analysis, EDIT), 250);
    expect(meanDeltaE00(rasterToLab(preview), rasterToLab(exported))).toBeLessThan(1);
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

describe('the analysis', () => {
  it('finds the end points and the largest chroma', () => {
    const photo = picture(100, 100, (x, y) =>
      x < 50 ? [40, 40, 40] : y < 5 ? [255, 0, 0] : [200, 200, 200],
    );
    const { whitePoint, blackPoint, maximumChroma } = analysePhoto(photo);
    expect(blackPoint).toBeCloseTo(decodeSrgb(40 / 255), 3);
    expect(whitePoint).toBeCloseTo(decodeSrgb(200 / 255), 2);
    expect(maximumChroma).toBeCloseTo(0.2577, 3);
  });

  it('takes for an end point what a few in a thousand pixels reach, and not what fewer do', () => {
    const endPoints = (few: number) =>
      analysePhoto(
        greyPicture(100, 100, (x, y) => {
          const at = 100 * y + x;
          return at < few ? 250 : at < 2 * few ? 5 : 128;
        }),
      );
    const linear = (code: number) => decodeSrgb(code / 255);
    const reached = endPoints(50);
    expect(reached.whitePoint).toBeCloseTo(linear(250), 2);
    expect(reached.blackPoint).toBeCloseTo(linear(5), 2);
    const strays = endPoints(10);
    expect(strays.whitePoint).toBeCloseTo(linear(128), 2);
    expect(strays.blackPoint).toBeCloseTo(linear(128), 2);
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
  it('makes the same copy in turns, and hears in between that it is to stop', async () => {
    // Large enough for three turns.
    const [width, height] = [2000, 2200];
    const data = new Uint8ClampedArray(4 * width * height);
    for (let i = 0; i < data.length; i++) data[i] = (i * 37) % 251;
    const photo = { width, height, space: 'srgb', data } as const;
    expect(await downscaleInTurns(photo, 60)).toEqual(downscale(photo, 60));
    expect((await downscaleInTurns(photo, 3000)) === photo).toBe(true);
    const controller = new AbortController();
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      controller.abort();
      port1.close();
    };
    port2.postMessage(undefined);
    const work = downscaleInTurns(photo, 60, controller.signal);
    await expect(work).rejects.toMatchObject({ name: 'AbortError' });
  });

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
      for (let i = 0; i < raster.data.length; i += 4) sum += decodeSrgb(raster.data[i] / 255);
      return sum / (raster.data.length / 4);
    };
    expect(mean(small)).toBeCloseTo(mean(photo), 2);
  });
});

import { describe, expect, it } from 'vitest';
import { meanDeltaE00, rasterToLab } from '../../../src/colour';
import { isAbort } from '../../../src/core';
import { createReferenceDeveloper } from '../../../src/develop';
import { developReference, downscale } from '../../../src/develop/reference';
import { NEUTRAL, patchAdjustments } from '../../../src/edit';
import { extremes, photoLike } from '../../gpu/images';

const EDIT = patchAdjustments(NEUTRAL, { temp: 30, exposure: 0.6, shadows: 70, clarity: 40, vibrance: 30 });

describe('the developer without a GPU', () => {
  const developer = createReferenceDeveloper();

  it('gives an in-gamut photo back bit for bit when neutral', async () => {
    const raster = extremes(96, 64);
    raster.data[3] = 100;
    const photo = await developer.load(raster);
    const rendered = await photo.render(NEUTRAL, { width: 96, height: 64 });
    expect(rendered.data).toEqual(raster.data);
    expect((await photo.exportPixels(NEUTRAL, 'srgb')).data).toEqual(raster.data);
  });

  it('renders at 1:1 and exports exactly what the reference does, to the other space too', async () => {
    const raster = photoLike(150, 100);
    const photo = await developer.load(raster);
    for (const space of ['srgb', 'display-p3'] as const) {
      const expected = developReference(raster, await photo.analysis(), EDIT, { space });
      const exported = await photo.exportPixels(EDIT, space);
      expect(exported).toEqual(expected);
      const rendered = await photo.render(EDIT, { width: 150, height: 100, space });
      // Means of single pixels are kept in single floats, so that a few may round the other way.
      const differing = rendered.data.filter((value, i) => value !== expected.data[i]).length;
      expect(differing / expected.data.length).toBeLessThan(1e-3);
    }
  });

  it('shows a region as that region of the whole', async () => {
    const raster = photoLike(160, 120);
    const photo = await developer.load(raster);
    const whole = await photo.exportPixels(EDIT, 'srgb');
    const region = { x: 40, y: 30, width: 64, height: 48 };
    const part = await photo.render(EDIT, { width: 64, height: 48, region });
    const cut = new Uint8ClampedArray(part.data.length);
    for (let y = 0; y < 48; y++) {
      const from = 4 * ((y + 30) * 160 + 40);
      cut.set(whole.data.subarray(from, from + 4 * 64), 4 * 64 * y);
    }
    // Dither differs, as it follows the picture's own corner.
    const labs = [part.data, cut].map((data) => rasterToLab({ width: 64, height: 48, space: 'srgb', data }));
    expect(meanDeltaE00(labs[0], labs[1])).toBeLessThan(0.5);
  });

  it('previews what it exports', async () => {
    const raster = photoLike(640, 400);
    const photo = await developer.load(raster);
    const small = await photo.render(EDIT, { width: 160, height: 100 });
    const exported = downscale(await photo.exportPixels(EDIT, 'srgb'), 160);
    expect(meanDeltaE00(rasterToLab(small), rasterToLab(exported))).toBeLessThan(1);
  });

  it('stops when it is told to, and when the photo is disposed', async () => {
    const photo = await developer.load(photoLike(400, 300));
    const controller = new AbortController();
    const work = photo.exportPixels(EDIT, 'srgb', () => controller.abort(), controller.signal);
    await expect(work).rejects.toSatisfy(isAbort);
    photo.dispose();
    await expect(photo.render(EDIT, { width: 40, height: 30 })).rejects.toSatisfy(isAbort);
  });

  it('counts every pixel in the histogram, and what is clipped', async () => {
    const raster = extremes(64, 64);
    const photo = await developer.load(raster);
    const { red, luminance, shadowsClipped, highlightsClipped } = await photo.histogram(NEUTRAL);
    const sum = (counts: Uint32Array): number => counts.reduce((total, count) => total + count, 0);
    expect(sum(red)).toBe(64 * 64);
    expect(sum(luminance)).toBe(64 * 64);
    // Half of the picture is squares of the cube's eight corners: one is black, seven have a channel at 255.
    expect(shadowsClipped).toBeCloseTo(1 / 16, 1);
    expect(highlightsClipped).toBeGreaterThan(0.4);
  });
});

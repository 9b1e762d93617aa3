import { afterAll, describe, expect, it } from 'vitest';
import { type EncodedRaster, meanDeltaE00, rasterToLab } from '../../../src/colour';
import { isAbort } from '../../../src/core';
import { createHand, type Hand } from '../../../src/develop/fallback/hand';
import { type Helper, helperCount } from '../../../src/develop/fallback/pool';
import { analysePhoto, developReference, downscale } from '../../../src/develop/reference';
import { createReferenceDeveloper } from '../../../src/develop/referenceDeveloper';
import { NEUTRAL, patchAdjustments } from '../../../src/edit';
import { extremes, photoLike } from '../../gpu/images';
import { type NodeHelper, startNodeHelper } from '../../support/fallbackHelpers';

const EDIT = patchAdjustments(NEUTRAL, { temp: 30, exposure: 0.6, shadows: 70, clarity: 40, vibrance: 30 });

/** To compare long arrays quickly. */
const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView): Buffer =>
  Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength);

/** In this thread, as where workers can have none of their own; and divided over two workers. */
const counted: NodeHelper[] = [];
const startCounted = (): NodeHelper => {
  const helper = startNodeHelper();
  counted.push(helper);
  return helper;
};
const places = [
  { where: 'in one thread', options: { start: () => undefined } },
  { where: 'in two workers', options: { start: startCounted, helpers: 2 } },
];

describe.each(places)('the developer without a GPU, $where', ({ options }) => {
  const developer = createReferenceDeveloper(options);
  afterAll(() => developer.dispose());

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
      // In single floats, by tables: a few may round the other way.
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

  it('shows a moving view the same wherever it was before: dither follows the photo', async () => {
    const photo = await developer.load(photoLike(260, 200));
    const size = { width: 160, height: 120 };
    const whole = await photo.render(EDIT, { width: 260, height: 200 });
    for (const overlay of [{}, { asShot: 0.4, clipping: true }]) {
      const at = (x: number, y: number) =>
        photo.render(EDIT, { ...size, tiled: true, overlay, region: { x, y, ...size } });
      const before = await at(50, 30);
      const after = await at(51, 32);
      // Rows of what both show.
      const rowsOf = ({ data }: EncodedRaster, x: number, y: number) =>
        Array.from({ length: 118 }, (_, row) =>
          bytesOf(data.subarray(4 * (160 * (row + y) + x), 4 * (160 * (row + y) + x + 159))),
        );
      expect(Buffer.concat(rowsOf(before, 1, 2)).equals(Buffer.concat(rowsOf(after, 0, 0)))).toBe(true);
    }
    const corner = await photo.render(EDIT, { ...size, tiled: true, region: { x: 100, y: 80, ...size } });
    for (let y = 0; y < size.height; y++) {
      const from = 4 * (260 * (y + 80) + 100);
      const wanted = bytesOf(whole.data.subarray(from, from + 4 * size.width));
      expect(bytesOf(corner.data.subarray(640 * y, 640 * (y + 1))).equals(wanted)).toBe(true);
    }
  });

  it('previews what it exports', async () => {
    const raster = photoLike(640, 400);
    const photo = await developer.load(raster);
    const small = await photo.render(EDIT, { width: 160, height: 100 });
    const exported = downscale(await photo.exportPixels(EDIT, 'srgb'), 160);
    expect(meanDeltaE00(rasterToLab(small), rasterToLab(exported))).toBeLessThan(1);
  });

  it('exports in bands what the reference makes as a whole, to the last bit, neutral or not', async () => {
    const raster = photoLike(900, 300);
    raster.data[7] = 31;
    const photo = await developer.load(raster);
    const progress: number[] = [];
    for (const edit of [EDIT, NEUTRAL]) {
      const expected = developReference(raster, await photo.analysis(), edit, { space: 'display-p3' });
      const exported = await photo.exportPixels(edit, 'display-p3', (done) => progress.push(done));
      expect(bytesOf(exported.data).equals(bytesOf(expected.data))).toBe(true);
    }
    expect(progress.length).toBeGreaterThan(6);
    expect(progress.filter((done) => done === 1)).toHaveLength(2);
  });

  it("analyses a copy of 896 pixels, as the GPU does, with the photo's own size", async () => {
    const raster = photoLike(1200, 600);
    const photo = await developer.load(raster);
    const found = await photo.analysis();
    const copy = await photo.render(NEUTRAL, { width: 896, height: 448 });
    const { coefficients, ...expected } = { ...analysePhoto(copy), width: 1200, height: 600 };
    expect(found).toMatchObject(expected);
    expect(bytesOf(found.coefficients).equals(bytesOf(coefficients))).toBe(true);
    const full = analysePhoto(raster);
    expect(found.whitePoint).toBeCloseTo(full.whitePoint, 2);
    expect(found.maximumChroma).toBeCloseTo(full.maximumChroma, 2);
  });

  it('gives every look the picture that it has alone', async () => {
    const photo = await developer.load(photoLike(300, 200));
    const list = [0, 1, 2, 3, 4, 5].map((i) => ({ ...EDIT, exposure: i / 3 - 1, clarity: 15 * i }));
    const many = await photo.renderMany([NEUTRAL, ...list], 150);
    for (const [i, adjustments] of [NEUTRAL, ...list].entries()) {
      expect(many[i]).toEqual(await photo.render(adjustments, { width: 150, height: 100 }));
    }
  });

  it('keeps what it shows apart from what it showed before: regions, sizes, photos', async () => {
    const first = await developer.load(photoLike(400, 300, 3));
    const second = await developer.load(photoLike(400, 300, 4));
    const requests = [0, 1, 2, 3, 4, 5].map((i) => ({
      width: 100 - 10 * i,
      height: 75 - 5 * i,
      region: { x: 10.5 * i, y: 7 * i, width: 240, height: 180 },
    }));
    const once = [];
    for (const request of requests) {
      once.push(await first.render(EDIT, request), await second.render(EDIT, request));
    }
    const again = await Promise.all(
      requests.flatMap((request) => [first.render(EDIT, request), second.render(EDIT, request)]),
    );
    for (const [i, { data }] of again.entries()) {
      expect(bytesOf(data).equals(bytesOf(once[i].data))).toBe(true);
    }
    expect(once[0].data).not.toEqual(once[1].data);
  });

  it('shows columns as shot and marks what is clipped', async () => {
    const raster = extremes(96, 64);
    const photo = await developer.load(raster);
    const request = { width: 96, height: 64, overlay: { asShot: 0.5 } };
    const split = (await photo.render(EDIT, request)).data;
    const edited = (await photo.render(EDIT, { width: 96, height: 64 })).data;
    const isLeft = (_: number, i: number) => Math.floor(i / 4) % 96 < 48;
    expect(split.filter(isLeft)).toEqual(raster.data.filter(isLeft));
    const isRight = (value: number, i: number) => !isLeft(value, i);
    expect(split.filter(isRight)).toEqual(edited.filter(isRight));
    const marked = (await photo.render(NEUTRAL, { ...request, overlay: { clipping: true } })).data;
    const [red, green, blue] = marked.subarray(0, 3);
    // The first square is black.
    expect([red, green, blue]).toEqual([40, 80, 255]);
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

  it('has done all this without losing a worker', () => {
    // One that fails is replaced, and after three this thread works: neither may pass for what is tested here.
    expect(counted).toHaveLength(2);
  });
});

describe('workers that fail', () => {
  it('are replaced, and the picture is whole all the same', async () => {
    const started: NodeHelper[] = [];
    const developer = createReferenceDeveloper({
      start() {
        const helper = startNodeHelper();
        started.push(helper);
        return helper;
      },
      helpers: 2,
    });
    const photo = await developer.load(photoLike(900, 600));
    const before = await photo.render(EDIT, { width: 900, height: 600 });
    const busy = photo.render({ ...EDIT, exposure: -1 }, { width: 900, height: 600 });
    await started[0].worker.terminate();
    await busy;
    expect(started).toHaveLength(3);
    const after = await photo.render(EDIT, { width: 900, height: 600 });
    expect(bytesOf(after.data).equals(bytesOf(before.data))).toBe(true);
    developer.dispose();
  });

  it('are done without when none will live', async () => {
    const dead = (): NodeHelper => {
      const helper = startNodeHelper();
      void helper.worker.terminate();
      return helper;
    };
    const developer = createReferenceDeveloper({ start: dead, helpers: 2 });
    const raster = photoLike(200, 100);
    const photo = await developer.load(raster);
    expect(await photo.exportPixels(EDIT, 'srgb')).toEqual(
      developReference(raster, await photo.analysis(), EDIT),
    );
    developer.dispose();
  });

  it('ends what is under way when it is disposed', async () => {
    const developer = createReferenceDeveloper({ start: startNodeHelper, helpers: 1 });
    const photo = await developer.load(photoLike(600, 400));
    const work = photo.exportPixels(EDIT, 'srgb');
    developer.dispose();
    await expect(work).rejects.toSatisfy(isAbort);
    await expect(photo.render(EDIT, { width: 40, height: 30 })).rejects.toSatisfy(isAbort);
  });
});

describe('a photo that goes while a worker is on it', () => {
  /** One worker that stops at a call, and what it is sent from then on. */
  function stopping(at: keyof Hand) {
    const sent: string[] = [];
    let stopped = (): void => undefined;
    let go = (): void => undefined;
    const reached = new Promise<void>((resolve) => {
      stopped = resolve;
    });
    const released = new Promise<void>((resolve) => {
      go = resolve;
    });
    const made = createHand();
    const hand = Object.fromEntries(
      (Object.keys(made) as (keyof Hand)[]).map((name) => [
        name,
        async (...given: never[]) => {
          sent.push(name);
          if (name === at) {
            sent.length = 0;
            stopped();
            await released;
          }
          return (made[name] as (...given: never[]) => unknown)(...given);
        },
      ]),
    );
    const helper = { hand, onFailure: () => undefined, end: () => undefined } as unknown as Helper;
    const developer = createReferenceDeveloper({ start: () => helper, helpers: 1 });
    return { developer, reached, go, sent };
  }

  it.each([
    ['keepAnalysis', 'render'],
    ['make', 'render'],
    ['keepAnalysis', 'exportPixels'],
  ] as const)('is let go of after %s: %s sends nothing more of it', async (at, kind) => {
    const { developer, reached, go, sent } = stopping(at);
    const photo = await developer.load(photoLike(96, 64));
    if (at === 'keepAnalysis') await photo.analysis();
    const edit = { ...NEUTRAL, clarity: 50 };
    const work =
      kind === 'render' ? photo.render(edit, { width: 96, height: 64 }) : photo.exportPixels(edit, 'srgb');
    await reached;
    photo.dispose();
    go();
    await expect(work).rejects.toSatisfy(isAbort);
    expect(sent).toEqual(['forgetPhoto']);
    developer.dispose();
  });
});

describe('how many workers', () => {
  it('leaves a core to the page where there are more than two', () => {
    expect([1, 2, 3, 4, 16].map(helperCount)).toEqual([1, 2, 2, 3, 6]);
  });
});

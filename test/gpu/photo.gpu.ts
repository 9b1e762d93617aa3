import type { EncodedRaster } from '../../src/colour';
import { expect, test } from './fixture';

const EDIT = {
  temp: 30,
  exposure: 0.7,
  contrast: 20,
  highlights: -60,
  shadows: 70,
  clarity: 40,
  vibrance: 30,
};

test('a neutral photo comes back bit for bit, alpha too', async ({ gpuPage }) => {
  const same = await gpuPage.evaluate(async () => {
    const { harness } = window;
    const { images } = harness;
    const developer = await harness.developer();
    const results: boolean[] = [];
    const pictures = [
      images.extremes(257, 131),
      images.gradients(512, 256),
      images.gradients(256, 128, 'display-p3'),
      images.paint(1, 1, () => [0.3, 0.6, 0.9]),
    ];
    pictures[0].data[3] = 77;
    for (const raster of pictures) {
      const photo = await developer.load(raster);
      const { width, height, space } = raster;
      results.push(harness.sameBytes(raster, await photo.render(harness.set({}), { width, height })));
      results.push(harness.sameBytes(raster, await photo.exportPixels(harness.set({}), space)));
      photo.dispose();
    }
    developer.dispose();
    return results;
  });
  expect(same).toEqual(same.map(() => true));
  expect(same).toHaveLength(8);
});

test('tiles cannot be told from the whole, nor can a photo that the GPU does not hold', async ({
  gpuPage,
}) => {
  const result = await gpuPage.evaluate(async (patch) => {
    const { harness } = window;
    const raster = harness.images.photoLike(701, 467);
    const edit = harness.set(patch);
    const whole = await harness.developer();
    // 5 kB of a photo at most, 256 texels a side: everything is read from memory, in tiles of 40 rows or so.
    const frugal = await harness.developer({ photoBytes: 5000, tilePixels: 10_000, dimension: 256 });
    const tiled = await harness.developer({ tilePixels: 10_000 });
    const analyses: Float32Array[] = [];
    const exports: EncodedRaster[] = [];
    const previews: EncodedRaster[] = [];
    let ticks = 0;
    for (const developer of [whole, frugal, tiled]) {
      const photo = await developer.load(raster);
      analyses.push((await photo.analysis()).coefficients);
      exports.push(await photo.exportPixels(edit, 'srgb', () => ticks++));
      previews.push(await photo.render(edit, { width: 175, height: 117 }));
      const region = { x: 300.5, y: 100.25, width: 200, height: 150 };
      previews.push(await photo.render(edit, { width: 200, height: 150, region }));
      photo.dispose();
      developer.dispose();
    }
    return {
      ticks,
      analysis: analyses[1].every((value, i) => value === analyses[0][i]),
      exports: exports.map((one) => harness.sameBytes(one, exports[0])),
      previews: [2, 3, 4, 5].map((i) => harness.sameBytes(previews[i], previews[i % 2])),
    };
  }, EDIT);
  expect(result.analysis).toBe(true);
  expect(result.exports).toEqual([true, true, true]);
  expect(result.previews).toEqual([true, true, true, true]);
  expect(result.ticks).toBeGreaterThan(60);
});

test('the preview is the export made small, and a region is a part of the whole', async ({ gpuPage }) => {
  const result = await gpuPage.evaluate(async (patch) => {
    const { harness } = window;
    const raster = harness.images.photoLike(603, 401);
    const edit = harness.set(patch);
    const developer = await harness.developer();
    const photo = await developer.load(raster);
    const exported = await photo.exportPixels(edit, 'srgb');
    const previews = [];
    for (const longSide of [60, 160, 280, 450]) {
      const small = harness.reference.downscale(exported, longSide);
      const preview = await photo.render(edit, { width: small.width, height: small.height });
      previews.push(harness.difference(preview, small).mean);
    }
    const region = { x: 200, y: 150, width: 150, height: 100 };
    const part = await photo.render(edit, { width: 150, height: 100, region });
    const cut = harness.images.paint(150, 100, () => [0, 0, 0]);
    for (let y = 0; y < 100; y++) {
      const from = 4 * ((y + 150) * 603 + 200);
      cut.data.set(exported.data.subarray(from, from + 600), 600 * y);
    }
    const many = await photo.renderMany([harness.set({}), edit, harness.set({ exposure: -2 })], 120);
    const one = await photo.render(edit, { width: many[1].width, height: many[1].height });
    photo.dispose();
    developer.dispose();
    return {
      previews,
      region: harness.difference(part, cut).mean,
      many: harness.sameBytes(many[1], one),
      sizes: many.map(({ width, height }) => [width, height]),
      differ: harness.difference(many[0], many[2]).mean,
    };
  }, EDIT);
  console.log('preview against export:', result.previews.map((mean) => mean.toFixed(3)).join(' '));
  for (const mean of result.previews) expect(mean).toBeLessThanOrEqual(1);
  // Only the dither differs, which follows the picture's own corner.
  expect(result.region).toBeLessThan(0.5);
  expect(result.many).toBe(true);
  expect(result.sizes).toEqual([0, 1, 2].map(() => [120, 80]));
  expect(result.differ).toBeGreaterThan(5);
});

test('the pyramid is made in linear light', async ({ gpuPage }) => {
  const result = await gpuPage.evaluate(async () => {
    const { harness } = window;
    // Black and white lines: half the light is code 188, half the codes would be 128.
    const raster = harness.images.paint(512, 512, (x) => (x % 2 ? [1, 1, 1] : [0, 0, 0]));
    const developer = await harness.developer();
    const photo = await developer.load(raster);
    const values = [];
    for (const side of [256, 128, 50]) {
      const { data } = await photo.render(harness.set({}), { width: side, height: side });
      values.push(data[4 * (side * 10 + 10)]);
    }
    photo.dispose();
    developer.dispose();
    return values;
  });
  // 512/50 is no whole number of lines, so that some pixels have a little more black than white.
  expect(result[0]).toBe(188);
  expect(result[1]).toBe(188);
  expect(Math.abs(result[2] - 188)).toBeLessThanOrEqual(5);
});

test('opening and closing photos leaves no memory behind', async ({ gpuPage }) => {
  const result = await gpuPage.evaluate(async (patch) => {
    const { harness } = window;
    const gpu = await harness.gpu();
    const before = gpu.liveBytes();
    const developer = await harness.developer();
    const live = [];
    for (let i = 0; i < 50; i++) {
      const photo = await developer.load(
        harness.images.paint(200 + i, 150 + (i % 3), (x, y) => [x / 400, y / 200, 0.4]),
      );
      await photo.render(harness.set(patch), { width: 150, height: 100 });
      const region = { x: i, y: 10, width: 100, height: 75 };
      await photo.render(harness.set(patch), { width: 200, height: 150, region, tiled: true });
      if (i % 5 === 0) {
        await photo.renderMany([harness.set({}), harness.set(patch)], 60);
        await photo.histogram(harness.set(patch));
        await photo.exportPixels(harness.set(patch), 'srgb');
      }
      live.push(gpu.liveBytes());
      photo.dispose();
    }
    const controller = new AbortController();
    // Twelve tiles: it ends after the first.
    const tiled = await harness.developer({ tilePixels: 10_000 });
    const exported = await tiled.load(harness.images.photoLike(400, 300));
    const aborted = await exported
      .exportPixels(harness.set(patch), 'srgb', () => controller.abort(), controller.signal)
      .then(
        () => 'finished',
        (error: Error) => error.name,
      );
    exported.dispose();
    tiled.dispose();
    const photo = await developer.load(harness.images.photoLike(400, 300));
    photo.dispose();
    const late = await photo.render(harness.set(patch), { width: 40, height: 30 }).then(
      () => 'finished',
      (error: Error) => error.name,
    );
    const early = await developer.load(harness.images.photoLike(400, 300), AbortSignal.abort()).then(
      () => 'finished',
      (error: Error) => error.name,
    );
    developer.dispose();
    return { before, live, after: gpu.liveBytes(), aborted, late, early };
  }, EDIT);
  expect(result.live[0]).toBeGreaterThan(200 * 150 * 4);
  expect(result.after).toBe(result.before);
  expect(result.aborted).toBe('AbortError');
  expect(result.late).toBe('AbortError');
  expect(result.early).toBe('AbortError');
});

test('a split view is as shot on the left and edited on the right, and clipping is painted over both', async ({
  gpuPage,
}) => {
  const result = await gpuPage.evaluate(async (patch) => {
    const { harness } = window;
    const raster = harness.images.extremes(200, 120);
    const edit = harness.set(patch);
    const region = { x: 40, y: 10, width: 100, height: 100 };
    const size = { width: 150, height: 150, region };
    const wrong = { left: 0, right: 0, marks: 0, unmarked: 0, marked: 0 };
    for (const developer of [await harness.developer(), harness.createReferenceDeveloper()]) {
      const photo = await developer.load(raster);
      // Half of the photo is 60 photo pixels into the region: column 90.
      const split = await photo.render(edit, { ...size, overlay: { asShot: 0.5 } });
      const edited = await photo.render(edit, size);
      const asShot = await photo.render(harness.set({}), size);
      const both = await photo.render(edit, { ...size, overlay: { asShot: 0.5, clipping: true } });
      for (let i = 0; i < split.data.length; i += 4) {
        const isLeft = (i / 4) % 150 < 90;
        const expected = (isLeft ? asShot : edited).data;
        const differs = [0, 1, 2, 3].some((k) => split.data[i + k] !== expected[i + k]);
        if (differs) wrong[isLeft ? 'left' : 'right']++;
        const largest = Math.max(expected[i], expected[i + 1], expected[i + 2]);
        const mark = largest === 255 ? [255, 40, 40] : largest === 0 ? [40, 80, 255] : undefined;
        if (mark) wrong.marked++;
        const wanted = mark ?? expected.subarray(i, i + 3);
        if ([0, 1, 2].some((k) => both.data[i + k] !== wanted[k])) wrong[mark ? 'marks' : 'unmarked']++;
      }
      photo.dispose();
    }
    return wrong;
  }, EDIT);
  expect(result).toMatchObject({ left: 0, right: 0, marks: 0, unmarked: 0 });
  expect(result.marked).toBeGreaterThan(100);
});

test('a browser that shows nothing of what WebGPU draws is found out', async ({ canvasPage }) => {
  const found = await canvasPage.evaluate(async () => {
    const gpu = await window.harness.gpu();
    const shows = window.harness.showsCanvases(gpu);
    const { drawImage } = OffscreenCanvasRenderingContext2D.prototype;
    OffscreenCanvasRenderingContext2D.prototype.drawImage = () => undefined;
    const showsNothing = window.harness.showsCanvases(gpu);
    OffscreenCanvasRenderingContext2D.prototype.drawImage = drawImage;
    return { shows, showsNothing, live: gpu.liveBytes() };
  });
  expect(found).toEqual({ shows: true, showsNothing: false, live: 0 });
});

test('a canvas shows the region that was asked for, transparent beside the photo', async ({ canvasPage }) => {
  const result = await canvasPage.evaluate(async (patch) => {
    const { harness } = window;
    const raster = harness.images.photoLike(300, 200);
    const developer = await harness.developer();
    const photo = await developer.load(raster);
    const canvas = harness.canvas(await harness.gpu(), 200, 150);
    const edit = harness.set(patch);
    await photo.present(canvas, edit, { x: 50, y: 20, scale: 1, width: 200, height: 150 });
    const inside = canvas.read();
    const region = { x: 50, y: 20, width: 200, height: 150 };
    const expected = await photo.render(edit, { width: 200, height: 150, region, tiled: true });
    await photo.present(canvas, edit, { x: -50, y: -25, scale: 0.5, width: 200, height: 150 });
    const small = canvas.read().data;
    const alphaAt = (x: number, y: number): number => small[4 * (y * 200 + x) + 3];
    photo.dispose();
    developer.dispose();
    return {
      difference: harness.difference(inside, expected),
      // The photo lies at (25, 12), the next whole pixel to 12.5, and is 150 x 100.
      alphas: [
        alphaAt(24, 60),
        alphaAt(25, 60),
        alphaAt(174, 60),
        alphaAt(175, 60),
        alphaAt(100, 11),
        alphaAt(100, 113),
      ],
    };
  }, EDIT);
  expect(result.difference.worst).toBe(0);
  expect(result.alphas).toEqual([0, 255, 255, 0, 0, 0]);
});

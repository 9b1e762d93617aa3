import { expect, test } from './fixture';

const EDIT = {
  temp: 20,
  exposure: 0.6,
  contrast: 15,
  highlights: -50,
  shadows: 60,
  clarity: 40,
  vibrance: 25,
};

test('a panned frame equals one made at once, at every zoom, and develops only the tiles that came into it', async ({
  gpuPage,
}) => {
  const result = await gpuPage.evaluate(async (patch) => {
    const { harness } = window;
    const edit = harness.set(patch);
    const developer = await harness.developer();
    const raster = harness.images.photoLike(800, 640);
    const size = { width: 280, height: 262 };
    const found = [];
    // Canvas pixels to a photo pixel: 100%, 200%, and two that share no grid with the photo.
    for (const scale of [1, 2, 0.53, 1.7]) {
      const whole = { width: Math.floor(800 * scale), height: Math.floor(640 * scale) };
      const at = (x: number, y: number) => ({
        ...size,
        tiled: true,
        region: { x: x / scale, y: y / scale, width: size.width / scale, height: size.height / scale },
      });
      const [right, bottom] = [whole.width - size.width, whole.height - size.height];
      const path = [
        [0, 0],
        [40, 30],
        [41, 31],
        [Math.min(right, 300), Math.min(bottom, 40)],
        [right, bottom],
        [0, 0],
      ];
      const panned = await developer.load(raster);
      await panned.analysis();
      const frames = [];
      for (const [x, y] of path) {
        const { result: frame, draws } = await harness.counted(() => panned.render(edit, at(x, y)));
        frames.push({ x, y, frame, draws });
      }
      panned.dispose();
      const checked = [];
      for (const { x, y, frame, draws } of frames) {
        // Each frame on its own, but for the analysis, which is of the photo.
        const fresh = await developer.load(raster);
        checked.push({ draws, same: harness.sameBytes(frame, await fresh.render(edit, at(x, y))) });
        fresh.dispose();
      }
      found.push({ scale, frames: checked });
    }
    developer.dispose();
    return found;
  }, EDIT);
  for (const { scale, frames } of result) {
    const label = `at ${scale}`;
    expect(
      frames.map(({ same }) => same),
      label,
    ).toEqual(frames.map(() => true));
    // The frame is 2 x 2 tiles, each resampled and developed; within them a pan draws nothing.
    expect(frames[0].draws, label).toBe(8);
    expect([frames[1].draws, frames[2].draws], label).toEqual([0, 0]);
    expect(frames[3].draws, label).toBeLessThanOrEqual(4);
    expect(frames[5].draws, label).toBe(0);
  }
});

test('tiles of a view are the whole, and a slider develops what is in sight alone', async ({ gpuPage }) => {
  const result = await gpuPage.evaluate(async (patch) => {
    const { harness } = window;
    const developer = await harness.developer();
    const photo = await developer.load(harness.images.photoLike(900, 700));
    const edit = harness.set(patch);
    const whole = await photo.exportPixels(edit, 'srgb');
    const part = { width: 333, height: 222, tiled: true };
    const region = { x: 301, y: 207, width: 333, height: 222 };
    const shown = await photo.render(edit, { ...part, region });
    // A scale that shares no grid with the photo, against one view of all of it.
    const small = await photo.render(edit, { width: 700, height: 544 });
    const scaled = {
      x: (123 * 900) / 700,
      y: (77 * 700) / 544,
      width: (333 * 900) / 700,
      height: (222 * 700) / 544,
    };
    const ofSmall = await photo.render(edit, { ...part, region: scaled });
    // Far off, then back: what is kept out of sight is not developed anew.
    await photo.render(edit, { ...part, region: { ...region, x: 0, y: 0 } });
    await photo.render(edit, { ...part, region });
    const dragged = await harness.counted(() =>
      photo.render(harness.set({ exposure: 1 }), { ...part, region }),
    );
    photo.dispose();
    developer.dispose();
    return {
      cut: harness.sameBytes(shown, harness.cut(whole, 301, 207, 333, 222)),
      small: harness.sameBytes(ofSmall, harness.cut(small, 123, 77, 333, 222)),
      dragged: dragged.draws,
    };
  }, EDIT);
  expect(result).toEqual({ cut: true, small: true, dragged: 4 });
});

test('a canvas is presented from the same tiles', async ({ canvasPage }) => {
  const result = await canvasPage.evaluate(async (patch) => {
    const { harness } = window;
    const gpu = await harness.gpu();
    const developer = await harness.developer();
    const edit = harness.set(patch);
    const [width, height] = [420, 300];
    const canvas = harness.canvas(gpu, width, height);
    const raster = harness.images.photoLike(640, 512);
    const photo = await developer.load(raster);
    const found = [];
    for (const scale of [1, 2]) {
      for (const [x, y] of [
        [10, 20],
        [60, 20],
        [60, 170],
      ]) {
        const view = { x, y, scale, width, height };
        const { draws } = await harness.counted(() => photo.present(canvas, edit, view));
        const seen = canvas.read();
        const region = { x, y, width: width / scale, height: height / scale };
        const fresh = await developer.load(raster);
        const wanted = await fresh.render(edit, { width, height, region, tiled: true });
        fresh.dispose();
        found.push({ draws, same: harness.sameBytes(seen, wanted) });
      }
    }
    photo.dispose();
    developer.dispose();
    return found;
  }, EDIT);
  expect(result.map(({ same }) => same)).toEqual(result.map(() => true));
  // Two tiles across come to be in sight all at once; the next pan brings one column, and the last one row.
  expect(result[1].draws).toBeLessThan(result[0].draws);
});

test('tiles out of sight are bounded in bytes', async ({ gpuPage }) => {
  const result = await gpuPage.evaluate(async () => {
    const { harness } = window;
    const gpu = await harness.gpu();
    const developer = await harness.developer();
    const photo = await developer.load(harness.images.paint(1600, 1600, (x, y) => [x / 1600, y / 1600, 0.5]));
    const before = gpu.liveBytes();
    let most = 0;
    // 6400 x 6400 pixels at 400%: 820 MB of tiles, were all kept.
    for (let y = 0; y <= 600; y += 300) {
      for (let x = 0; x + 200 <= 1600; x += 200) {
        const region = { x, y, width: 200, height: 150 };
        await photo.render(harness.set({}), { width: 800, height: 600, region, tiled: true });
        most = Math.max(most, gpu.liveBytes() - before);
      }
    }
    photo.dispose();
    developer.dispose();
    return { most, after: gpu.liveBytes() };
  });
  console.log(`most bytes of a view that moved: ${(result.most / 2 ** 20).toFixed(0)} MiB`);
  expect(result.most).toBeGreaterThan(48 << 20);
  expect(result.most).toBeLessThan(128 << 20);
});

test('what the GPU does not hold is shown coarser at first, and as fine as it is when it was fetched', async ({
  canvasPage,
}) => {
  const result = await canvasPage.evaluate(async (patch) => {
    const { harness } = window;
    const gpu = await harness.gpu();
    const edit = harness.set(patch);
    const raster = harness.images.photoLike(1000, 800);
    const developer = await harness.developer();
    // Level 0 takes 3.2 MB, level 1 takes 1.6 MB.
    const frugal = await harness.developer({ photoBytes: 2_000_000 });
    const [width, height] = [500, 400];
    const region = { x: 260, y: 130, width, height };
    const whole = await developer.load(raster);
    const wanted = await whole.render(edit, { width, height, region, tiled: true });
    whole.dispose();
    const photo = await frugal.load(raster);
    const canvas = harness.canvas(gpu, width, height);
    const view = { ...region, scale: 1 };
    const coarse = await photo.present(canvas, edit, view);
    const first = harness.difference(canvas.read(), wanted).mean;
    const ended = await coarse.refine?.(AbortSignal.abort()).then(
      () => 'fetched',
      (error: Error) => error.name,
    );
    await coarse.refine?.();
    const fine = await photo.present(canvas, edit, view);
    const second = harness.sameBytes(canvas.read(), wanted);
    // Read back, a frame waits for what is fine.
    const again = await frugal.load(raster);
    const exact = await again.render(edit, { width, height, region, tiled: true });
    const held = await again.present(canvas, edit, { ...view, scale: 0.5 });
    photo.dispose();
    again.dispose();
    frugal.dispose();
    developer.dispose();
    return {
      first,
      ended,
      second,
      exact: harness.sameBytes(exact, wanted),
      more: [coarse, fine, held].map(({ refine }) => refine !== undefined),
    };
  }, EDIT);
  expect(result.first).toBeGreaterThan(0.05);
  expect(result.ended).toBe('AbortError');
  expect(result).toMatchObject({ second: true, exact: true, more: [true, false, false] });
});

test('a frame is counted in its own submission, exactly as its pixels would be', async ({ gpuPage }) => {
  const result = await gpuPage.evaluate(async (patch) => {
    const { harness } = window;
    const gpu = await harness.gpu();
    const developer = await harness.developer();
    const edit = harness.set(patch);
    const canvas = harness.canvas(gpu, 300, 200);
    const view = { x: 10, y: 10, scale: 1, width: 300, height: 200 };
    const found = [];
    for (const raster of [
      harness.images.extremes(500, 333),
      harness.images.gradients(900, 130, 'display-p3'),
      harness.images.photoLike(640, 427),
      harness.images.paint(65, 1, () => [1, 0, 0]),
    ]) {
      const photo = await developer.load(raster);
      for (const adjustments of [harness.set({}), edit, harness.set({ exposure: 3 })]) {
        const [width, height] = harness.reference.sizeWithin(raster.width, raster.height, 512);
        const wanted = harness.histogramOf(await photo.render(adjustments, { width, height }));
        const alone = await photo.histogram(adjustments);
        await photo.present(canvas, harness.set({ tint: 3 }), view, { histogram: true });
        const { result: frame, submits } = await harness.counted(() =>
          photo.present(canvas, adjustments, view, {
            histogram: true,
            overlay: { asShot: 0.5, clipping: true },
          }),
        );
        const same = [alone, await frame.histogram].map(
          (one) => JSON.stringify(one) === JSON.stringify(wanted),
        );
        found.push({ same, submits, pixels: wanted.red.reduce((a, b) => a + b) === width * height });
      }
      photo.dispose();
    }
    developer.dispose();
    return found;
  }, EDIT);
  expect(result).toEqual(result.map(() => ({ same: [true, true], submits: 1, pixels: true })));
});

test('what the device had no memory to draw is said, and drawn when there is room', async ({
  canvasPage,
}) => {
  const result = await canvasPage.evaluate(async (patch) => {
    const { harness } = window;
    const gpu = await harness.freshGpu();
    const developer = harness.createDeveloper(gpu);
    const edit = harness.set(patch);
    const [width, height] = [300, 200];
    const canvas = harness.canvas(gpu, width, height);
    const raster = harness.images.photoLike(1000, 800);
    const view = { x: 10, y: 10, scale: 1, width, height };
    const counted = { histogram: true };
    const part = { width, height, region: { x: 10, y: 10, width, height }, tiled: true };
    const nameOf = (work: Promise<unknown> | undefined) =>
      Promise.resolve(work).then(
        () => 'done',
        (error: { code?: string }) => error.code,
      );
    const photo = await developer.load(raster);
    const other = harness.set({ exposure: 1 });
    await photo.histogram(other);
    await (await photo.present(canvas, other, view, counted)).fitted;
    await photo.render(other, part);
    const held = gpu.liveBytes();

    // What is counted takes 0.8 MB.
    const unlimit = harness.limitTextures(gpu, 700_000);
    const failures = [
      await nameOf((await photo.present(canvas, edit, view, counted)).fitted),
      await nameOf(photo.histogram(edit)),
    ];
    unlimit();
    // A larger part of the same tiles needs a larger copy.
    const large = { width: 400, height: 230, region: { x: 10, y: 10, width: 400, height: 230 }, tiled: true };
    const { createBuffer } = gpu.resources;
    gpu.resources.createBuffer = (descriptor) => {
      const { maxTextureDimension2D: side, maxTextureArrayLayers: layers } = gpu.limits;
      const usage = GPUTextureUsage.COPY_DST;
      gpu.device.createTexture({ size: [side, side, layers], format: 'rgba32float', usage }).destroy();
      return createBuffer(descriptor);
    };
    failures.push(await nameOf(photo.render(edit, large)));
    gpu.resources.createBuffer = createBuffer;
    const leaked = gpu.liveBytes() - held;

    const frame = await photo.present(canvas, edit, view, counted);
    const seen = canvas.read();
    const histogram = JSON.stringify(await frame.histogram);
    const fitted = await nameOf(frame.fitted);
    const rendered = await photo.render(edit, part);
    photo.dispose();
    const fresh = await developer.load(raster);
    const wanted = await fresh.render(edit, part);
    const same = [
      harness.sameBytes(seen, wanted),
      harness.sameBytes(rendered, wanted),
      histogram === JSON.stringify(await fresh.histogram(edit)),
    ];
    developer.dispose();
    gpu.dispose();
    return { failures, leaked, fitted, same };
  }, EDIT);
  // Less: a buffer that was kept for reading back went with what could not be drawn.
  expect(result.leaked).toBeLessThanOrEqual(0);
  expect(result).toMatchObject({
    failures: ['out-of-memory', 'out-of-memory', 'out-of-memory'],
    fitted: 'done',
    same: [true, true, true],
  });
});

test('very long, thin photos are shown as they are rendered whole', async ({ gpuPage }) => {
  const worst = await gpuPage.evaluate(async () => {
    const { harness } = window;
    const developer = await harness.developer();
    const edit = harness.set({ exposure: 0.5, clarity: 30 });
    const found: number[] = [];
    // As a view of 1000 x 700 shows them: the shorter side is rounded to whole pixels.
    for (const [width, height, w, h] of [
      [1, 3000, 1, 700],
      [2, 3000, 1, 700],
      [8000, 8, 390, 1],
      [20000, 20, 800, 1],
      [30000, 40, 1000, 1],
    ]) {
      const photo = await developer.load(harness.images.photoLike(width, height));
      const tiled = await photo.render(edit, { width: w, height: h, tiled: true });
      const whole = await photo.render(edit, { width: w, height: h });
      found.push(harness.difference(tiled, whole).worst);
      photo.dispose();
    }
    developer.dispose();
    return found;
  });
  for (const difference of worst) expect(difference).toBeLessThan(1);
});

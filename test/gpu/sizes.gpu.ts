import type { EncodedRaster } from '../../src/colour';
import { expect, test } from './fixture';

const EDIT = {
  temp: -15,
  exposure: 0.5,
  contrast: 20,
  highlights: -60,
  shadows: 50,
  clarity: 30,
  saturation: 15,
};

/** What a photo and its export may take of the GPU, whatever its size. */
const BUDGET = 480 << 20;

for (const [width, height] of [
  [20_000, 2000],
  [8193, 8193],
  [12_250, 8200],
] as const) {
  test(`${width} x ${height}, ${Math.round((width * height) / 1e6)} megapixels: a neutral export is the photo bit for bit, within the memory budget`, async ({
    gpuPage,
  }) => {
    const result = await gpuPage.evaluate(
      async ([w, h]) => {
        const { harness } = window;
        const gpu = await harness.gpu();
        const before = gpu.liveBytes();
        const developer = await harness.developer();
        const raster = harness.images.noise(w, h);
        let most = 0;
        const { createTexture } = gpu.resources;
        // Between what is made and what is freed, the most that is held at any moment.
        gpu.resources.createTexture = (descriptor) => {
          const texture = createTexture(descriptor);
          most = Math.max(most, gpu.liveBytes());
          return texture;
        };
        const photo = await developer.load(raster);
        const exported = await photo.exportPixels(harness.set({}), 'srgb');
        // The last corner at 1:1, far beyond what one texture holds.
        const region = { x: w - 300, y: h - 200, width: 300, height: 200 };
        const corner = await photo.render(harness.set({}), { width: 300, height: 200, region, tiled: true });
        const small = await photo.render(harness.set({}), { width: 400, height: Math.round((400 * h) / w) });
        const mean =
          small.data.reduce((sum, value, i) => sum + (i % 4 < 3 ? value : 0)) / (small.data.length * 0.75);
        photo.dispose();
        developer.dispose();
        gpu.resources.createTexture = createTexture;
        return {
          same: harness.sameBytes(exported, raster),
          corner: harness.sameBytes(corner, harness.cut(raster, w - 300, h - 200, 300, 200)),
          mean,
          most,
          left: gpu.liveBytes() - before,
        };
      },
      [width, height] as const,
    );
    console.log(`${width} x ${height}: at most ${(result.most / 2 ** 20).toFixed(0)} MiB on the GPU`);
    expect(result).toMatchObject({ same: true, corner: true, left: 0 });
    // Half the light of evenly spread codes is code 155 or so.
    expect(result.mean).toBeGreaterThan(140);
    expect(result.mean).toBeLessThan(170);
    expect(result.most).toBeLessThan(BUDGET);
  });
}

test('a side of 20000 is developed the same in tiles of any size, and as the reference does', async ({
  gpuPage,
}) => {
  const result = await gpuPage.evaluate(async (patch) => {
    const { harness } = window;
    const edit = harness.set(patch);
    const [width, height] = [20_000, 120];
    const raster = harness.images.paint(width, height, (x, y) => {
      const wave = 0.5 + 0.5 * Math.sin(x / 37 + y / 11);
      return [0.15 + 0.8 * wave, x / width, 0.2 + 0.6 * (y / height)];
    });
    const exports: EncodedRaster[] = [];
    const analyses = [];
    for (const limits of [
      {},
      { dimension: 4096, tilePixels: 200_000 },
      { photoBytes: 1 << 20, dimension: 1000 },
    ]) {
      const developer = await harness.developer(limits);
      const photo = await developer.load(raster);
      exports.push(await photo.exportPixels(edit, 'srgb'));
      analyses.push(await photo.analysis());
      photo.dispose();
      developer.dispose();
    }
    const top = 59;
    const rowsOf = (one: EncodedRaster) => harness.cut(one, 0, top, width, 2);
    const reference = harness.reference.developReference(rowsOf(raster), analyses[0], edit, {
      band: { top, height },
    });
    return {
      same: exports.map((one) => harness.sameBytes(one, exports[0])),
      difference: harness.difference(rowsOf(exports[0]), reference),
    };
  }, EDIT);
  expect(result.same).toEqual([true, true, true]);
  expect(result.difference.mean).toBeLessThan(0.5);
  expect(result.difference.p999).toBeLessThan(1);
});

test('where the device has no memory for a size, less is held at a time, and the picture is the same', async ({
  gpuPage,
}) => {
  const result = await gpuPage.evaluate(async (patch) => {
    const { harness } = window;
    const gpu = await harness.freshGpu();
    const edit = harness.set(patch);
    const raster = harness.images.noise(2400, 1800);
    const developer = harness.createDeveloper(gpu);
    const whole = await developer.load(raster);
    const wanted = await whole.exportPixels(edit, 'srgb');
    whole.dispose();
    const before = gpu.liveBytes();
    const nameOf = (work: Promise<unknown>) =>
      work.then(
        () => 'done',
        (error: { code?: string }) => error.code,
      );

    // Level 0 takes 17 MB and level 1 takes 8.6; a tile of the whole photo would take 69.
    let unlimit = harness.limitTextures(gpu, 10 << 20);
    const photo = await developer.load(raster);
    const held = gpu.liveBytes() - before;
    const steps: number[] = [];
    const exported = await photo.exportPixels(edit, 'srgb', (done) => steps.push(done));
    const region = { x: 500, y: 300, width: 300, height: 200 };
    const part = { width: 300, height: 200, region, tiled: true };
    const tiled = harness.sameBytes(await photo.render(edit, part), harness.cut(wanted, 500, 300, 300, 200));
    unlimit();

    // No room for anything: in words, and nothing is left behind.
    unlimit = harness.limitTextures(gpu, 1000);
    const failures = [
      await nameOf(developer.load(raster)),
      await nameOf(photo.render(edit, { ...part, region: { ...region, x: 0 } })),
      await nameOf(photo.render(edit, { width: 500, height: 375 })),
      await nameOf(photo.exportPixels(edit, 'srgb')),
    ];
    unlimit();
    const recovered = harness.sameBytes(await photo.exportPixels(edit, 'srgb'), wanted);
    photo.dispose();
    const left = gpu.liveBytes() - before;
    developer.dispose();
    gpu.dispose();
    return { held, steps, same: harness.sameBytes(exported, wanted), tiled, failures, recovered, left };
  }, EDIT);
  // Level 0 is not among what is held.
  expect(result.held).toBeLessThan(4 * 2400 * 1800);
  expect(result.steps.length).toBeGreaterThan(5);
  expect(result).toMatchObject({ same: true, tiled: true, recovered: true });
  expect(result.failures).toEqual(['out-of-memory', 'out-of-memory', 'out-of-memory', 'out-of-memory']);
  expect(result.left).toBeLessThanOrEqual(0);
});

test('a base that the device had no memory for is made when there is room again', async ({ gpuPage }) => {
  const result = await gpuPage.evaluate(async (patch) => {
    const { harness } = window;
    const gpu = await harness.freshGpu();
    const before = gpu.liveBytes();
    const developer = harness.createDeveloper(gpu);
    const raster = harness.images.photoLike(1200, 900);
    const edit = harness.set(patch);
    const size = { width: 120, height: 90 };
    const photo = await developer.load(raster);
    await photo.analysis();
    const held = gpu.liveBytes();
    // The base takes 9.6 MB, the picture less than 0.2.
    const unlimit = harness.limitTextures(gpu, 1 << 20);
    const failures = [];
    for (const work of [photo.render(edit, size), photo.exportPixels(edit, 'srgb')]) {
      failures.push(
        await work.then(
          () => 'done',
          (error: { code?: string }) => error.code,
        ),
      );
    }
    const leaked = gpu.liveBytes() - held;
    unlimit();
    const rendered = await photo.render(edit, size);
    photo.dispose();
    const fresh = await developer.load(raster);
    const same = harness.sameBytes(rendered, await fresh.render(edit, size));
    fresh.dispose();
    developer.dispose();
    const left = gpu.liveBytes() - before;
    gpu.dispose();
    return { failures, leaked, same, left };
  }, EDIT);
  expect(result).toEqual({ failures: ['out-of-memory', 'out-of-memory'], leaked: 0, same: true, left: 0 });
});

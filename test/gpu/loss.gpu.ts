import { expect, test } from './fixture';

test('a device that goes away says so, work on it fails in words, and the next one carries on', async ({
  gpuPage,
}) => {
  const result = await gpuPage.evaluate(async () => {
    const { harness } = window;
    const raster = harness.images.photoLike(120, 80);
    const edit = harness.set({ exposure: 1 });
    const request = { width: 120, height: 80 };

    const first = await harness.freshGpu();
    const photo = await harness.createDeveloper(first).load(raster);
    const before = await photo.render(edit, request);
    // Not through dispose(): as when the GPU process dies, which has been seen to report `destroyed` too.
    first.device.destroy();
    const lost = await first.lost;
    const failure = await photo.render(edit, request).then(
      () => 'rendered',
      (error: { code?: string }) => error.code,
    );
    photo.dispose();

    const second = await harness.freshGpu();
    const reopened = await harness.createDeveloper(second).load(raster);
    const after = await reopened.render(edit, request);
    reopened.dispose();
    second.dispose();
    const quiet = await Promise.race([
      second.lost.then(() => 'reported'),
      second.device.lost.then(() => new Promise((resolve) => setTimeout(() => resolve('quiet'), 50))),
    ]);
    return {
      generations: [first.generation, lost.generation, second.generation],
      reason: lost.reason,
      failure,
      same: harness.sameBytes(before, after),
      quiet,
    };
  });
  expect(result.generations).toEqual([1, 1, 2]);
  expect(result.reason).toBe('destroyed');
  expect(result.failure).toBe('gpu-lost');
  expect(result.same).toBe(true);
  expect(result.quiet).toBe('quiet');
});

test('without a GPU the same picture is drawn, more slowly', async ({ gpuPage }) => {
  const result = await gpuPage.evaluate(async () => {
    const { harness } = window;
    const raster = harness.images.photoLike(420, 280);
    const edit = harness.set({ temp: -20, exposure: 0.4, highlights: -70, shadows: 60, saturation: 20 });
    const fast = await harness.developer();
    const slow = harness.createReferenceDeveloper();
    const pairs = [];
    const photos = [await fast.load(raster), await slow.load(raster)];
    const region = { x: 100.5, y: 60.25, width: 130, height: 90 };
    for (const request of [
      { width: 140, height: 93 },
      { width: 260, height: 180, region },
      { width: 420, height: 280, space: 'display-p3' as const },
    ]) {
      const [a, b] = [await photos[0].render(edit, request), await photos[1].render(edit, request)];
      pairs.push(harness.difference(a, b));
    }
    for (const photo of photos) photo.dispose();
    fast.dispose();
    return pairs;
  });
  console.log('GPU against the CPU developer:', result.map(({ mean }) => mean.toFixed(3)).join(' '));
  for (const { mean } of result) expect(mean).toBeLessThanOrEqual(0.5);
  // Made small, hard edges differ: the GPU's means are of the pyramid's texels, the CPU's of the photo's.
  for (const { p999 } of result.slice(1)) expect(p999).toBeLessThanOrEqual(1);
});

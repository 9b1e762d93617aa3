import type { Page } from '@playwright/test';
import { expect, test } from './fixture';

type Module = typeof import('./engine-page');

/** Through Vite, not through the test runner: hence a path that only the browser resolves. */
const PATH = '/test/gpu/engine-page.ts';

test('opening fifty photos, one after the other, leaves the GPU with what the first took', async ({
  gpuPage,
}) => {
  const { live, renderer } = await gpuPage.evaluate(async (path) => {
    const module = (await import(/* @vite-ignore */ path)) as Module;
    return module.openMany(51);
  }, PATH);
  console.log(`${renderer}, bytes after 1, 11, ... 51 photos: ${live.join(' ')}`);
  expect(live).toHaveLength(6);
  expect(live[0]).toBeGreaterThan(320 * 240 * 4);
  expect(live).toEqual(live.map(() => live[0]));
});

test('a browser whose GPU process is only just starting draws with its GPU all the same', async ({
  gpuPage,
}) => {
  const after = (milliseconds: number) =>
    gpuPage.evaluate(
      async ([path, milliseconds]) => {
        const module = (await import(/* @vite-ignore */ path)) as Module;
        return module.rendererAfter(milliseconds);
      },
      [PATH, milliseconds] as const,
    );
  expect(await after(300)).toMatch(/^webgpu/);
  expect(await after(60_000)).toBe('reference');
});

/** Counts what the page's memory still holds, after a collection. */
async function picturesHeld(page: Page): Promise<{ made: number; held: number }> {
  const inspector = await page.context().newCDPSession(page);
  await inspector.send('HeapProfiler.enable');
  await inspector.send('HeapProfiler.collectGarbage');
  await inspector.detach();
  return page.evaluate(() => (globalThis as unknown as { here: Here }).here.pictures());
}
type Here = Awaited<ReturnType<Module['engineHere']>>;

for (const renderer of ['webgpu-readback', 'webgpu-offscreen'] as const) {
  test(`the engine holds no decoded photo once the GPU has it, and decodes it again after a loss (${renderer})`, async ({
    gpuPage,
  }) => {
    await gpuPage.evaluate(
      async ([path, renderer]) => {
        const module = (await import(/* @vite-ignore */ path)) as Module;
        const here = await module.engineHere(renderer);
        await here.open(4);
        Object.assign(globalThis, { here });
      },
      [PATH, renderer] as const,
    );
    const call = (name: 'lose' | 'draw') =>
      gpuPage.evaluate((name) => (globalThis as unknown as { here: Here }).here[name](), name);
    await expect.poll(async () => (await picturesHeld(gpuPage)).held).toBe(0);
    const { made } = await picturesHeld(gpuPage);
    expect(made).toBeGreaterThanOrEqual(4);
    expect(await call('lose')).toBe(true);
    // A device lost at its first present is followed by one that draws to another kind of canvas: false until it is there.
    await expect.poll(() => call('draw')).toBe(true);
    await expect.poll(async () => (await picturesHeld(gpuPage)).held).toBe(0);
    expect((await picturesHeld(gpuPage)).made).toBeGreaterThan(made);
  });
}

test('a drag draws at most one frame an animation frame, one at a time, and one in full at the end', async ({
  gpuPage,
}) => {
  const { frames, animationFrames, changes, letGo, exposure } = await gpuPage.evaluate(async (path) => {
    const module = (await import(/* @vite-ignore */ path)) as Module;
    return module.drag(60);
  }, PATH);
  const during = frames.filter(({ start }) => start < letGo);
  console.log(
    `${changes} changes, ${animationFrames} animation frames, ${during.length} + ${frames.length - during.length} frames`,
  );
  expect(changes).toBe(240);
  expect(exposure).toBeCloseTo(0.6);
  expect(during.length).toBeGreaterThan(1);
  expect(during.length).toBeLessThanOrEqual(animationFrames);
  // None begins before the one before it has ended.
  for (let i = 1; i < frames.length; i++) expect(frames[i].start).toBeGreaterThanOrEqual(frames[i - 1].end);
  // What follows the hand are the frame under way, the committed edit, and it in full, once.
  const after = frames.slice(during.length);
  expect(after.length).toBeLessThanOrEqual(3);
  expect(frames.filter(({ hurried }, i) => !hurried && i >= during.length)).toHaveLength(1);
  expect(frames.at(-1)?.hurried).toBe(false);
});

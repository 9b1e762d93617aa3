import { expect, test } from './fixture';

test('the WGSL sampler draws the looks that the TypeScript definition draws', async ({ gpuPage }) => {
  const result = await gpuPage.evaluate(async () => {
    // Through Vite, not through the test runner: hence a path that only the browser resolves.
    const path = '/test/gpu/looks-page.ts';
    const { compareSamplers } = (await import(/* @vite-ignore */ path)) as typeof import('./looks-page');
    return compareSamplers();
  });
  expect(result.samples).toBe(2 * 3 * 2 * 64);
  expect(result.worst).toBeLessThanOrEqual(1e-4);
});

test('draws at once do not mix, and keep no more memory than one', async ({ gpuPage }) => {
  const result = await gpuPage.evaluate(async () => {
    const path = '/test/gpu/looks-page.ts';
    const { drawTogether } = (await import(/* @vite-ignore */ path)) as typeof import('./looks-page');
    return drawTogether();
  });
  expect(result.worst).toBeLessThanOrEqual(1e-4);
  expect(result).toMatchObject({ steady: true, left: 0 });
});

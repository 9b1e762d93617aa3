import { expect, test } from './fixture';

test('the device says what it is and computes', async ({ gpuPage }) => {
  const facts = await gpuPage.evaluate(async () => {
    const gpu = await window.harness.gpu();
    return {
      software: gpu.isSoftware,
      generation: gpu.generation,
      dimension: gpu.limits.maxTextureDimension2D,
      live: gpu.liveBytes(),
      vendor: `${gpu.adapterInfo.vendor} ${gpu.adapterInfo.architecture}`,
    };
  });
  console.log(facts);
  expect(facts.generation).toBe(1);
  expect(facts.dimension).toBeGreaterThanOrEqual(8192);
  expect(facts.live).toBe(0);
});

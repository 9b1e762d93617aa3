import { expect, test } from './fixture';

test('no frame waits for counting to be compiled, or fails with it; a failure is not for ever', async ({
  gpuPage,
}) => {
  const result = await gpuPage.evaluate(async () => {
    const { harness } = window;
    const gpu = await harness.freshGpu();
    const photo = await harness.createDeveloper(gpu).load(harness.images.photoLike(300, 200));
    const edit = harness.set({ exposure: 1 });
    const canvas = harness.canvas(gpu, 150, 100);
    const isCounted = async () => {
      const view = { x: 0, y: 0, scale: 0.5, width: 150, height: 100 };
      const { histogram } = await photo.present(canvas, edit, view, { histogram: true });
      return histogram !== undefined;
    };
    const { createComputePipelineAsync } = GPUDevice.prototype;
    const failing = [];
    GPUDevice.prototype.createComputePipelineAsync = () => Promise.reject(new Error('no'));
    failing.push(await isCounted());
    const failure = await photo.histogram(edit).catch((error: Error) => error.message);
    failing.push(await isCounted());
    GPUDevice.prototype.createComputePipelineAsync = createComputePipelineAsync;
    const { red } = await photo.histogram(edit);
    const after = await isCounted();
    photo.dispose();
    gpu.dispose();
    return { failing, failure, pixels: red.reduce((a, b) => a + b), after };
  });
  expect(result).toEqual({ failing: [false, false], failure: 'no', pixels: 300 * 200, after: true });
});

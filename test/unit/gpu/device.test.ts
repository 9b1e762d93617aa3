import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { requestGpu } from '../../../src/gpu';

const destroy = vi.fn();

/** A browser whose device fails at a call. */
function browserThatFailsAt(fail: (device: Record<string, unknown>) => void): void {
  const nothing = () => undefined;
  const texture = { width: 1, height: 1, depthOrArrayLayers: 1, format: 'rgba8unorm' };
  const device = {
    createTexture: () => ({ ...texture, createView: nothing, destroy: nothing }),
    createBuffer: () => ({ mapAsync: async () => undefined, destroy: nothing }),
    createCommandEncoder: () => ({
      beginRenderPass: () => ({ end: nothing }),
      copyTextureToBuffer: nothing,
      finish: nothing,
    }),
    queue: { submit: nothing },
    lost: new Promise(() => undefined),
    limits: {},
    destroy,
  };
  fail(device);
  const adapter = { features: new Set(), limits: {}, info: {}, requestDevice: async () => device };
  vi.stubGlobal('navigator', { gpu: { requestAdapter: async () => adapter } });
}

beforeEach(() => {
  for (const name of ['GPUTextureUsage', 'GPUBufferUsage', 'GPUMapMode']) vi.stubGlobal(name, {});
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.clearAllMocks();
});

test.each([
  [
    'throws where it is to draw',
    (device: Record<string, unknown>) => {
      device.createCommandEncoder = () => {
        throw new Error('The driver does not like this.');
      };
    },
  ],
  [
    'cannot be read back',
    (device: Record<string, unknown>) => {
      const mapAsync = () => Promise.reject(new Error('The buffer is not valid.'));
      device.createBuffer = () => ({ mapAsync, destroy: () => undefined });
    },
  ],
])('a device that %s is none, and is let go of', async (_what, fail) => {
  browserThatFailsAt(fail);
  expect(await requestGpu()).toBeUndefined();
  expect(destroy).toHaveBeenCalledOnce();
});

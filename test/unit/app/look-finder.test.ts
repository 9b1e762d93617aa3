import { describe, expect, it, vi } from 'vitest';
import { createSampler } from '../../../src/app/worker/look-finder';
import { createRng } from '../../../src/core';
import { createResources } from '../../../src/gpu';
import { parseLooksModel, prepareLooks, sampleLooks } from '../../../src/looks';
import { randomFeatures, randomLooks } from '../../support/models';

const { manifest, weights } = randomLooks(7);
const model = parseLooksModel(manifest, weights);
const context = prepareLooks(model, randomFeatures(1));
const wanted = { count: 8, spread: 1, seed: 3, person: undefined };
const expected = sampleLooks(model, context, { ...wanted, rng: createRng(wanted.seed) });

/** A driver that takes the shader and then fails to compile it. */
function unfitGpu() {
  const device = {
    createShaderModule: () => ({}),
    createComputePipelineAsync: async () => {
      throw new Error('Internal error compiling the shader.');
    },
  } as unknown as GPUDevice;
  return { device, resources: createResources(device) };
}

describe('createSampler', () => {
  it('draws by the definition without a device', async () => {
    const { sample } = await createSampler(undefined, model);
    expect(await sample(context, wanted)).toEqual(expected);
  });

  it('draws by the definition, and says so, where the device does not compile the shader', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const gpu = unfitGpu();
    const sampler = await createSampler(gpu, model);
    expect(await sampler.sample(context, wanted)).toEqual(expected);
    expect(warn).toHaveBeenCalledOnce();
    expect(gpu.resources.liveBytes()).toBe(0);
    sampler.dispose();
    warn.mockRestore();
  });
});

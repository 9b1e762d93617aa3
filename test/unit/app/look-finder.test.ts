import { describe, expect, it, vi } from 'vitest';
import { createSampler, findLooks, type Sampler } from '../../../src/app/worker/look-finder';
import type { HeldPhoto } from '../../../src/app/worker/stage';
import { createRng } from '../../../src/core';
import { developAll, downscale } from '../../../src/develop/reference';
import { createResources } from '../../../src/gpu';
import { type DrawOptions, parseLooksModel, prepareLooks, sampleLooks } from '../../../src/looks';
import { randomFeatures, randomLooks } from '../../support/models';
import { picture } from '../training/simulate/pictures';

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

/** A photo in memory, developed by the definition. */
const photo: HeldPhoto = {
  use: async (work) => {
    const raster = picture(0.6, 48, 32);
    const renderMany = async (list: Parameters<typeof developAll>[1], side: number) =>
      developAll(downscale(raster, side), list);
    return work({ renderMany } as unknown as Parameters<typeof work>[0], undefined);
  },
  dispose: () => undefined,
};

describe('findLooks', () => {
  it('draws each more daring plan anew, and the first only once', async () => {
    const asked: DrawOptions[] = [];
    const sampler: Sampler = async (drawn, options) => {
      asked.push(options);
      return sampleLooks(model, drawn, { ...options, rng: createRng(options.seed) });
    };
    // More looks than differ: every plan is tried.
    const request = { count: 24, seed: 3, locked: {} };
    await findLooks(photo, context, sampler, request, new AbortController().signal);
    expect(asked.map(({ spread }) => spread)).toEqual([1, 1.5, 2.2]);
    expect(asked[0].seed).toBe(3);
    expect(new Set(asked.map(({ seed }) => seed)).size).toBe(3);
  });
});

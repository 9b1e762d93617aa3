import { createRng, throwIfAborted } from '../../core';
import type { Gpu } from '../../gpu';
import type { ChosenLook, LookSample, LooksContext, LooksModel } from '../../looks';
import type { LooksRequest } from '../engine-types';
import type { HeldPhoto } from './stage';
import { timed } from './timing';

/** Draws samples of a photo's looks, on the GPU or by the definition. */
export type Sampler = (
  context: LooksContext,
  options: { count: number; styleWeights?: Float64Array | undefined; seed: number; spread: number },
) => Promise<readonly LookSample[]>;

/** A few looks for a photo, by the steps that the command line takes too (looks/choose.ts). */
export async function findLooks(
  photo: HeldPhoto,
  context: LooksContext,
  sampler: Sampler,
  request: LooksRequest,
  signal: AbortSignal,
): Promise<ChosenLook[]> {
  const { chooseLooks } = await import('../../looks');
  return chooseLooks(
    {
      async draw(options) {
        const samples = await timed('sample', () => sampler(context, options));
        throwIfAborted(signal);
        return samples;
      },
      develop: (list, side) =>
        timed('develop-looks', () => photo.use((loaded) => loaded.renderMany(list, side, signal), signal)),
    },
    request,
  );
}

/** The sampler on a device, or the definition where there is none. */
export async function createSampler(
  gpu: Gpu | undefined,
  model: LooksModel,
): Promise<{ readonly sample: Sampler; dispose(): void }> {
  if (!gpu) {
    const { sampleLooks } = await import('../../looks');
    return {
      sample: async (context, { seed, ...options }) =>
        sampleLooks(model, context, { ...options, rng: createRng(seed) }),
      dispose: () => undefined,
    };
  }
  const { createGpuSampler } = await import('../../looks/gpu');
  const sampler = createGpuSampler(gpu.device, model);
  return { sample: (context, options) => sampler.sample(context, options), dispose: () => sampler.dispose() };
}

import { throwIfAborted } from '../../core';
import type { Gpu } from '../../gpu';
import type {
  ChosenLook,
  DrawOptions,
  LikedLook,
  LookSample,
  LooksContext,
  LooksModel,
  SliderDensities,
} from '../../looks';
import type { LooksRequest } from '../engine-types';
import type { HeldPhoto } from './stage';
import { timed } from './timing';

/** Draws samples of a photo's looks, on the GPU or by the definition. */
export type Sampler = (context: LooksContext, options: DrawOptions) => Promise<readonly LookSample[]>;

export interface MadeSampler {
  readonly sample: Sampler;
  dispose(): void;
}

/** What is asked for, the look whose like is wanted found among the model's. */
export type LocatedRequest = Omit<LooksRequest, 'like'> & { readonly like?: LikedLook | undefined };

/**
 * A few looks for a photo, by the steps that the command line takes too (looks/choose.ts), and the sliders' densities,
 * from the draw that the looks begin with.
 */
export async function findLooks(
  photo: HeldPhoto,
  context: LooksContext,
  sampler: Sampler,
  request: LocatedRequest,
  signal: AbortSignal,
): Promise<{ readonly chosen: ChosenLook[]; readonly densities: SliderDensities }> {
  const { chooseLooks, drawHeld, SAMPLES, sliderDensities } = await import('../../looks');
  const drawn = new Map<string, Promise<readonly LookSample[]>>();
  const draw = async (options: DrawOptions) => {
    const key = [options.seed, options.count, options.spread, options.around !== undefined].join();
    const samples = drawn.get(key) ?? timed('sample', () => sampler(context, options));
    drawn.set(key, samples);
    const done = await samples;
    throwIfAborted(signal);
    return done;
  };
  const chosen = await chooseLooks(
    {
      draw,
      develop: (list, side) =>
        timed('develop-looks', () => photo.use((loaded) => loaded.renderMany(list, side, signal), signal)),
    },
    request,
  );
  const { seed, person, locked } = request;
  const usual = await drawHeld(draw, { count: SAMPLES, seed, spread: 1, person }, locked);
  return { chosen, densities: sliderDensities(usual, locked) };
}

/** The definition, on the processor. */
async function createReferenceSampler(model: LooksModel): Promise<MadeSampler> {
  const { drawFrom } = await import('../../looks');
  return {
    sample: (context, options) => drawFrom(model, context)(options),
    dispose: () => undefined,
  };
}

/** The sampler on a device, or the definition where there is none and where it cannot compile the shader. */
export async function createSampler(
  gpu: Pick<Gpu, 'device' | 'resources'> | undefined,
  model: LooksModel,
): Promise<MadeSampler> {
  if (!gpu) return createReferenceSampler(model);
  const { createGpuSampler } = await import('../../looks/gpu');
  try {
    return await createGpuSampler(gpu, model);
  } catch (error) {
    console.warn('The graphics device cannot draw looks; the processor does.', error);
    return createReferenceSampler(model);
  }
}

import type { Gpu } from '../../../src/gpu';
import { type LooksModel, prepareLooks, SAMPLES } from '../../../src/looks';
import { createGpuSampler } from '../../../src/looks/gpu';

/** Drawing looks on the device, in milliseconds by the clock. */
export interface SamplingTiming {
  readonly samples: number;
  /** One dispatch each, with the readback and all that the processor does before and after. */
  readonly draws: readonly number[];
}

const WARM_UP = 5;

/** Times the draws of a model, for a photo of average features. */
export async function timeSampling(
  gpu: Gpu,
  model: LooksModel,
  repetitions: number,
): Promise<SamplingTiming> {
  const context = prepareLooks(model, model.input.mean);
  const sampler = await createGpuSampler(gpu, model);
  const draws: number[] = [];
  try {
    for (let i = 0; i < WARM_UP + repetitions; i++) {
      const start = performance.now();
      await sampler.sample(context, { count: SAMPLES, seed: i });
      if (i >= WARM_UP) draws.push(performance.now() - start);
    }
  } finally {
    sampler.dispose();
  }
  return { samples: SAMPLES, draws };
}

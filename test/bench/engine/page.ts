import { requestGpu } from '../../../src/gpu';
import { BENCH_EDIT } from '../settings';
import { createBench, type SizeTiming } from './measure';
import { type SamplingTiming, timeSampling } from './sampling';

/** What the bench calls in the page. */
export interface EngineBench {
  measure(megapixels: number, repetitions: number, batch?: number): Promise<SizeTiming>;
  sample(repetitions: number): Promise<SamplingTiming>;
}

declare global {
  interface Window {
    engineBench: EngineBench;
  }
}

async function start(): Promise<void> {
  const gpu = await requestGpu();
  if (!gpu) throw new Error('This browser has no GPU adapter.');
  const bench = await createBench(gpu);
  window.engineBench = {
    measure: (megapixels, repetitions, batch) => bench.measure(megapixels, BENCH_EDIT, repetitions, batch),
    sample: (repetitions) => timeSampling(gpu, repetitions),
  };
}

// The bench waits for one or the other.
start().then(
  () => {
    document.documentElement.dataset.ready = 'true';
  },
  (error: unknown) => {
    document.documentElement.dataset.failed = String(error);
  },
);

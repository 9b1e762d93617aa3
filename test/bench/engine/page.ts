import { requestGpu } from '../../../src/gpu';
import { type LooksModel, parseLooksModel } from '../../../src/looks';
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

async function shippedModel(): Promise<LooksModel> {
  const [manifest, weights] = await Promise.all([
    fetch('/models/looks/manifest.json').then((response) => response.json()),
    fetch('/models/looks/weights.bin').then((response) => response.arrayBuffer()),
  ]);
  return parseLooksModel(manifest, weights);
}

async function start(): Promise<void> {
  const gpu = await requestGpu();
  if (!gpu) throw new Error('This browser has no GPU adapter.');
  const bench = await createBench(gpu);
  window.engineBench = {
    measure: (megapixels, repetitions, batch) => bench.measure(megapixels, BENCH_EDIT, repetitions, batch),
    sample: async (repetitions) => timeSampling(gpu, await shippedModel(), repetitions),
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

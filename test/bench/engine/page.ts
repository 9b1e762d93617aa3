import { requestGpu } from '../../../src/gpu';
import { BENCH_EDIT } from '../settings';
import { createBench, type SizeTiming } from './measure';

/** What the bench calls in the page. */
export interface EngineBench {
  measure(megapixels: number, repetitions: number, batch?: number): Promise<SizeTiming>;
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

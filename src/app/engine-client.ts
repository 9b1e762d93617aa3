import { proxy, type Remote, transfer, wrap } from 'comlink';
import type { Engine, EngineEvents, JobId } from './engine-types';
import { fromOutcome, type Outcome } from './wire';

/** The engine as the worker exposes it: outcomes instead of rejections. */
type Wired = {
  [Name in keyof Engine]: (
    ...parameters: Parameters<Engine[Name]>
  ) => Promise<Outcome<Awaited<ReturnType<Engine[Name]>>>>;
};

export interface EngineClient extends Engine {
  /** Runs a job that ends when the signal says so. */
  job<T>(signal: AbortSignal | undefined, work: (job: JobId) => Promise<T>): Promise<T>;
  dispose(): void;
}

/**
 * Starts the worker.
 * @param onFailure called with one sentence when the worker cannot be loaded, or fails where no call hears of it
 */
export function createEngineClient(onFailure: (sentence: string) => void): EngineClient {
  const worker = new Worker(new URL('./worker/index.ts', import.meta.url), {
    type: 'module',
    name: 'manylight-engine',
  });
  worker.addEventListener('error', (event) => {
    console.error(event.message);
    onFailure('The part that develops photos failed; what was committed is kept, reload to go on.');
  });
  const remote: Remote<Wired> = wrap<Wired>(worker);
  let jobs = 0;

  const engine: Engine = {
    start: async (options, events: EngineEvents) => fromOutcome(await remote.start(options, proxy(events))),
    attachCanvas: async (canvas) => fromOutcome(await remote.attachCanvas(transfer(canvas, [canvas]))),
    prepare: async (job, source) => fromOutcome(await remote.prepare(job, source)),
    adopt: async (job) => fromOutcome(await remote.adopt(job)),
    draw: async (request) => fromOutcome(await remote.draw(request)),
    thumbnails: async (photo, list, longSide) => fromOutcome(await remote.thumbnails(photo, list, longSide)),
    features: async (job, photo) => fromOutcome(await remote.features(job, photo)),
    looks: async (job, photo, request) => fromOutcome(await remote.looks(job, photo, request)),
    export: async (job, photo, adjustments, options) =>
      fromOutcome(await remote.export(job, photo, adjustments, options)),
    study: async (job, request) => fromOutcome(await remote.study(job, request)),
    identify: async (job, file, name) => fromOutcome(await remote.identify(job, file, name)),
    glance: async (job, request) => fromOutcome(await remote.glance(job, request)),
    sharedPlace: async (request) => fromOutcome(await remote.sharedPlace(request)),
    adapt: async (job, request) => fromOutcome(await remote.adapt(job, request)),
    pack: async (job, request) => fromOutcome(await remote.pack(job, request)),
    tasteModel: async () => fromOutcome(await remote.tasteModel()),
    potentials: async (evidence) => fromOutcome(await remote.potentials(evidence)),
    dislikePotentials: async (photos) => fromOutcome(await remote.dislikePotentials(photos)),
    styleLooks: async (job, photo) => fromOutcome(await remote.styleLooks(job, photo)),
    summarise: async (potentials) => fromOutcome(await remote.summarise(potentials)),
    writeTaste: async (taste) => fromOutcome(await remote.writeTaste(taste)),
    readTaste: async (file, name) => fromOutcome(await remote.readTaste(file, name)),
    abort: async (job) => fromOutcome(await remote.abort(job)),
    liveBytes: async () => fromOutcome(await remote.liveBytes()),
  };

  return {
    ...engine,
    async job(signal, work) {
      jobs += 1;
      const job = jobs;
      const abort = () => void engine.abort(job);
      signal?.throwIfAborted();
      signal?.addEventListener('abort', abort);
      try {
        const result = await work(job);
        // Aborted while the answer was on its way: the caller has moved on.
        signal?.throwIfAborted();
        return result;
      } finally {
        signal?.removeEventListener('abort', abort);
      }
    },
    dispose: () => worker.terminate(),
  };
}

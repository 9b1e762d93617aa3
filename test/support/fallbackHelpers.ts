import { Worker } from 'node:worker_threads';
import { wrap } from 'comlink';
import nodeEndpoint from 'comlink/dist/umd/node-adapter.js';
import type { Hand } from '../../src/develop/fallback/hand';
import type { Helper } from '../../src/develop/fallback/pool';

export interface NodeHelper extends Helper {
  readonly worker: Worker;
}

/** The fallback renderer's worker as a thread of Node. */
export function startNodeHelper(): NodeHelper {
  const worker = new Worker(new URL('./fallbackWorker.mjs', import.meta.url));
  return {
    worker,
    hand: wrap<Hand>(nodeEndpoint(worker)),
    onFailure(failed) {
      worker.once('error', failed);
      worker.once('exit', failed);
    },
    end: () => void worker.terminate(),
  };
}

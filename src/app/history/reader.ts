import { proxy, type Remote, wrap } from 'comlink';
import { ManylightError } from '../../core';
import { fromOutcome, type Outcome } from '../wire';
import type { HistoryPlan, HistoryReader, PickedFile, PlanProgress } from './types';

interface Wired {
  plan(
    files: readonly PickedFile[],
    catalog: File | undefined,
    onProgress: PlanProgress,
  ): Promise<Outcome<HistoryPlan>>;
}

/** Reads a history in a worker that ends with it, or with the signal. */
export function createHistoryReader(signal: AbortSignal): HistoryReader {
  return {
    plan: (files, catalog, onProgress) =>
      new Promise((resolve, reject) => {
        signal.throwIfAborted();
        const worker = new Worker(new URL('./worker/index.ts', import.meta.url), {
          type: 'module',
          name: 'manylight-history',
        });
        const end = (settle: () => void) => {
          worker.terminate();
          signal.removeEventListener('abort', abort);
          settle();
        };
        const abort = () => end(() => reject(signal.reason));
        signal.addEventListener('abort', abort);
        worker.addEventListener('error', (event) => {
          console.error(event.message);
          const message = 'The part that reads histories failed; nothing of this folder was learned.';
          end(() => reject(new ManylightError('data-invalid', message)));
        });
        const remote: Remote<Wired> = wrap<Wired>(worker);
        remote.plan(files, catalog, proxy(onProgress)).then(
          (outcome) => end(() => resolve(Promise.resolve(outcome).then(fromOutcome<HistoryPlan>))),
          (error: unknown) => end(() => reject(error)),
        );
      }),
  };
}

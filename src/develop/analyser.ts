import type { EncodedRaster } from '../colour';
import { createPool, type Helper, type Pool, startHelper } from './fallback/pool';
import type { PhotoAnalysis } from './reference';

/** Analyses photos in a worker of its own, so that what else this thread has to do goes on. */
export interface Analyser {
  analyse(small: EncodedRaster): Promise<PhotoAnalysis>;
  /** Starts the worker, if that has not been done: it is then there when the first picture comes. */
  warm(): void;
  /** Ends the worker once what it was given is done: a lost device is no reason to give its photo's analysis up. */
  dispose(): void;
}

/** @param start where it gives none, this thread does the work */
export function createAnalyser(start: () => Helper | undefined = startHelper): Analyser {
  let pool: Pool | undefined;
  let running = 0;
  let isOver = false;
  const started = (): Pool => {
    pool ??= createPool(start, 1);
    return pool;
  };
  const endIfIdle = (): void => {
    if (!isOver || running > 0) return;
    pool?.dispose();
    pool = undefined;
  };
  return {
    async analyse(small) {
      running += 1;
      try {
        return await started().do<PhotoAnalysis>({
          signals: [],
          run: ({ hand }) => hand.analyse(small) as Promise<PhotoAnalysis>,
        });
      } finally {
        running -= 1;
        endIfIdle();
      }
    },
    warm() {
      // Nobody would end it any more.
      if (!isOver) started();
    },
    dispose() {
      isOver = true;
      endIfIdle();
    },
  };
}

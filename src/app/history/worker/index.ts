import { expose } from 'comlink';
import { toOutcome } from '../../wire';
import type { PickedFile, PlanProgress } from '../types';
import { planHistory } from './plan';

/** Progress that comes too often would keep the page busy, in ms. */
const TELL_EVERY = 100;

expose({
  plan(files: readonly PickedFile[], catalog: File | undefined, onProgress: PlanProgress) {
    let told = 0;
    const tell: PlanProgress = (done, of) => {
      const now = performance.now();
      if (now - told < TELL_EVERY) return;
      told = now;
      onProgress(done, of);
    };
    return toOutcome(() => planHistory(files, catalog, tell));
  },
});

import type { EncodedRaster } from '../colour';
import { throwIfAborted } from '../core';
import { createPool, type Helper, helperCount, type Pool, startHelper } from './fallback/pool';
import { createReferencePhoto } from './referencePhoto';
import type { Developer } from './types';

export interface ReferenceOptions {
  /** Starts a worker to divide the work with; undefined where there can be none. */
  readonly start?: () => Helper | undefined;
  /** How many to start. */
  readonly helpers?: number;
}

/**
 * The developer for where there is no WebGPU. What is seen comes from the reference's functions as tables, in single
 * floats (src/develop/fallback); what is exported, from the reference itself. Both are divided over a few workers of its own, or
 * done in this thread, which stays responsive. It cannot present.
 */
export function createReferenceDeveloper({
  start = startHelper,
  helpers = helperCount(globalThis.navigator?.hardwareConcurrency ?? 2),
}: ReferenceOptions = {}): Developer {
  const pool: Pool = createPool(start, helpers);
  return {
    async load(raster: EncodedRaster, signal) {
      throwIfAborted(signal);
      return createReferencePhoto(raster, pool);
    },
    dispose: () => pool.dispose(),
  };
}

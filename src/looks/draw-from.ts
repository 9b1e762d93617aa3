import { createRng } from '../core';
import type { Draw } from './condition';
import type { LooksContext } from './context';
import type { LooksModel } from './model';
import { sampleLooks } from './sample';

/** Draws for a photo by the definition, on the processor. */
export function drawFrom(model: LooksModel, context: LooksContext): Draw {
  return async ({ seed, ...options }) => sampleLooks(model, context, { ...options, rng: createRng(seed) });
}

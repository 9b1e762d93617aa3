import type { EncodedRaster } from '../../colour';
import { createRng } from '../../core';
import { applyFault, type CaptureFault, drawFault, NO_FAULT } from './faults';

export interface Variant {
  readonly fault: CaptureFault;
  readonly raster: EncodedRaster;
}

/** The source as it is, and then with faults; the same group and seed give the same variants. */
export function makeVariants(
  source: EncodedRaster,
  options: { group: number; count: number; seed: number },
): Variant[] {
  const rng = createRng(options.seed).fork(options.group);
  return Array.from({ length: options.count }, (_, i) => {
    const fault = i === 0 ? NO_FAULT : drawFault(rng);
    return { fault, raster: i === 0 ? source : applyFault(source, fault) };
  });
}

import type { EncodedRaster } from '../colour';
import { createRng } from '../core';
import { analysePhoto, developReference } from '../develop/reference';
import { type LookSource, type LooksContext, type LooksModel, sampleLooks } from '../looks';

/** What the choice of looks needs, by the definitions. `smaller` is the photo at most so large on its longer side. */
export function referenceSource(
  model: LooksModel,
  context: LooksContext,
  smaller: (side: number) => EncodedRaster,
): LookSource {
  return {
    draw: async ({ seed, ...options }) => sampleLooks(model, context, { ...options, rng: createRng(seed) }),
    async develop(list, side) {
      const raster = smaller(side);
      const analysis = analysePhoto(raster);
      return list.map((adjustments) => developReference(raster, analysis, adjustments));
    },
  };
}

import type { EncodedRaster } from '../colour';
import { developAll } from '../develop/reference';
import { drawFrom, type LookSource, type LooksContext, type LooksModel } from '../looks';

/** What the choice of looks needs, by the definitions. `smaller` is the photo at most so large on its longer side. */
export function referenceSource(
  model: LooksModel,
  context: LooksContext,
  smaller: (side: number) => EncodedRaster,
): LookSource {
  return {
    draw: drawFrom(model, context),
    develop: async (list, side) => developAll(smaller(side), list),
  };
}

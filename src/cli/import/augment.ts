import type { EncodedRaster } from '../../colour';
import { createRng } from '../../core';
import { analysePhoto, developReference } from '../../develop/reference';
import { ADJUSTMENTS, type Adjustments, NEUTRAL, patchAdjustments } from '../../edit';

/** A random edit's share of each slider's whole range, to either side (the paper's section 4). */
const SHARE = 0.1;

/** The random edit of variant `variant` (1, 2, ...) of a photo; variant 0 is the photo itself. */
export function randomEdit(photo: number, variant: number, seed: number): Adjustments {
  if (variant === 0) return NEUTRAL;
  const rng = createRng(seed).fork(photo).fork(variant);
  const entries = ADJUSTMENTS.map(({ id, min, max }) => [id, (2 * rng.uniform() - 1) * SHARE * (max - min)]);
  return patchAdjustments(NEUTRAL, Object.fromEntries(entries));
}

export function applyEdit(raster: EncodedRaster, edit: Adjustments): EncodedRaster {
  return edit === NEUTRAL ? raster : developReference(raster, analysePhoto(raster), edit);
}

/**
 * The edit that a person would make of the changed photo to end where they did with the photo itself: what was added is
 * taken off, slider by slider, as far as the sliders go.
 */
export function editAfter(adjustments: Adjustments, random: Adjustments): Adjustments {
  return patchAdjustments(
    NEUTRAL,
    Object.fromEntries(ADJUSTMENTS.map(({ id }) => [id, adjustments[id] - random[id]])),
  );
}

import { ADJUSTMENT_COUNT, type Adjustments, fromModelUnits } from '../edit';
import type { LooksContext } from './context';
import { decodeLatents } from './decode';
import type { LooksModel } from './model';
import { leaveAlone } from './sample';

/** What a style makes of a photo when nothing is drawn: the decoder's mean at the style's own μ_s(x). */
export function styleLook(model: LooksModel, context: LooksContext, style: number): Adjustments {
  const { latent } = model;
  const z = context.latentMean.subarray(style * latent, (style + 1) * latent);
  const decoded = decodeLatents(model, context, z);
  const moved = decoded.subarray(2 * ADJUSTMENT_COUNT);
  return fromModelUnits(
    decoded.slice(0, ADJUSTMENT_COUNT).map((mean, i) => (moved[i] < 0.5 ? 0 : leaveAlone(mean))),
  );
}

import { type Adjustments, fromModelUnits } from '../edit';
import type { LooksContext } from './context';
import type { LooksModel } from './model';
import { proposal } from './propose';

/** What a style makes of a photo when nothing is drawn: the decoder's mean at the style's own μ_s(x). */
export function styleLook(model: LooksModel, context: LooksContext, style: number): Adjustments {
  const { latent } = model;
  return fromModelUnits(
    proposal(model, context, context.latentMean.subarray(style * latent, (style + 1) * latent)),
  );
}

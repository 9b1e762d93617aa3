import { createRng } from '../core';
import { type LooksContext, stylesFor } from './context';
import { recogniseLatent } from './decode';
import { logDensityByStyle } from './density';
import type { LooksModel } from './model';
import type { LookSample } from './sample';

/** Importance samples a style: enough to tell which style explains a look. */
const SAMPLES = 16;

/**
 * Where a look lies among the model's: the style that explains it best for this photo and person, and the mean of
 * q(z | x, y, s). The same for the same look, wherever it came from: no look needs to carry its z. y [11] in model units.
 */
export function locateLook(
  model: LooksModel,
  context: LooksContext,
  y: ArrayLike<number>,
  styleWeights?: ArrayLike<number>,
): Pick<LookSample, 'z' | 'style'> {
  const wanted = stylesFor(model, context, styleWeights);
  const explained = logDensityByStyle(model, context, y, { samples: SAMPLES, rng: createRng(1) });
  const scores = explained.map((log, s) => log + Math.log(wanted[s]));
  const style = scores.indexOf(Math.max(...scores));
  return { style, z: recogniseLatent(model, context, y, style).mean };
}

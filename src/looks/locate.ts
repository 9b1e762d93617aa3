import { createRng } from '../core';
import { ADJUSTMENT_COUNT } from '../edit';
import { gaussianLogDensity, sampleGaussian } from '../prob';
import { type LooksContext, stylesFor } from './context';
import { decodeLatents, latentPrior, recogniseLatent } from './decode';
import type { LooksModel } from './model';
import { applyHabits, type LooksPerson } from './person';
import { type Around, TOLERANCE_IN_MODEL_UNITS } from './sample';

/** Latents tried a style, the mean of q(z | x, y, s) among them. */
const TRIED = 24;

const highest = (values: readonly number[]): number => values.indexOf(Math.max(...values));
const lowest = (values: readonly number[]): number => values.indexOf(Math.min(...values));

/** What is proposed at a latent, with these habits where there are any, [11] in model units. */
function proposed(
  model: LooksModel,
  context: LooksContext,
  z: ArrayLike<number>,
  sliders: ArrayLike<number> | undefined,
): Float64Array {
  const decoded = decodeLatents(model, context, z);
  if (sliders) applyHabits(decoded, 0, sliders);
  return decoded
    .slice(0, ADJUSTMENT_COUNT)
    .map((mean, i) => (decoded[2 * ADJUSTMENT_COUNT + i] < 0.5 ? 0 : mean));
}

/** Between two settings, in the sliders' tolerances. */
function distance(one: ArrayLike<number>, other: ArrayLike<number>): number {
  return Math.hypot(...TOLERANCE_IN_MODEL_UNITS.map((tolerance, i) => (one[i] - other[i]) / tolerance));
}

/**
 * Where a look lies among the model's: of latents from q(z | x, y, s) of every style, with the person's habits and
 * without, the one whose proposal is nearest to the look, and the style that it is likeliest of for this photo and
 * person. The same for the same look, wherever it came from: no look needs to carry its z. y [11] in model units.
 */
export function locateLook(
  model: LooksModel,
  context: LooksContext,
  y: ArrayLike<number>,
  person?: LooksPerson,
): Around {
  const rng = createRng(1);
  const latents = model.styles.flatMap((_, style) => {
    const proposal = recogniseLatent(model, context, y, style);
    return Array.from({ length: TRIED }, (_, i) => (i === 0 ? proposal.mean : sampleGaussian(proposal, rng)));
  });
  const tried = [person?.sliders, undefined].flatMap((sliders) =>
    latents.map((z) => ({
      z,
      habits: sliders !== undefined,
      far: distance(proposed(model, context, z, sliders), y),
    })),
  );
  const { z, habits } = tried[lowest(tried.map(({ far }) => far))];
  const wanted = stylesFor(model, context, person?.styles);
  const style = highest(
    model.styles.map((_, s) => Math.log(wanted[s]) + gaussianLogDensity(latentPrior(model, context, s), z)),
  );
  return { z, style, habits };
}

import { createRng } from '../core';
import { gaussianLogDensity, sampleGaussian } from '../prob';
import { type LooksContext, stylesFor } from './context';
import { latentPrior, recogniseLatent } from './decode';
import type { LooksModel } from './model';
import type { LooksPerson, SliderHabits } from './person';
import { proposal } from './propose';
import { type Around, TOLERANCE_IN_MODEL_UNITS } from './sample';

/** Latents tried a style, the mean of q(z | x, y, s) among them. */
const TRIED = 24;
/** Then steps about the best: how many are tried in a round, and their lengths in deviations of the prior. */
const STEPS = 40;
const LENGTHS = [0.5, 0.35, 0.25, 0.18, 0.12, 0.08];

const highest = (values: readonly number[]): number => values.indexOf(Math.max(...values));
const lowest = (values: readonly number[]): number => values.indexOf(Math.min(...values));

/** Between two settings, in the sliders' tolerances. */
function distance(one: ArrayLike<number>, other: ArrayLike<number>): number {
  return Math.hypot(...TOLERANCE_IN_MODEL_UNITS.map((tolerance, i) => (one[i] - other[i]) / tolerance));
}

/**
 * Where a look lies among the model's: of latents from q(z | x, y, s) of every style, with the person's habits and
 * without, and then of ever shorter steps about the best of them, the one whose proposal is nearest to the look, and the
 * style that it is likeliest of for this photo and person. The same for the same look, wherever it came from: no look
 * needs to carry its z. y [11] in model units.
 */
export function locateLook(
  model: LooksModel,
  context: LooksContext,
  y: ArrayLike<number>,
  person?: LooksPerson,
): Around {
  const rng = createRng(1);
  const latents = model.styles.flatMap((_, style) => {
    const likely = recogniseLatent(model, context, y, style);
    return Array.from({ length: TRIED }, (_, i) => (i === 0 ? likely.mean : sampleGaussian(likely, rng)));
  });
  const far = (z: ArrayLike<number>, habits: SliderHabits | undefined) =>
    distance(proposal(model, context, z, habits), y);
  const tried = [person?.habits, undefined].flatMap((habits) =>
    latents.map((z, i) => ({ z, habits, style: Math.floor(i / TRIED), far: far(z, habits) })),
  );
  const { habits, style: first, ...best } = tried[lowest(tried.map((one) => one.far))];
  let { z, far: least } = best;
  const deviation = model.prior.deviation.subarray(first * model.latent, (first + 1) * model.latent);
  for (const length of LENGTHS) {
    const centre = z;
    for (let step = 0; step < STEPS; step++) {
      const near = centre.map((value, i) => value + length * deviation[i] * rng.normal());
      const away = far(near, habits);
      if (away < least) [z, least] = [near, away];
    }
  }
  const wanted = stylesFor(model, context, person?.styles);
  const style = highest(
    model.styles.map((_, s) => Math.log(wanted[s]) + gaussianLogDensity(latentPrior(model, context, s), z)),
  );
  return { z, style, habits: habits !== undefined };
}

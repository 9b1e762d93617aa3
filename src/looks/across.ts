import { ADJUSTMENT_COUNT } from '../edit';
import { type LooksContext, stylesFor } from './context';
import { locateLook } from './locate';
import type { LooksModel } from './model';
import type { LooksPerson } from './person';
import { proposal } from './propose';

/**
 * Where one look lies in the models, apart from any photo: what a set of photos has in common when they share it. Each
 * photo x gets s, and z = μ_s(x) + ε σ_s: it is moved from its own prior mean as all others are from theirs.
 */
export interface LookPlace {
  /** s. */
  readonly style: number;
  /** ε = (z - μ_s(x)) / σ_s, [latent]. */
  readonly offset: Float64Array;
  /** Whether the person's habits with sliders are in it. */
  readonly habits: boolean;
  /** What no z says of an edit that was made by hand, added on every photo: y - ŷ(x, z), [11] in model units. */
  readonly rest: Float64Array;
}

/** Surer than this that edits are the person's own, a set gets their place; else it is as anybody's. */
const LEAST_OWN = 0.5;

/** Styles whose probability is 0 for some photo are out of the question, but not by an infinity. */
const LEAST = 1e-300;

/** p(s | x, taste): the person's with probability `own`, else anybody's. */
function styleShares(model: LooksModel, context: LooksContext, person: LooksPerson | undefined) {
  const theirs = stylesFor(model, context, person?.styles);
  const own = person?.own ?? 1;
  return theirs.map((share, s) => own * share + (1 - own) * context.styleProbabilities[s]);
}

/**
 * The style that a set shares: argmax_s Σ_n log p(s | x_n, taste). Each style's sum is taken in order of size, so that the
 * order of the photos cannot decide, not even by rounding.
 */
export function sharedStyle(
  model: LooksModel,
  contexts: readonly LooksContext[],
  person: LooksPerson | undefined,
): number {
  const shares = contexts.map((context) => styleShares(model, context, person));
  let best = 0;
  let most = Number.NEGATIVE_INFINITY;
  for (let s = 0; s < model.styles.length; s++) {
    const logs = Float64Array.from(shares, (share) => Math.log(Math.max(share[s], LEAST))).sort();
    const sum = logs.reduce((total, log) => total + log, 0);
    if (sum > most) [best, most] = [s, sum];
  }
  return best;
}

/** The look of a set in the person's taste: the style that it shares, and where the person is under that style. */
export function placeOfTaste(
  model: LooksModel,
  contexts: readonly LooksContext[],
  person: LooksPerson | undefined,
): LookPlace {
  const style = sharedStyle(model, contexts, person);
  const { latent } = model;
  const known = person && person.own >= LEAST_OWN ? person : undefined;
  return {
    style,
    offset: Float64Array.from({ length: latent }, (_, i) => known?.shift[style * latent + i] ?? 0),
    habits: known !== undefined,
    rest: new Float64Array(ADJUSTMENT_COUNT),
  };
}

/** The place of an edit of one photo, y [11] in model units: where `locateLook` finds it, and what that leaves over. */
export function placeOfEdit(
  model: LooksModel,
  context: LooksContext,
  y: ArrayLike<number>,
  person: LooksPerson | undefined,
): LookPlace {
  const { z, style, habits = false } = locateLook(model, context, y, person);
  const { latent } = model;
  const offset = Float64Array.from(
    z,
    (value, i) =>
      (value - context.latentMean[style * latent + i]) / model.prior.deviation[style * latent + i],
  );
  const place = { style, offset, habits, rest: new Float64Array(ADJUSTMENT_COUNT) };
  const said = adaptLook(model, context, place, person);
  return { ...place, rest: said.map((value, i) => y[i] - value) };
}

/**
 * The look at this place for a photo, [11] in model units: ŷ(x, μ_s(x) + ε σ_s) plus the rest. For the photo that the
 * place was taken from it is that photo's own edit again.
 */
export function adaptLook(
  model: LooksModel,
  context: LooksContext,
  { style, offset, habits, rest }: LookPlace,
  person: LooksPerson | undefined,
): Float64Array {
  const from = style * model.latent;
  const z = offset.map((value, i) => context.latentMean[from + i] + value * model.prior.deviation[from + i]);
  const said = proposal(model, context, z, habits ? person?.habits : undefined);
  return said.map((value, i) => Math.min(1, Math.max(-1, value + rest[i])));
}

import { invariant } from '../core';
import { logSumExp } from '../prob';
import { clampPotential } from './recognise';

/** How people are taken to choose among the looks that they are shown. */
export interface ChoiceState {
  /** Looks are taken in proportion to r_k ^ sharpness: 0 is by chance, 1 as style k's edits are met among them. */
  readonly sharpness: number;
  /** One choice says less than so many nats for or against a style. */
  readonly limit: number;
}

/**
 * log p(the look that was taken | those shown, style k), [styles], about its mean over the styles and held within ±limit.
 * `shown` are the looks' style potentials log r_k(x, y_j), [looks][styles]; p is a softmax over the looks of sharpness ·
 * log r_k. As r_k is p(y | x, k) over what anybody would do, and looks are draws of about that, p at sharpness 1 is the
 * chance that style k's edit is met at this look rather than at another. 0 where all that were shown say the same. One
 * potential a photo, so it is added and taken back with the photo's edit. The order of the looks does not matter.
 */
export function choicePotential(
  shown: readonly ArrayLike<number>[],
  taken: number,
  { sharpness, limit }: ChoiceState,
): Float64Array {
  invariant(taken >= 0 && taken < shown.length, 'the look that was taken is one of those shown');
  const said = Float64Array.from(shown[taken], (own, k) => {
    const all = shown.map((potential) => sharpness * potential[k]);
    return sharpness * own - logSumExp(all);
  });
  return clampPotential(said, limit);
}

/** An edit's packed potentials with its style's part told by the choice: beside what the edit says of it, or instead. */
export function withChoice(
  packed: Float64Array,
  choice: Float64Array,
  how: 'beside' | 'instead',
): Float64Array {
  const told = packed.slice();
  for (let k = 0; k < choice.length; k++) told[k] = choice[k] + (how === 'beside' ? packed[k] : 0);
  return told;
}

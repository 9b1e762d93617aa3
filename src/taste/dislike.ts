import { softmax } from '../prob';

/**
 * What dislikes say are multiples of this, so that sums of up to millions of them are exact in float64: adding and then
 * taking away gives back the very same numbers, in any order.
 */
const GRAIN = 2 ** -30;
const toGrain = (value: number): number => Math.round(value / GRAIN) * GRAIN;

/**
 * How surely a person of a style would have kept a look that only this style makes: 0 would make "Not for me" say
 * nothing, 1 would rule the style out at once.
 */
const BELIEF = 0.5;
/** All the looks of one photo together weigh no more than this, in nats: one photo does not decide. */
const PHOTO_LIMIT = 1.5;

/**
 * log p(not for me | style) of one photo's disliked looks, up to a constant, [styles], each from -PHOTO_LIMIT to 0. A
 * person of style k turns a look down with probability 1 - BELIEF · r_k / max r, where r_k is what an edit like the look
 * would say (its potential); a look that any style could have made says nothing of them. Σ over the looks, held by a
 * tanh. The order of the looks does not matter.
 */
export function dislikePotential(looks: readonly ArrayLike<number>[], styles: number): Float64Array {
  const sum = new Float64Array(styles);
  for (const potential of looks) {
    const most = Math.max(...Array.from(potential));
    for (let k = 0; k < styles; k++) {
      // On the grid before they are added, so that any order gives the same sum.
      sum[k] += toGrain(Math.log1p(-BELIEF * Math.exp(potential[k] - most)));
    }
  }
  // What they all say alike is no evidence; it must not use the limit up.
  const shared = looks.length === 0 ? 0 : Math.max(...sum);
  return sum.map((value) => toGrain(PHOTO_LIMIT * Math.tanh((value - shared) / PHOTO_LIMIT)));
}

/**
 * Style probabilities in the light of dislikes: p(s | edits) · Π over photos of p(not for me | s), normalised. Beside the
 * edits, not among them: the closed form of taste counts edits, and a look turned down is none. Sums are on a grid, so
 * a photo that is taken back leaves nothing, in any order.
 */
export function weighDislikes(
  probabilities: Float64Array,
  potentials: readonly ArrayLike<number>[],
): Float64Array {
  if (potentials.length === 0) return probabilities;
  const sum = new Float64Array(probabilities.length);
  for (const potential of potentials) for (let k = 0; k < sum.length; k++) sum[k] += potential[k];
  return softmax(sum.map((value, k) => Math.log(probabilities[k]) + value));
}

import { ADJUSTMENT_COUNT } from '../edit';
import { dirichletLogZ, logSumExp, sigmoid, softmax } from '../prob';
import { type PotentialSizes, placesOf, type Weighted } from './potential';

/**
 * How sure it is that edits are one person's, and that the next will be like them. It is learned from whether they agree:
 * a guest's edits, or a hand that does something else each time, do not.
 */
export interface OwnState {
  /** Before any two edits could agree, 0 to 1. */
  readonly prior: number;
  /** Evidence is divided by it: potentials are no exact likelihoods. */
  readonly temperature: number;
  /** How often anybody does something out of character, 0 to 1. */
  readonly lapse: number;
}

/** Sums of the offset's potentials over weighted edits in natural parameters, the prior's not included, [styles * latent]. */
export interface OffsetSums {
  readonly linear: Float64Array;
  readonly precision: Float64Array;
}

/**
 * How much better edits are explained by one person than by as many people who have nothing in common, in nats. What the
 * edits say of the style, log Σ_s π_s Π_n r_n(s) - Σ_n log Σ_s π_s r_n(s), and of the offset under the styles q(s) ∝ π_s Π_n r_n(s)
 * that they speak for, Σ_s q(s) [log Z_s(all) - Σ_n log Z_s(n)]. Z_s is the evidence of Gaussian potentials under the
 * offset's prior N(0, share): ½ Σ_i (share · linear² / wider - log wider), wider = 1 + share · precision.
 *
 * By Jensen's inequality this is at most the logarithm of the ratio of the two evidences, and not that ratio itself: r is
 * held within a few nats and Z is not, so in the ratio a style that no edit is of wins by how alike all others are in
 * their distance from it. Weighted edits count as parts of one. 0 for a single edit of weight 1. Which sliders were moved
 * is `habitsEvidence`'s.
 */
export function onePersonEvidence(
  { styles, latent, prior }: PotentialSizes & { readonly prior: Float64Array },
  share: number,
  edits: readonly Weighted[],
  { linear, precision }: OffsetSums,
): number {
  const at = placesOf({ styles, latent });
  const logPrior = prior.map(Math.log);
  const style = logPrior.slice();
  /** log Z_s(all) - Σ_n log Z_s(n), [styles]. */
  const offset = new Float64Array(styles);
  const own = new Float64Array(styles);
  let apart = 0;
  for (const { potentials, weight } of edits) {
    for (let s = 0; s < styles; s++) {
      let squares = 0;
      // One logarithm of the product instead of one each: factors are below 1 / (1 - share), and few.
      let widened = 1;
      for (let i = s * latent; i < (s + 1) * latent; i++) {
        const linearOne = potentials[at.linear + i];
        const wider = 1 + share * potentials[at.precision + i];
        squares += (linearOne * linearOne) / wider;
        widened *= wider;
      }
      own[s] = logPrior[s] + potentials[s];
      style[s] += weight * potentials[s];
      offset[s] -= 0.5 * weight * (share * squares - Math.log(widened));
    }
    apart += weight * logSumExp(own);
  }
  for (let i = 0; i < linear.length; i++) {
    const wider = 1 + share * precision[i];
    offset[Math.floor(i / latent)] += 0.5 * ((share * linear[i] ** 2) / wider - Math.log(wider));
  }
  const spokenFor = softmax(style);
  return logSumExp(style) - apart + offset.reduce((sum, value, s) => sum + spokenFor[s] * value, 0);
}

/** Beta(concentration · rate, concentration · (1 - rate)) is how often a person moves each slider. */
export interface SliderHabits {
  readonly concentration: number;
  readonly rates: readonly number[];
}

/**
 * The same of which sliders the edits move: as one person with habits, rather than as people who move each as often as all
 * do. Σ_i [log B(α_i + moved_i, β_i + left_i) - log B(α_i, β_i) - moved_i log rate_i - left_i log(1 - rate_i)], in nats, B
 * the beta function. Looks kept as they were shown say nothing of it. 0 for a single edit of weight 1.
 *
 * Only what speaks against one person is to be believed: where all people of a place use other sliders than the prior has
 * them, it is too high, as edits of any of them would pass for one person's.
 */
export function habitsEvidence(
  sizes: PotentialSizes,
  { concentration, rates }: SliderHabits,
  edits: readonly Weighted[],
): number {
  const { moved: from } = placesOf(sizes);
  const moved = new Float64Array(ADJUSTMENT_COUNT);
  let all = 0;
  for (const { potentials, weight, asShown } of edits) {
    if (asShown) continue;
    all += weight;
    for (let i = 0; i < ADJUSTMENT_COUNT; i++) moved[i] += weight * potentials[from + i];
  }
  return rates.reduce((sum, rate, i) => {
    const prior = Float64Array.of(concentration * rate, concentration * (1 - rate));
    const counts = Float64Array.of(moved[i], all - moved[i]);
    const known = prior.map((value, k) => value + counts[k]);
    const apart = counts[0] * Math.log(rate) + counts[1] * Math.log1p(-rate);
    return sum + dirichletLogZ(known) - dirichletLogZ(prior) - apart;
  }, 0);
}

/** The probability that the next edit is as the person's are, 0 to 1; with the rest it is as anybody's. */
export function ownShare({ prior, temperature, lapse }: OwnState, evidence: number): number {
  return (1 - lapse) * sigmoid(Math.log(prior / (1 - prior)) + evidence / temperature);
}

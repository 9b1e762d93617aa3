import { ADJUSTMENT_COUNT } from '../edit';
import { sigmoid, softmax } from '../prob';
import {
  habitsEvidence,
  type OffsetSums,
  type OwnState,
  onePersonEvidence,
  ownShare,
  type SliderHabits,
} from './constancy';
import { type PotentialSizes, placesOf, type Weighted } from './potential';

/**
 * How potentials become a person's style probabilities. `categorical` is the paper's q(s_u) ∝ π Π r_k: the person has
 * one style. `dirichlet` counts each edit's own posterior over styles on top of `concentration` · π: the person may
 * have several. `blend` believes the first with probability `single`, else the second, so that somebody of two styles
 * is not held to one. Which one ships is decided by held-out likelihood.
 */
export type StyleState =
  | { readonly kind: 'categorical'; readonly temperature: number }
  | { readonly kind: 'dirichlet'; readonly concentration: number }
  | {
      readonly kind: 'blend';
      readonly single: number;
      readonly temperature: number;
      readonly concentration: number;
    };

/** What people are like, and how fast one is learned: fitted on people, shipped with the model. */
export interface PersonState {
  readonly styles: StyleState;
  /** An edit counts half as much for styles and offset once so many newer ones are known. */
  readonly halfLife: number;
  /** Share of a style's variance of z that is between people, not between one person's edits. */
  readonly offset: { readonly share: number };
  readonly sliders: SliderHabits;
  /** Share of p(y | x, z)'s variance that is between people: how far each sets a slider beyond what z says. */
  readonly lean: { readonly share: number };
  readonly own: OwnState;
}

export interface PersonModel extends PotentialSizes {
  /** [styles], sum 1: π. */
  readonly prior: Float64Array;
  readonly person: PersonState;
}

/** What is believed of a person's ways with each slider, [11] each. */
export interface Habits {
  /** Added to the logits of its being moved. */
  readonly moved: Float64Array;
  /** How far it is set beyond what z says, in deviations of p(y | x, z), and what is left of those, at most 1. */
  readonly lean: Float64Array;
  readonly scale: Float64Array;
}

/** The ways of somebody of whom nothing is known. */
export const noHabits = (): Habits => ({
  moved: new Float64Array(ADJUSTMENT_COUNT),
  lean: new Float64Array(ADJUSTMENT_COUNT),
  scale: new Float64Array(ADJUSTMENT_COUNT).fill(1),
});

/** What is believed of a person, as the looks model takes it. */
export interface Belief {
  /** [styles], sum 1. */
  readonly styles: Float64Array;
  /** The person's offset under each style, in deviations of z there, [styles * latent]. */
  readonly shift: Float64Array;
  /** What is left of those deviations, at most 1, [styles * latent]. */
  readonly scale: Float64Array;
  readonly habits: Habits;
  /** How likely the next edit is as this says, 0 to 1; with the rest it is as anybody's. */
  readonly own: number;
}

/** How often each slider was moved, [11], in so many edits; looks kept as they were shown are none of them. */
export interface SliderUse {
  readonly moved: Float64Array;
  readonly edits: number;
}

/** q(s_u) ∝ π Π r^(weight / temperature). */
function ofOneStyle(prior: Float64Array, edits: readonly Weighted[], temperature: number): Float64Array {
  const logs = prior.map(Math.log);
  for (const { potentials, weight } of edits) {
    for (let s = 0; s < logs.length; s++) logs[s] += (weight * potentials[s]) / temperature;
  }
  return softmax(logs);
}

/** The mean of a Dirichlet's posterior, whose counts are the edits' own posteriors over styles. */
function ofSeveralStyles(
  prior: Float64Array,
  edits: readonly Weighted[],
  concentration: number,
): Float64Array {
  const counts = prior.map((share) => concentration * share);
  const own = new Float64Array(prior.length);
  let total = concentration;
  for (const { potentials, weight } of edits) {
    let sum = 0;
    for (let s = 0; s < own.length; s++) {
      // Potentials are clamped to a few nats: nothing overflows.
      own[s] = prior[s] * Math.exp(potentials[s]);
      sum += own[s];
    }
    for (let s = 0; s < own.length; s++) counts[s] += (weight * own[s]) / sum;
    total += weight;
  }
  return counts.map((count) => count / total);
}

/** The person's probability of each style, [styles], sum 1; indices as in the looks model. */
export function stylesOf({ prior, person }: PersonModel, edits: readonly Weighted[]): Float64Array {
  const state = person.styles;
  switch (state.kind) {
    case 'categorical':
      return ofOneStyle(prior, edits, state.temperature);
    case 'dirichlet':
      return ofSeveralStyles(prior, edits, state.concentration);
    case 'blend': {
      const one = ofOneStyle(prior, edits, state.temperature);
      const several = ofSeveralStyles(prior, edits, state.concentration);
      return one.map((value, s) => state.single * value + (1 - state.single) * several[s]);
    }
  }
}

function sumOffsets(model: PersonModel, edits: readonly Weighted[]): OffsetSums {
  const at = placesOf(model);
  const both = model.styles * model.latent;
  const linear = new Float64Array(both);
  const precision = new Float64Array(both);
  // Without views into each edit's numbers, which would cost more than the sums.
  for (const { potentials, weight } of edits) {
    for (let i = 0; i < both; i++) {
      linear[i] += weight * potentials[at.linear + i];
      precision[i] += weight * potentials[at.precision + i];
    }
  }
  return { linear, precision };
}

const logit = (probability: number): number => Math.log(probability) - Math.log1p(-probability);

/** How often a person of these habits moves each slider, [11], 0 to 1. */
export const moveShares = ({ person }: PersonModel, { moved }: Pick<Habits, 'moved'>): Float64Array =>
  moved.map((shift, i) => sigmoid(logit(person.sliders.rates[i]) + shift));

/** The posterior of the offset under each style: N(0, share) times the edits' Gaussian potentials. */
function offsetOf(
  { person }: PersonModel,
  { linear, precision }: OffsetSums,
): Pick<Belief, 'shift' | 'scale'> {
  const { share } = person.offset;
  return {
    shift: linear.map((value, i) => value / (1 / share + precision[i])),
    // An edit's own variance, 1 - share, and what is not known of the person's offset.
    scale: precision.map((value) => Math.sqrt(1 - share + 1 / (1 / share + value))),
  };
}

/**
 * How far the person sets each slider beyond what z says: y = m + d (δ + ν) where it is moved, δ ~ N(0, share) theirs and
 * ν ~ N(0, 1 - share) the edit's own. Looks kept as they were shown say nothing of it.
 */
function leanOf(model: PersonModel, edits: readonly Weighted[]): Pick<Habits, 'lean' | 'scale'> {
  const { share } = model.person.lean;
  const sum = new Float64Array(ADJUSTMENT_COUNT);
  const count = new Float64Array(ADJUSTMENT_COUNT);
  const at = placesOf(model);
  for (const { potentials, weight, asShown } of edits) {
    if (asShown) continue;
    for (let i = 0; i < ADJUSTMENT_COUNT; i++) {
      count[i] += weight * potentials[at.moved + i];
      sum[i] += weight * potentials[at.residual + i];
    }
  }
  return {
    lean: sum.map((value, i) => (share * value) / (1 - share + share * count[i])),
    // An edit's own variance, and what is not known of the person's.
    scale: count.map((value) => Math.sqrt(1 - share + (share * (1 - share)) / (1 - share + share * value))),
  };
}

/** The posterior mean of how often each slider is moved, as a shift of logits from how often people do. */
function movedOf({ person }: PersonModel, { moved, edits }: SliderUse): Float64Array {
  const { concentration, rates } = person.sliders;
  return Float64Array.from(
    rates,
    (rate, i) => logit((concentration * rate + moved[i]) / (concentration + edits)) - logit(rate),
  );
}

/** Everything that is believed of a person: closed forms of sums over their edits. Of nobody known, the prior. */
export function beliefOf(model: PersonModel, edits: readonly Weighted[], use: SliderUse): Belief {
  const offsets = sumOffsets(model, edits);
  const { own, offset, sliders } = model.person;
  const evidence =
    onePersonEvidence(model, offset.share, edits, offsets) +
    Math.min(0, habitsEvidence(model, sliders, edits));
  return {
    styles: stylesOf(model, edits),
    ...offsetOf(model, offsets),
    habits: { moved: movedOf(model, use), ...leanOf(model, edits) },
    own: ownShare(own, evidence),
  };
}

import { createRng, estimate, meanOf } from '../core';
import { logSumExp } from '../prob';
import {
  type Belief,
  beliefOf,
  fadeEdits,
  type PersonState,
  type SliderUse,
  unpackPotentials,
  type Weighted,
} from '../taste';
import { type PersonEvidence, packEvidence } from './person-evidence';
import { personLogLikelihood } from './person-score';

/** A person's edits as rows of the evidence, in order of time. */
export type PersonRows = readonly number[];

/** What is believed of a person whose edits these are, in order of time, when the target's photo is looked at. */
export type Believe = (history: readonly number[]) => (target: number) => Belief;

/** How much each known edit counts for the styles and the offset; what is retrieved may depend on the target. */
export type Weigh = (history: readonly number[], target: number) => ArrayLike<number>;

/** People are kept as taste keeps them; `weigh` instead of fading. */
export function believer(
  evidence: PersonEvidence,
  prior: Float64Array,
  person: PersonState,
  weigh?: Weigh,
): Believe {
  const packed = packEvidence(evidence, person.offset.share);
  const { styles, latent } = evidence;
  const model = { styles, latent, prior, person };
  const useOf = (history: readonly number[]): SliderUse => {
    const moved = new Float64Array(person.sliders.rates.length);
    for (const row of history) {
      unpackPotentials(model, packed[row]).moved.forEach((value, i) => {
        moved[i] += value;
      });
    }
    return { moved, edits: history.length };
  };
  return (history) => {
    const use = useOf(history);
    const faded = fadeEdits(
      person.halfLife,
      history.map((row) => ({ potentials: packed[row] })),
    );
    if (!weigh) {
      const belief = beliefOf(model, faded, use);
      return () => belief;
    }
    return (target) => {
      const weights = weigh(history, target);
      const weighted = history.map((row, i): Weighted => ({ potentials: packed[row], weight: weights[i] }));
      return beliefOf(model, weighted, use);
    };
  };
}

export interface PersonalOptions {
  readonly people: readonly PersonRows[];
  readonly evidence: PersonEvidence;
  readonly prior: Float64Array;
  readonly believe: Believe;
  readonly seed: number;
  /**
   * Take each person's history from one other person, or every edit of it from another person: what is gained then is no
   * knowledge of the person.
   */
  readonly control?: 'another' | 'everybody' | undefined;
  /** Know every edit of the person, those that are scored included. */
  readonly oracle?: boolean | undefined;
}

/** Fig 6 of the paper: how many edits are known. */
export const CONTEXTS = [0, 1, 2, 3, 5, 10, 20, 30] as const;
/** Further edits that are scored. */
export const TARGETS = 20;
/** Nats an edit by which somebody has to be worse off to count. */
export const HARM = 0.05;

export interface PersonalPoint {
  readonly context: number;
  readonly people: number;
  /** Mean log-likelihood of the edits that are scored, and its gain over knowing nothing, paired by person. */
  readonly logLikelihood: number;
  readonly gain: number;
  readonly interval: number;
  /** Share of people for whom knowing more made it worse by over 0.05 nats an edit. */
  readonly harmed: number;
  /** Each person's gain, by their place in `people`. */
  readonly gains: readonly { readonly person: number; readonly gain: number }[];
}

export function shuffled(rows: readonly number[], seed: number): number[] {
  const rng = createRng(seed);
  const order = [...rows];
  for (let i = order.length - 1; i > 0; i--) {
    const j = rng.integer(i + 1);
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}

/** Each person's history: their own beyond the targets, or what the control puts in its place. */
function historiesOf(
  { people, seed, control, oracle }: PersonalOptions,
  orders: readonly (readonly number[])[],
): readonly (readonly number[])[] {
  if (oracle) return orders;
  if (control === 'another') return orders.map((_, i) => orders[(i + 1) % orders.length].slice(TARGETS));
  if (control === 'everybody') {
    const rng = createRng(seed + 7919);
    return orders.map((own, person) =>
      own.slice(TARGETS).map(() => {
        const other = orders[(person + 1 + rng.integer(people.length - 1)) % people.length];
        return other[rng.integer(other.length)];
      }),
    );
  }
  return orders.map((own) => own.slice(TARGETS));
}

/** Held-out likelihood after a number of known edits, for people who have enough of them. */
export function personalisation(options: PersonalOptions): PersonalPoint[] {
  const { evidence, prior, believe, oracle } = options;
  const orders = options.people.map((rows, person) => shuffled(rows, options.seed + person));
  const histories = historiesOf(options, orders);
  const score = (person: number, known: readonly number[]): number => {
    const belief = believe(known);
    const targets = orders[person].slice(0, TARGETS);
    return meanOf(targets.map((row) => personLogLikelihood(evidence, row, prior, belief(row))));
  };
  const nothing = orders.map((own, person) => (own.length < TARGETS ? undefined : score(person, [])));
  return CONTEXTS.map((context) => {
    const pairs = orders.flatMap((_, person) => {
      const before = nothing[person];
      if (before === undefined || orders[person].length < TARGETS + context) return [];
      const history = histories[person];
      if (!oracle && history.length < context) return [];
      const known = oracle ? history : history.slice(0, context);
      return [{ person, before, after: context === 0 && !oracle ? before : score(person, known) }];
    });
    const gains = pairs.map(({ person, before, after }) => ({ person, gain: after - before }));
    const all = estimate(gains.map(({ gain }) => gain));
    return {
      context,
      people: pairs.length,
      logLikelihood: meanOf(pairs.map(({ after }) => after)),
      gain: all.mean,
      interval: all.interval,
      harmed: meanOf(gains.map(({ gain }) => (gain < -HARM ? 1 : 0))),
      gains,
    };
  });
}

/** How many edits are known, from each of these on, when one-step-ahead likelihoods are averaged. */
export const STAGES = [1, 2, 3, 5, 10, 20, 30] as const;

/** log p of each edit of a sequence given those before it, [rows]. */
export function oneStepAhead(
  { evidence, prior, believe }: Pick<PersonalOptions, 'evidence' | 'prior' | 'believe'>,
  rows: readonly number[],
): Float64Array {
  return Float64Array.from(rows, (row, at) =>
    personLogLikelihood(evidence, row, prior, believe(rows.slice(0, at))(row)),
  );
}

/** One step ahead in order of time, each stage counting alike: what a person's state is chosen by. */
export function stagedLikelihood(options: Omit<PersonalOptions, 'seed'>): number {
  const sums = STAGES.map(() => ({ sum: 0, count: 0 }));
  for (const rows of options.people) {
    oneStepAhead(options, rows).forEach((value, known) => {
      const stage = STAGES.findLastIndex((from) => known >= from);
      if (stage < 0) return;
      sums[stage].sum += value;
      sums[stage].count += 1;
    });
  }
  return meanOf(sums.filter(({ count }) => count > 0).map(({ sum, count }) => sum / count));
}

/** How far r is from what it should be: mean KL(softmax(log π + log p̂) || softmax(log π + log r)), and agreement. */
export function potentialAccuracy(
  logDensity: Float64Array,
  potentials: Float64Array,
  shares: Float64Array,
): { divergence: number; agreement: number } {
  const styles = shares.length;
  const edits = potentials.length / styles;
  let [divergence, agree] = [0, 0];
  for (let row = 0; row < edits; row++) {
    const part = (values: Float64Array) =>
      values.subarray(row * styles, (row + 1) * styles).map((value, s) => value + Math.log(shares[s]));
    const [exact, fitted] = [part(logDensity), part(potentials)];
    const [exactTotal, fittedTotal] = [logSumExp(exact), logSumExp(fitted)];
    let [bestExact, bestFitted] = [0, 0];
    for (let s = 0; s < styles; s++) {
      const probability = Math.exp(exact[s] - exactTotal);
      divergence += probability * (exact[s] - exactTotal - fitted[s] + fittedTotal);
      if (exact[s] > exact[bestExact]) bestExact = s;
      if (fitted[s] > fitted[bestFitted]) bestFitted = s;
    }
    if (bestExact === bestFitted) agree += 1;
  }
  return { divergence: divergence / edits, agreement: agree / edits };
}

import { createRng } from '../core';
import { logSumExp } from '../prob';
import { addPotential, emptyTaste, type PersonState, styleProbabilities } from '../taste';
import { type DensityTable, mean, summarise } from './evaluate';

/** A person's edits as rows of the tables. */
export type PersonRows = readonly number[];

export interface PersonalOptions {
  readonly people: readonly PersonRows[];
  readonly densities: DensityTable;
  /** log r of the same rows, [edits, styles]. */
  readonly potentials: Float64Array;
  readonly shares: Float64Array;
  readonly state: PersonState;
  readonly seed: number;
  /** Take each person's history from someone else: what is gained then is no knowledge of the person. */
  readonly shuffled?: boolean;
}

/** Fig 6 of the paper: how many edits are known. */
export const CONTEXTS = [0, 1, 2, 3, 5, 10, 20, 30] as const;
/** Further edits that are scored. */
export const TARGETS = 20;

export interface PersonalPoint {
  readonly context: number;
  readonly people: number;
  /** Mean log-likelihood of the further edits, and its gain over knowing nothing, paired by person. */
  readonly logLikelihood: number;
  readonly gain: number;
  readonly interval: number;
  /** Share of people for whom knowing more made it worse by over 0.05 nats an edit. */
  readonly harmed: number;
}

/** log Σ_s w_s(x) p̂(y | x, s) with w_s ∝ π(s | x) · taste_s / share_s, as proposals weigh styles. */
function scoreRow(densities: DensityTable, row: number, lift: Float64Array): number {
  const from = row * densities.styles;
  const weights = lift.map((value, s) => value + densities.logPrior[from + s]);
  const joint = weights.map((value, s) => value + densities.logDensity[from + s]);
  return logSumExp(joint) - logSumExp(weights);
}

function shuffle(rows: PersonRows, seed: number): number[] {
  const rng = createRng(seed);
  const order = [...rows];
  for (let i = order.length - 1; i > 0; i--) {
    const j = rng.integer(i + 1);
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}

/** Held-out likelihood after a number of known edits, for people who have enough of them. */
export function personalisation(options: PersonalOptions): PersonalPoint[] {
  const { densities, potentials, shares, state } = options;
  const { styles } = densities;
  const orders = options.people.map((rows, person) => shuffle(rows, options.seed + person));
  const histories = options.shuffled ? orders.map((_, i) => orders[(i + 1) % orders.length]) : orders;
  const scores = (person: number, context: number): number | undefined => {
    const [own, history] = [orders[person], histories[person]];
    if (own.length < TARGETS + context || history.length < TARGETS + context) return undefined;
    let taste = emptyTaste({ prior: shares, person: state });
    for (const row of history.slice(TARGETS, TARGETS + context)) {
      taste = addPotential(taste, potentials.subarray(row * styles, (row + 1) * styles));
    }
    const lift = styleProbabilities(taste).map((value, s) => Math.log(value) - Math.log(shares[s]));
    return mean(own.slice(0, TARGETS).map((row) => scoreRow(densities, row, lift)));
  };
  const nothing = orders.map((_, person) => scores(person, 0));
  return CONTEXTS.map((context) => {
    const pairs = orders.flatMap((_, person) => {
      const [before, after] = [nothing[person], scores(person, context)];
      return before === undefined || after === undefined ? [] : [{ before, after }];
    });
    const gains = summarise(pairs.map(({ before, after }) => after - before));
    return {
      context,
      people: pairs.length,
      logLikelihood: mean(pairs.map(({ after }) => after)),
      gain: gains.mean,
      interval: gains.interval,
      harmed: mean(pairs.map(({ before, after }) => (after < before - 0.05 ? 1 : 0))),
    };
  });
}

/** The ways of keeping a person that are compared. */
export const PERSON_STATES: readonly PersonState[] = [
  ...[1, 2, 4, 8].map((temperature) => ({ kind: 'categorical' as const, temperature })),
  ...[0.25, 0.5, 1, 2, 4, 8].map((concentration) => ({ kind: 'dirichlet' as const, concentration })),
  ...[0.4, 0.6, 0.8].flatMap((single) =>
    [1, 2].flatMap((temperature) =>
      [0.25, 1].map((concentration) => ({ kind: 'blend' as const, single, temperature, concentration })),
    ),
  ),
];

/** The state with the best mean gain over all context sizes above 0. */
export function choosePersonState(options: Omit<PersonalOptions, 'state'>): {
  state: PersonState;
  tried: { state: PersonState; gain: number }[];
} {
  const tried = PERSON_STATES.map((state) => {
    const points = personalisation({ ...options, state }).filter(
      ({ context, people }) => context > 0 && people > 0,
    );
    return { state, gain: mean(points.map(({ gain }) => gain)) };
  });
  const best = tried.reduce((top, next) => (next.gain > top.gain ? next : top));
  return { state: best.state, tried };
}

/** How far r is from what it should be: mean KL(softmax(log π + log p̂) || softmax(log π + log r)), and agreement. */
export function potentialAccuracy(
  densities: DensityTable,
  potentials: Float64Array,
  shares: Float64Array,
): { divergence: number; agreement: number } {
  const { styles } = densities;
  let [divergence, agree] = [0, 0];
  for (let row = 0; row < densities.edits; row++) {
    const part = (values: Float64Array) =>
      values.subarray(row * styles, (row + 1) * styles).map((value, s) => value + Math.log(shares[s]));
    const [exact, fitted] = [part(densities.logDensity), part(potentials)];
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
  return { divergence: divergence / densities.edits, agreement: agree / densities.edits };
}

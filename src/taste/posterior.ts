import { invariant } from '../core';
import { categoricalKl, softmax } from '../prob';
import type { PersonState, TasteModel } from './model';
import { toGrain } from './potential';

/** What is known of a person's styles: sums over their edits, in closed form and in no order. */
export interface Taste {
  readonly prior: Float64Array;
  readonly person: PersonState;
  readonly edits: number;
  /** Σ log r_k, [styles]. */
  readonly sum: Float64Array;
  /** Σ of each edit's own posterior over styles, [styles]. */
  readonly counts: Float64Array;
}

/** Nothing known: the posterior is the prior. */
export function emptyTaste({ prior, person }: Pick<TasteModel, 'prior' | 'person'>): Taste {
  const zeros = new Float64Array(prior.length);
  return { prior, person, edits: 0, sum: zeros, counts: zeros };
}

function move(taste: Taste, potential: ArrayLike<number>, sign: 1 | -1): Taste {
  invariant(potential.length === taste.sum.length, 'a potential for every style');
  // On the grain every sum is exact, so that taking away undoes adding to the last bit.
  const exact = Float64Array.from(potential, toGrain);
  const own = softmax(exact.map((value, s) => value + Math.log(taste.prior[s])));
  return {
    ...taste,
    edits: taste.edits + sign,
    sum: taste.sum.map((value, s) => value + sign * exact[s]),
    counts: taste.counts.map((value, s) => value + sign * toGrain(own[s])),
  };
}

/** One more edit. The order of edits does not matter. */
export function addPotential(taste: Taste, potential: ArrayLike<number>): Taste {
  return move(taste, potential, 1);
}

/** Forgets an edit: the exact inverse of adding its potential. */
export function removePotential(taste: Taste, potential: ArrayLike<number>): Taste {
  invariant(taste.edits > 0, 'an edit to forget');
  return move(taste, potential, -1);
}

/** The whole history at once. */
export function tasteOf(
  model: Pick<TasteModel, 'prior' | 'person'>,
  potentials: readonly ArrayLike<number>[],
): Taste {
  return potentials.reduce<Taste>(addPotential, emptyTaste(model));
}

/** The person's probability of each style, [styles], sum 1; indices as in the looks model. */
export function styleProbabilities({ prior, person, edits, sum, counts }: Taste): Float64Array {
  const ofOne = (temperature: number): Float64Array =>
    softmax(sum.map((value, s) => Math.log(prior[s]) + value / temperature));
  const ofSeveral = (concentration: number): Float64Array =>
    counts.map((count, s) => (concentration * prior[s] + Math.max(0, count)) / (concentration + edits));
  switch (person.kind) {
    case 'categorical':
      return ofOne(person.temperature);
    case 'dirichlet':
      return ofSeveral(person.concentration);
    case 'blend': {
      const [one, several] = [ofOne(person.temperature), ofSeveral(person.concentration)];
      return one.map((value, s) => person.single * value + (1 - person.single) * several[s]);
    }
  }
}

/** What one edit does to what is known of the person. */
export interface Influence {
  /** The style probabilities if this edit were forgotten. */
  readonly without: Float64Array;
  /** KL(with || without) in nats: how much would change. */
  readonly change: number;
  /** The style that this edit speaks for most. */
  readonly style: number;
}

/** Leave-one-out: for every edit in the taste, what would be without it. In the order of the potentials given. */
export function explainTaste(taste: Taste, potentials: readonly ArrayLike<number>[]): Influence[] {
  const all = styleProbabilities(taste);
  return potentials.map((potential) => {
    const without = styleProbabilities(removePotential(taste, potential));
    let style = 0;
    for (let s = 1; s < without.length; s++) if (all[s] - without[s] > all[style] - without[style]) style = s;
    return { without, change: categoricalKl(all, without), style };
  });
}

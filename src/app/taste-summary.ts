import { type Belief, explainTaste, type KnownEdit, type PersonModel, personBelief, tasteOf } from '../taste';

/** What a person's edits amount to. */
export interface TasteSummary {
  /** What looks are proposed by; its styles are the person's style probabilities, [styles], sum 1. */
  readonly belief: Belief;
  /** One for each edit, the oldest first. */
  readonly observations: readonly {
    readonly towards: number;
    /** Total variation distance, 0..1, between the style probabilities with it and without. */
    readonly influence: number;
  }[];
}

export function totalVariation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += Math.abs(a[i] - b[i]);
  return sum / 2;
}

export function summariseTaste(model: PersonModel, edits: readonly KnownEdit[]): TasteSummary {
  const taste = tasteOf(model, edits);
  const belief = personBelief(taste);
  return {
    belief,
    observations: explainTaste(taste).map(({ without, style }) => ({
      towards: style,
      influence: totalVariation(belief.styles, without),
    })),
  };
}

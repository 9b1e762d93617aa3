import { explainTaste, styleProbabilities, type TasteModel, tasteOf } from '../taste';

/** What a person's potentials amount to. */
export interface TasteSummary {
  /** [styles], sum 1. */
  readonly weights: Float64Array;
  /** One for each potential, in their order. */
  readonly observations: readonly {
    readonly towards: number;
    /** Total variation distance, 0..1, between the weights with it and without. */
    readonly influence: number;
  }[];
}

export function totalVariation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += Math.abs(a[i] - b[i]);
  return sum / 2;
}

export function summariseTaste(
  model: Pick<TasteModel, 'prior' | 'person'>,
  potentials: readonly ArrayLike<number>[],
): TasteSummary {
  const taste = tasteOf(model, potentials);
  const weights = styleProbabilities(taste);
  return {
    weights,
    observations: explainTaste(taste, potentials).map(({ without, style }) => ({
      towards: style,
      influence: totalVariation(weights, without),
    })),
  };
}

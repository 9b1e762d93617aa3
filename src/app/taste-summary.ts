import {
  addPotential,
  emptyTaste,
  explainTaste,
  styleProbabilities,
  type TasteModel,
  tasteOf,
  weighDislikes,
} from '../taste';

/** What a person's potentials are, as they are summed up: one a photo. */
export interface TastePotentials {
  /** Of the edits, oldest first. */
  readonly edits: readonly ArrayLike<number>[];
  /** Of the looks that were not for them. */
  readonly dislikes: readonly ArrayLike<number>[];
}

/** What a person's potentials amount to. */
export interface TasteSummary {
  /** [styles], sum 1. */
  readonly weights: Float64Array;
  /** One for each edit, in their order. */
  readonly observations: readonly {
    readonly towards: number;
    /** Total variation distance, 0..1, between the weights with it and without. */
    readonly influence: number;
    /** The share of `towards` if this edit were forgotten. */
    readonly without: number;
  }[];
  /** One for each photo with dislikes, in their order: the style that lost most, and how much changed. */
  readonly dislikes: readonly { readonly against: number; readonly influence: number }[];
  /** Weights after each of the last edits, as they came, what came before them included; ends with `weights`. */
  readonly path: readonly Float64Array[];
}

/** How many edits back the path goes. */
const PATH = 24;

export function totalVariation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += Math.abs(a[i] - b[i]);
  return sum / 2;
}

/** Where a is most below b. */
function mostBelow(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let most = 0;
  for (let i = 1; i < a.length; i++) if (b[i] - a[i] > b[most] - a[most]) most = i;
  return most;
}

export function summariseTaste(
  model: Pick<TasteModel, 'prior' | 'person'>,
  { edits, dislikes }: TastePotentials,
): TasteSummary {
  const weigh = (probabilities: Float64Array) => weighDislikes(probabilities, dislikes);
  const taste = tasteOf(model, edits);
  const weights = weigh(styleProbabilities(taste));
  const early = Math.max(0, edits.length - PATH);
  let growing = edits.slice(0, early).reduce(addPotential, emptyTaste(model));
  const path = [weigh(styleProbabilities(growing))];
  for (const potential of edits.slice(early)) {
    growing = addPotential(growing, potential);
    path.push(weigh(styleProbabilities(growing)));
  }
  return {
    weights,
    path,
    observations: explainTaste(taste, edits).map(({ without, style }) => {
      const left = weigh(without);
      return { towards: style, influence: totalVariation(weights, left), without: left[style] };
    }),
    dislikes: dislikes.map((_, i) => {
      const others = dislikes.filter((_other, j) => j !== i);
      const without = weighDislikes(styleProbabilities(taste), others);
      return { against: mostBelow(weights, without), influence: totalVariation(weights, without) };
    }),
  };
}

import {
  type Belief,
  explainTaste,
  type KnownEdit,
  moveShares,
  type PersonModel,
  personBelief,
  styleProbabilities,
  tasteOf,
  weighDislikes,
  withEdit,
} from '../taste';

/** What a person's potentials are, as they are summed up: one a photo. */
export interface TastePotentials {
  readonly edits: readonly KnownEdit[];
  /** Of the looks that were not for them. */
  readonly dislikes: readonly ArrayLike<number>[];
}

/** What a person does with one slider. */
export interface SliderSummary {
  /** How often they move it, and how often people do, 0 to 1. */
  readonly share: number;
  readonly usual: number;
  /** How far they set it beyond what their styles say, in deviations of people's edits; below 0 lower. */
  readonly lean: number;
}

/** What a person's potentials amount to. */
export interface TasteSummary {
  /** What looks are proposed by; its styles are the person's style probabilities, [styles], sum 1. */
  readonly belief: Belief;
  /** In the table's order. */
  readonly sliders: readonly SliderSummary[];
  /** One for each edit, the oldest first. */
  readonly observations: readonly {
    readonly towards: number;
    /** Total variation distance, 0..1, between the style probabilities with it and without. */
    readonly influence: number;
    /** The share of `towards` if this edit were forgotten. */
    readonly without: number;
  }[];
  /** One for each photo with dislikes, in their order: the style that lost most, and how much changed. */
  readonly dislikes: readonly { readonly against: number; readonly influence: number }[];
  /** Style probabilities after each of the last edits, what came before them included; ends with the belief's. */
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

export function summariseTaste(model: PersonModel, { edits, dislikes }: TastePotentials): TasteSummary {
  const weigh = (probabilities: Float64Array) => weighDislikes(probabilities, dislikes);
  const taste = tasteOf(model, edits);
  const belief = personBelief(taste);
  const weights = weigh(belief.styles);
  const early = Math.max(0, taste.edits.length - PATH);
  let growing = tasteOf(model, taste.edits.slice(0, early));
  const path = [weigh(styleProbabilities(growing))];
  for (const edit of taste.edits.slice(early)) {
    growing = withEdit(growing, edit);
    path.push(weigh(styleProbabilities(growing)));
  }
  return {
    belief: { ...belief, styles: weights },
    sliders: Array.from(moveShares(model, belief.habits), (share, i) => ({
      share,
      usual: model.person.sliders.rates[i],
      lean: belief.habits.lean[i],
    })),
    path,
    observations: explainTaste(taste).map(({ without, style }) => {
      const left = weigh(without);
      return { towards: style, influence: totalVariation(weights, left), without: left[style] };
    }),
    dislikes: dislikes.map((_, i) => {
      const others = dislikes.filter((_other, j) => j !== i);
      const without = weighDislikes(belief.styles, others);
      return { against: mostBelow(weights, without), influence: totalVariation(weights, without) };
    }),
  };
}

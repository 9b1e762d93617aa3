import { ADJUSTMENT_COUNT } from '../edit';
import { categoricalKl } from '../prob';
import { type Belief, beliefOf, type PersonModel, type SliderUse, stylesOf } from './belief';
import { unpackPotentials, type Weighted } from './potential';

/** One photo's current edit, as the taste holds it. */
export interface KnownEdit {
  /** The photo's. */
  readonly id: string;
  /** Milliseconds; edits of one time are in the order of their ids. */
  readonly when: number;
  /** As editPotentials packs them. */
  readonly potentials: Float64Array;
  /** It is a look kept as it was shown, or mostly so: which sliders it moves was no doing of the person's, and says nothing of them. */
  readonly asShown?: boolean | undefined;
}

/** What is known of a person: their edits, the newest last, one a photo, and how often they moved each slider themselves. */
export interface Taste {
  readonly model: PersonModel;
  readonly edits: readonly KnownEdit[];
  readonly use: SliderUse;
}

/** Half-lives after which an edit counts for nothing: by then it would count 2^-30. */
const HALF_LIVES = 30;

/** Nothing known: the belief is the prior. */
export function emptyTaste(model: PersonModel): Taste {
  return { model, edits: [], use: { moved: new Float64Array(ADJUSTMENT_COUNT), edits: 0 } };
}

const isBefore = (a: KnownEdit, b: KnownEdit): boolean =>
  a.when < b.when || (a.when === b.when && a.id < b.id);

function placeOf(edits: readonly KnownEdit[], edit: KnownEdit): number {
  let [low, high] = [0, edits.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(edits[middle], edit)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Counts are whole numbers, so taking away undoes adding exactly. */
function counted({ model, use }: Taste, edit: KnownEdit, sign: 1 | -1): SliderUse {
  if (edit.asShown) return use;
  const { moved } = unpackPotentials(model, edit.potentials);
  return { moved: use.moved.map((count, i) => count + sign * moved[i]), edits: use.edits + sign };
}

/** Forgets a photo's edit, as if it had never been known; the same taste where it is not. */
export function withoutEdit(taste: Taste, id: string): Taste {
  const at = taste.edits.findIndex((edit) => edit.id === id);
  if (at < 0) return taste;
  const edits = taste.edits.slice();
  const [gone] = edits.splice(at, 1);
  return { ...taste, edits, use: counted(taste, gone, -1) };
}

/** One more edit, or another edit of a photo that is known. They may come in any order. */
export function withEdit(taste: Taste, edit: KnownEdit): Taste {
  const others = withoutEdit(taste, edit.id);
  const edits = others.edits.slice();
  edits.splice(placeOf(edits, edit), 0, edit);
  return { ...others, edits, use: counted(others, edit, 1) };
}

/** The whole history at once, in any order. */
export function tasteOf(model: PersonModel, edits: readonly KnownEdit[]): Taste {
  const sorted = [...new Map(edits.map((edit) => [edit.id, edit])).values()].sort((a, b) =>
    isBefore(a, b) ? -1 : 1,
  );
  const empty = emptyTaste(model);
  const use = sorted.reduce((sum, edit) => counted({ ...empty, use: sum }, edit, 1), empty.use);
  return { model, edits: sorted, use };
}

/** Slow forgetting: edits by how many newer ones there are; those that count for nothing are left out. */
export function fadeEdits(
  halfLife: number,
  edits: readonly Pick<KnownEdit, 'potentials' | 'asShown'>[],
): Weighted[] {
  const recent = edits.slice(Math.max(0, edits.length - Math.ceil(HALF_LIVES * halfLife)));
  return recent.map(({ potentials, asShown }, i) => ({
    potentials,
    asShown,
    weight: 2 ** (-(recent.length - 1 - i) / halfLife),
  }));
}

/** The person's probability of each style, [styles], sum 1; indices as in the looks model. */
export function styleProbabilities({ model, edits }: Taste): Float64Array {
  return stylesOf(model, fadeEdits(model.person.halfLife, edits));
}

/** What the looks are proposed by. */
export function personBelief({ model, edits, use }: Taste): Belief {
  return beliefOf(model, fadeEdits(model.person.halfLife, edits), use);
}

/** What one edit does to what is known of the person's styles. */
export interface Influence {
  /** The style probabilities if this edit were forgotten. */
  readonly without: Float64Array;
  /** KL(with || without) in nats: how much would change. */
  readonly change: number;
  /** The style that this edit speaks for most, whoever made it. */
  readonly style: number;
}

/** Leave-one-out: for every edit of the taste, what would be without it. In the taste's order. */
export function explainTaste(taste: Taste): Influence[] {
  const { model, edits } = taste;
  const { halfLife } = model.person;
  const all = styleProbabilities(taste);
  // One that comes before all that count changes nothing, and its leaving moves nothing.
  const reach = Math.ceil(HALF_LIVES * halfLife) + 1;
  const recent = edits.slice(Math.max(0, edits.length - reach));
  const older = edits.length - recent.length;
  return edits.map(({ potentials }, i) => {
    const own = unpackPotentials(model, potentials).style;
    const style = own.indexOf(Math.max(...own));
    if (i < older) return { without: all, change: 0, style };
    const others = recent.filter((_, j) => j !== i - older);
    const without = stylesOf(model, fadeEdits(halfLife, others));
    return { without, change: categoricalKl(all, without), style };
  });
}

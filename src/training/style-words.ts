import { ADJUSTMENT_COUNT, ADJUSTMENT_IDS, type AdjustmentId } from '../edit';

/** What a move of one unit (model units) of a slider does, in visible steps, along what a person would name. */
const EFFECTS: readonly {
  readonly more: string;
  readonly less: string;
  readonly of: Readonly<Partial<Record<AdjustmentId, number>>>;
}[] = [
  { more: 'bright', less: 'dark', of: { exposure: 16, shadows: 2, highlights: 1.5, whites: 1.5, blacks: 1 } },
  { more: 'warm', less: 'cool', of: { temp: 7 } },
  { more: 'rosy', less: 'greenish', of: { tint: 6 } },
  {
    more: 'punchy',
    less: 'gentle',
    of: { contrast: 6, highlights: 1, shadows: -1.5, blacks: -1.5, whites: 1 },
  },
  { more: 'vivid', less: 'muted', of: { saturation: 7, vibrance: 4 } },
  { more: 'crisp', less: 'soft', of: { clarity: 6 } },
  { more: 'matte', less: 'deep', of: { blacks: 4 } },
];

/** An edit's effects in visible steps, along the rows of EFFECTS: a change of y [11], in model units, to [7]. */
export function visibleEffects(change: ArrayLike<number>): Float64Array {
  return Float64Array.from(EFFECTS, ({ of }) =>
    ADJUSTMENT_IDS.reduce((sum, id, i) => sum + (of[id] ?? 0) * change[i], 0),
  );
}

/** A move of fewer visible steps than this gives a style no word. */
const NAMED = 0.5;

/**
 * Words for styles from their mean edits, [styles][11] in model units, as they differ from the average edit: "Warm,
 * muted". Names are unique: where words are not enough, a number follows.
 */
export function nameStyles(
  means: readonly ArrayLike<number>[],
  shares: ArrayLike<number>,
): { name: string; words: string[] }[] {
  const average = Float64Array.from({ length: ADJUSTMENT_COUNT }, (_, i) =>
    means.reduce((sum, mean, s) => sum + mean[i] * shares[s], 0),
  );
  const taken = new Set<string>();
  return means.map((mean) => {
    const effects = visibleEffects(average.map((value, i) => mean[i] - value));
    const sorted = EFFECTS.map(({ more, less }, i) => {
      const size = effects[i];
      return { word: size > 0 ? more : less, size: Math.abs(size) };
    }).sort((a, b) => b.size - a.size);
    const named = sorted.filter(({ size }) => size >= NAMED).map(({ word }) => word);
    const words = named.length > 0 ? named.slice(0, 3) : ['natural'];
    const options = [2, 1, 3].map((count) => words.slice(0, count).join(', '));
    let name = options.find((option) => !taken.has(option));
    for (let number = 2; !name; number++) {
      if (!taken.has(`${options[0]} ${number}`)) name = `${options[0]} ${number}`;
    }
    taken.add(name);
    return { name: name.charAt(0).toUpperCase() + name.slice(1), words };
  });
}

import type { TasteStyle } from '../../app';

/** How strongly one edit speaks, from its influence: total variation distance, 0..1. */
export function strengthWords(influence: number): string {
  if (influence < 0.02) return 'hardly changes anything';
  if (influence < 0.08) return 'a little';
  return influence < 0.2 ? 'clearly' : 'strongly';
}

/** How spread out the shares are: 2^entropy, between 1 (one style has everything) and their number. */
export function effectiveStyles(weights: readonly number[]): number {
  let bits = 0;
  for (const weight of weights) if (weight > 0) bits -= weight * Math.log2(weight);
  return 2 ** bits;
}

/** One sentence on what is known so far. */
export function knownWords(styles: readonly TasteStyle[], count: number): string {
  if (count === 0 || styles.length === 0) return '';
  const edits = count === 1 ? 'one edit' : `${count} edits`;
  const [first, second] = styles.toSorted((a, b) => b.weight - a.weight);
  if (effectiveStyles(styles.map(({ weight }) => weight)) < 1.5) {
    return `After ${edits} it is fairly sure: ${first.name}.`;
  }
  if (!second || first.weight >= 1.5 * second.weight) return `After ${edits} it leans towards ${first.name}.`;
  return `After ${edits} it is not sure yet; ${first.name} is a little ahead.`;
}

/** "32%", and whole percents only, since no more is known. */
export function shareWords(share: number): string {
  return share > 0 && share < 0.01 ? 'under 1%' : `${Math.round(share * 100)}%`;
}

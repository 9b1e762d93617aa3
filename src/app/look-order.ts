import type { Adjustments } from '../edit';
import { sameAdjustments } from '../edit';
import { topStyle } from '../looks';
import { type Belief, EDITS_FOR_YOURS } from '../taste';
import type { FoundLook } from './engine-types';

/** What the taste tells the looks. */
export interface KnownTaste {
  readonly belief: Belief;
  /** How many edits it comes from. */
  readonly edits: number;
}

/** The same photo gets the same looks, until more are asked for; photo ids are hexadecimal. */
export function seedFor(photoId: string, round: number): number {
  return (Number.parseInt(photoId.slice(0, 8), 16) ^ Math.imul(round, 0x9e3779b1)) >>> 0;
}

/** Whether enough is known of the person to call a look theirs. */
export function hasOwnLook(known: KnownTaste | undefined): boolean {
  return known !== undefined && known.edits >= EDITS_FOR_YOURS;
}

/** Marks the looks of the style that the person's taste leads to; they stay in their order. */
export function markYours<T extends Pick<FoundLook, 'style'>>(
  found: readonly T[],
  known: KnownTaste | undefined,
): (T & { readonly isYours: boolean })[] {
  const yours = hasOwnLook(known) ? topStyle(known?.belief.styles) : undefined;
  return found.map((look) => ({ ...look, isYours: look.style === yours }));
}

export function isAmong(list: readonly Adjustments[], adjustments: Adjustments): boolean {
  return list.some((one) => sameAdjustments(one, adjustments));
}

/** The list with another item, or none, in the place of one; as it was when that one is not there. */
export function exchange<T extends { readonly id: string }>(
  items: readonly T[],
  id: string | undefined,
  next: T | undefined,
): T[] {
  return items.flatMap((item) => (item.id === id ? (next ? [next] : []) : [item]));
}

import { topStyle } from '../looks';
import type { FoundLook } from './engine-types';

/** The same photo gets the same looks, until more are asked for; photo ids are hexadecimal. */
export function seedFor(photoId: string, round: number): number {
  return (Number.parseInt(photoId.slice(0, 8), 16) ^ Math.imul(round, 0x9e3779b1)) >>> 0;
}

/** The strip's order and marks: likeliest first under the person's taste. */
export function orderLooks<T extends Pick<FoundLook, 'logProb' | 'style'>>(
  found: readonly T[],
  weights: ArrayLike<number> | undefined,
): (T & { readonly isYours: boolean })[] {
  const yours = topStyle(weights);
  return [...found]
    .sort((a, b) => b.logProb - a.logProb)
    .map((look) => ({ ...look, isYours: look.style === yours }));
}

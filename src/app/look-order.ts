import { topStyle } from '../looks';
import type { FoundLook } from './engine-types';

/** The same photo gets the same looks, until more are asked for; photo ids are hexadecimal. */
export function seedFor(photoId: string, round: number): number {
  return (Number.parseInt(photoId.slice(0, 8), 16) ^ Math.imul(round, 0x9e3779b1)) >>> 0;
}

/** Marks the looks of the style that the person's taste leads to; they come likeliest first and stay so. */
export function markYours<T extends Pick<FoundLook, 'style'>>(
  found: readonly T[],
  weights: ArrayLike<number> | undefined,
): (T & { readonly isYours: boolean })[] {
  const yours = topStyle(weights);
  return found.map((look) => ({ ...look, isYours: look.style === yours }));
}

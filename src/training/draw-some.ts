import type { Rng } from '../core';

/** So many of a list, none twice, in the order in which they are drawn. Reorders the list, of which they are a view. */
export function drawSome(list: Uint32Array, count: number, rng: Rng): Uint32Array {
  for (let i = 0; i < count; i++) {
    const j = i + rng.integer(list.length - i);
    [list[i], list[j]] = [list[j], list[i]];
  }
  return list.subarray(0, count);
}

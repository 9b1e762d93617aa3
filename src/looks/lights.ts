/** L* of what is light and not yet white: there a push in exposure washes the drawing out. */
const LIGHT = [60, 97] as const;
/** With a smaller share of the picture that light, nothing can be washed out that matters. */
const LEAST_SHARE = 0.05;
/** What must be left of the drawing: chosen by eye on photos, see docs/decisions/033. */
const LEAST_KEPT = 0.6;

/**
 * How much of the drawing in the lights of a picture is left in another of the same photo: sums of the differences in L*
 * between neighbours, where the first is light. 1 where that is too little to tell. Both [height * width * 3] in
 * CIELAB, small pictures.
 */
export function keptLights(before: Float32Array, after: Float32Array, width: number): number {
  const pixels = before.length / 3;
  let [had, has, count] = [0, 0, 0];
  for (let i = 0; i < pixels - width; i++) {
    if (i % width === width - 1 || before[3 * i] < LIGHT[0] || before[3 * i] >= LIGHT[1]) continue;
    for (const other of [i + 1, i + width]) {
      had += Math.abs(before[3 * i] - before[3 * other]);
      has += Math.abs(after[3 * i] - after[3 * other]);
    }
    count += 1;
  }
  // A step of one in L* on average: less is the noise of a sky.
  return count < LEAST_SHARE * pixels || had < 2 * count ? 1 : has / had;
}

export const isWashedOut = (before: Float32Array, after: Float32Array, width: number): boolean =>
  keptLights(before, after, width) < LEAST_KEPT;

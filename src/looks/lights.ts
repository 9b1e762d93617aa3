import { BLACK } from './seen';

/** L* of what is light and not yet white: there a push in exposure washes the drawing out. */
const LIGHT = [60, 97] as const;
/** L* from which a look is nearly white. */
const NEARLY_WHITE = 90;
/** With a smaller share of what is to be seen that light, nothing can be washed out that matters. */
const LEAST_SHARE = 0.05;
/** What must be left of the drawing: both chosen by eye on photos, see docs/decisions/033. */
const LEAST_KEPT = 0.6;
const LEAST_KEPT_IN_WHITE = 0.25;

const lightnessOf = (lab: Float32Array, place: number): number => lab[3 * place];

/**
 * How much of the drawing at some places of a picture is left in another of the same photo: sums of the differences in
 * L* between neighbours, the first or both of them at such a place. 1 where that is too little to tell: fewer places
 * than `least`, or a step of less than one in L* on average, which is the noise of a sky.
 */
function keptAt(
  before: Float32Array,
  after: Float32Array,
  width: number,
  { isThere, both, least }: { isThere: (place: number) => boolean; both: boolean; least: number },
): number {
  const pixels = before.length / 3;
  let [had, has, count] = [0, 0, 0];
  for (let i = 0; i < pixels - width; i++) {
    if (i % width === width - 1 || !isThere(i)) continue;
    const neighbours = [i + 1, i + width].filter((other) => !both || isThere(other));
    for (const other of neighbours) {
      had += Math.abs(lightnessOf(before, i) - lightnessOf(before, other));
      has += Math.abs(lightnessOf(after, i) - lightnessOf(after, other));
    }
    if (neighbours.length > 0) count += 1;
  }
  return count < least || had < 2 * count ? 1 : has / had;
}

/** What is left of the drawing in the lights of a picture. Both [height * width * 3] in CIELAB, small pictures. */
export function keptLights(before: Float32Array, after: Float32Array, width: number): number {
  return keptAt(before, after, width, {
    isThere: (i) => lightnessOf(before, i) >= LIGHT[0] && lightnessOf(before, i) < LIGHT[1],
    both: false,
    least: (LEAST_SHARE * before.length) / 3,
  });
}

/**
 * What is left of the drawing where a look is nearly white and the photo was not, however dark that was: of a moon that was
 * raised by three stops, say. The moon's edge is no drawing of it, and the black sky is not to be seen.
 */
export function keptInWhite(before: Float32Array, after: Float32Array, width: number): number {
  let seen = 0;
  for (let i = 0; i < before.length / 3; i++) {
    if (Math.max(lightnessOf(before, i), lightnessOf(after, i)) > BLACK) seen += 1;
  }
  return keptAt(before, after, width, {
    isThere: (i) => lightnessOf(after, i) >= NEARLY_WHITE && lightnessOf(before, i) < LIGHT[1],
    both: true,
    least: LEAST_SHARE * seen,
  });
}

export const isWashedOut = (before: Float32Array, after: Float32Array, width: number): boolean =>
  keptLights(before, after, width) < LEAST_KEPT || keptInWhite(before, after, width) < LEAST_KEPT_IN_WHITE;

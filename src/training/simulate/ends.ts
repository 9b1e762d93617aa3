import type { Targets } from './goals';
import type { Measures } from './measures';

/** 0 to 1 between two values, straight. */
const ramp = (value: number, from: number, to: number) =>
  Math.min(1, Math.max(0, (value - from) / (to - from)));

/** How much white that the camera clipped has to stay white: from 1.5% of the picture on, and wholly at 5%. */
export const whiteHeld = (seen: Measures): number => ramp(seen.clippedShare, 0.015, 0.05);

/** How much black has to stay black: from an eighth of the picture on, and wholly at a quarter. */
export const blackHeld = (seen: Measures): number => ramp(seen.blackShare, 0.125, 0.25);

/** How much of the picture's middle is black as well, so that its median and contrast say nothing of the subject. */
export const middleIsBlack = (seen: Measures): number => ramp(seen.blackShare, 0.3, 0.5);

/**
 * The goals as far as the photo's ends allow them: clipped white is to stay white and large blacks black, so goals for
 * the ends, and for the middle of a picture that is mostly black, may not ask for what the guards forbid.
 */
export function holdEnds(targets: Targets, seen: Measures): Targets {
  const white = whiteHeld(seen);
  const black = blackHeld(seen);
  const middle = middleIsBlack(seen);
  const held = (value: number, wanted: number, share: number) => value + share * (wanted - value);
  return {
    ...targets,
    p2: held(targets.p2, Math.min(targets.p2, targets.blackCeiling), black),
    p50: held(targets.p50, Math.min(targets.p50, Math.max(targets.blackCeiling, 1.35 * seen.p50)), middle),
    p98: held(targets.p98, Math.max(targets.p98, targets.whiteFloor), white),
  };
}

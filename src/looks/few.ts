import { pictureAgreement } from './agreement';
import { MINIMUM_DELTA_E } from './choose';
import { pictureDistances, thinned } from './distances';
import { selectDiverse } from './diverse';

/** Pixels that are compared: the mean over more tells pictures apart hardly better, and all pairs are taken. */
const PIXELS = 48;

/**
 * Places of the few among draws, each as likely as any other, that the app would show knowing nothing else of them; at
 * most `count`, the likeliest picture first. `labs` are their pictures in CIELAB, [pixels * 3] each.
 */
export function fewOf(labs: readonly Float32Array[], count: number): number[] {
  const seen = labs.map((lab) => thinned(lab, PIXELS));
  const distances = pictureDistances(seen);
  const weight = 1;
  const agreement = pictureAgreement(
    distances,
    seen.map(() => weight),
  );
  return selectDiverse(
    seen.map((lab, i) => ({ quality: agreement[i], weight, lab, style: 0 })),
    distances,
    { count, minimumDeltaE: MINIMUM_DELTA_E },
  );
}

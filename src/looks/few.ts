import { pictureAgreement } from './agreement';
import { MINIMUM_DELTA_E } from './choose';
import { pictureDistances } from './distances';
import { selectDiverse } from './diverse';

/**
 * Places of the few among draws, each as likely as any other, that the app would show knowing nothing else of them; at
 * most `count`, the likeliest picture first. `labs` are their pictures in CIELAB, [pixels * 3] each.
 */
export function fewOf(labs: readonly Float32Array[], count: number): number[] {
  const distances = pictureDistances(labs);
  const weight = 1;
  const agreement = pictureAgreement(
    distances,
    labs.map(() => weight),
  );
  return selectDiverse(
    labs.map((lab, i) => ({ quality: agreement[i], weight, lab, style: 0 })),
    distances,
    { count, minimumDeltaE: MINIMUM_DELTA_E },
  );
}

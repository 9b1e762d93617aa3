import type { VariantBench } from './bench';
import type { Measures } from './measures';
import { SCENE_KINDS } from './scene';

/** Logarithms of what is judged by ratios, roots of shares; L*, a* and b* as they are. */
function numbersOf(seen: Measures): number[] {
  const hasSkin = Number.isFinite(seen.skinHue);
  return [
    ...[seen.p2, seen.p50, seen.p98, seen.a, seen.b, seen.clippedLightness, seen.blackLightness],
    ...[seen.midContrast, seen.chroma, seen.vividChroma, seen.localContrast].map(Math.log1p),
    ...[seen.white, seen.black, seen.clippedShare, seen.blackShare].map(Math.sqrt),
    ...(hasSkin ? [1, seen.skinLightness, seen.skinChroma, seen.skinHue] : [0, 0, 0, 0]),
  ];
}

/**
 * All that simulated people know of a photo when they edit it: what is to be seen of the few pixels that they judge by, what an
 * honest correction of the source looks like (so what the camera's fault did, which no photo says), what it is of, and
 * how much there is to judge a cast by. As many numbers for every photo.
 */
export function whatPeopleKnow({ source, seen }: VariantBench): number[] {
  const [now, honest] = [numbersOf(seen), numbersOf(source.honest)];
  return [
    ...now,
    ...honest,
    ...honest.map((value, i) => value - now[i]),
    ...SCENE_KINDS.map((kind) => Number(kind === source.scene)),
    source.roles.neutralTrust,
  ];
}

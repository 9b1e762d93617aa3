/** L* up to which nobody sees anything. */
export const BLACK = 4;
/** With more of the photo than this to be seen, all of it counts. */
const ENOUGH = 0.5;

/**
 * Of a photo that is mostly black, the places where there is something to be seen, as shot or in its looks on average: the
 * moon, a lit sign. Undefined where all of it counts. Each picture is [pixels * 3] in CIELAB, alike in size.
 */
export function seenPlaces(
  unedited: Float32Array,
  looks: readonly Float32Array[],
): readonly number[] | undefined {
  const pixels = unedited.length / 3;
  const places: number[] = [];
  for (let i = 0; i < pixels; i++) {
    let sum = 0;
    for (const lab of looks) sum += lab[3 * i];
    if (unedited[3 * i] > BLACK || sum > BLACK * looks.length) places.push(i);
  }
  return places.length === 0 || places.length > ENOUGH * pixels ? undefined : places;
}

/** A picture at these places, [places * 3]; the picture itself where all of it counts. */
export function atPlaces(lab: Float32Array, places: readonly number[] | undefined): Float32Array {
  if (!places) return lab;
  const part = new Float32Array(places.length * 3);
  for (const [at, i] of places.entries()) part.set(lab.subarray(3 * i, 3 * i + 3), 3 * at);
  return part;
}

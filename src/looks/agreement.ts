import { meanDeltaE00 } from '../colour';

/** ΔE00 at which a neighbour counts e^-½: about what tells one style's looks from each other. */
const BANDWIDTH = 6;
/** Pixels of a thumbnail that are compared. */
const PIXELS = 128;

function thin(lab: Float32Array): Float32Array {
  const pixels = lab.length / 3;
  const stride = Math.max(1, Math.floor(pixels / PIXELS));
  const kept = Math.ceil(pixels / stride);
  const thinned = new Float32Array(kept * 3);
  for (let i = 0; i < kept; i++) thinned.set(lab.subarray(i * stride * 3, i * stride * 3 + 3), i * 3);
  return thinned;
}

/**
 * How likely each picture is among pictures drawn from the model: the logarithm of a kernel density over the others,
 * at distances that people see (mean ΔE00 of developed thumbnails). The density of sliders would not do for ranking
 * looks: it is highest where many sliders rest at 0, while what most people do to a photo can be done by many settings.
 *
 * labs: each [pixels * 3] in CIELAB, alike in size. weights: how many draws each stands for, above 0; one each when
 * left out. Returns one logarithm a picture, at most 0.
 */
export function pictureAgreement(
  labs: readonly Float32Array[],
  weights: ArrayLike<number> = new Float64Array(labs.length).fill(1),
): Float64Array {
  const few = labs.map(thin);
  const sums = Float64Array.from(weights);
  const total = sums.reduce((sum, weight) => sum + weight, 0);
  for (let i = 0; i < few.length; i++) {
    for (let j = i + 1; j < few.length; j++) {
      const kernel = Math.exp(-0.5 * (meanDeltaE00(few[i], few[j]) / BANDWIDTH) ** 2);
      sums[i] += weights[j] * kernel;
      sums[j] += weights[i] * kernel;
    }
  }
  return sums.map((sum) => Math.log(sum / total));
}

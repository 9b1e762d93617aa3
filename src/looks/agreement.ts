/** ΔE00 at which a neighbour counts e^-½: about what tells one style's looks from each other. */
const BANDWIDTH = 6;

/**
 * How likely each picture is among pictures drawn from the model: the logarithm of a kernel density over all of them, at
 * distances that people see (mean ΔE00 of developed thumbnails). The density of sliders would not do for ranking
 * looks: it is highest where many sliders rest at 0, while what most people do to a photo can be done by many settings.
 *
 * distances: [n][n]. weights: how many draws each stands for, above 0. Returns one logarithm a picture, at most 0.
 */
export function pictureAgreement(
  distances: readonly Float64Array[],
  weights: ArrayLike<number>,
): Float64Array {
  const kernels = distances.map((row) => row.map((apart) => Math.exp(-0.5 * (apart / BANDWIDTH) ** 2)));
  const total = Array.from(weights).reduce((sum, weight) => sum + weight, 0);
  return Float64Array.from(kernels, (row) =>
    Math.log(row.reduce((sum, kernel, j) => sum + weights[j] * kernel, 0) / total),
  );
}

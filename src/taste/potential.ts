import { ADJUSTMENT_COUNT, HALF_STEP } from '../edit';
import { type DiagonalGaussian, softmax, withZeros } from '../prob';

/** One edit under one style, as the looks model sees it. */
export interface EditLatent {
  /** q(z | x, y, s) and N(μ_s(x), Σ_s). */
  readonly posterior: DiagonalGaussian;
  readonly prior: DiagonalGaussian;
  /** (y - m) / d of p(y | x, z) at the posterior's mean, [11]: what z leaves unsaid. */
  readonly residual: ArrayLike<number>;
}

/** A posterior may claim to have learned all or nothing of a coordinate; neither leaves a potential to add. */
const LEAST_LEARNED = 1e-3;

/**
 * What one edit says of the person's offset under a style, as a Gaussian potential in natural parameters, [latent] each:
 * exp(linear · ε - precision · ε² / 2). With z = μ_s(x) + σ_s (ε + η), ε ~ N(0, share) the person's and η ~ N(0, 1 - share)
 * the edit's own, and q(z) = prior × a Gaussian potential, the potential of ε is that of z widened by η.
 */
export function offsetPotential(
  { posterior, prior }: EditLatent,
  share: number,
): { linear: Float64Array; precision: Float64Array } {
  const learned = prior.variance.map((variance, i) =>
    Math.min(1 - LEAST_LEARNED, Math.max(LEAST_LEARNED, 1 - posterior.variance[i] / variance)),
  );
  return {
    linear: learned.map(
      (part, i) => (posterior.mean[i] - prior.mean[i]) / Math.sqrt(prior.variance[i]) / (1 - share * part),
    ),
    precision: learned.map((part) => part / (1 - share * part)),
  };
}

/** How many numbers the parts of an edit's potentials have. */
export interface PotentialSizes {
  readonly styles: number;
  readonly latent: number;
}

/** All that one edit says of its person, as views into its packed potentials. */
export interface Potentials {
  /** log r, [styles]. */
  readonly style: Float64Array;
  /** Of the offset, [styles * latent] each. */
  readonly linear: Float64Array;
  readonly precision: Float64Array;
  /** [11]: 1 where the slider was moved. */
  readonly moved: Float64Array;
  /** [11]: how far it was set beyond what z says, in deviations of p(y | x, z); 0 where it was not moved. */
  readonly residual: Float64Array;
}

/** An edit's packed potentials, and how much they count. */
export interface Weighted {
  readonly potentials: Float64Array;
  readonly weight: number;
  /** A look kept mostly as it was shown: its sliders are no doing of the person's. */
  readonly asShown?: boolean | undefined;
}

/** Where the parts of packed potentials begin, `packPotentials`' layout; the styles' are at 0. */
export function placesOf({ styles, latent }: PotentialSizes) {
  const precision = styles + styles * latent;
  const moved = precision + styles * latent;
  return { linear: styles, precision, moved, residual: moved + ADJUSTMENT_COUNT } as const;
}

export function unpackPotentials(sizes: PotentialSizes, packed: Float64Array): Potentials {
  const at = placesOf(sizes);
  return {
    style: packed.subarray(0, at.linear),
    linear: packed.subarray(at.linear, at.precision),
    precision: packed.subarray(at.precision, at.moved),
    moved: packed.subarray(at.moved, at.residual),
    residual: packed.subarray(at.residual),
  };
}

/** 1 for each slider that is not at 0, [11]; y in model units. */
export function movedSliders(y: ArrayLike<number>): Float64Array {
  return withZeros(y, HALF_STEP)
    .slice(ADJUSTMENT_COUNT)
    .map((zero) => 1 - zero);
}

/** One edit says no more than this of how far its person sets a slider, in deviations of p(y | x, z). */
const MOST_RESIDUAL = 3;

/** What z leaves unsaid of the sliders that were moved, [11]: a mean over the styles, by what the edit says of them. */
function residualOf(style: Float64Array, latents: readonly EditLatent[], moved: Float64Array): Float64Array {
  const shares = softmax(style);
  return moved.map((one, i) => {
    const mean = latents.reduce((sum, { residual }, s) => sum + shares[s] * residual[i], 0);
    return one * Math.min(MOST_RESIDUAL, Math.max(-MOST_RESIDUAL, mean));
  });
}

/** Lays an edit's potentials end to end, as they are stored: [styles + 2 · styles · latent + 22]. */
export function packPotentials(
  style: Float64Array,
  latents: readonly EditLatent[],
  y: ArrayLike<number>,
  share: number,
): Float64Array {
  const offsets = latents.map((latent) => offsetPotential(latent, share));
  const moved = movedSliders(y);
  return Float64Array.from([
    ...style,
    ...offsets.flatMap(({ linear }) => [...linear]),
    ...offsets.flatMap(({ precision }) => [...precision]),
    ...moved,
    ...residualOf(style, latents, moved),
  ]);
}

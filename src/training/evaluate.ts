import { createRng, meanOf } from '../core';
import { categoricalEntropy, categoricalKl, logSumExp, softmax } from '../prob';
import { chunks, type EditTable, logScale, normals, takeBatch } from './batches';
import { decodeLogDensity, inferPosterior, logNormal, type Vae } from './cgm-vae';
import type { Settling } from './edit-model';
import { tf } from './tensorflow';

const BATCH = 256;

/** log p̂(y | x, s) in model units and log π(s | x), [edits, styles] each. */
export interface DensityTable {
  readonly edits: number;
  readonly styles: number;
  readonly logDensity: Float64Array;
  readonly logPrior: Float64Array;
}

export interface DensityOptions {
  /** Photo of each edit of the table to score it on, instead of its own. */
  readonly photos?: Uint32Array | undefined;
  /** Which stream of the seed the latents come from, 0 when left out; the dequantising noise is the same in all. */
  readonly stream?: number | undefined;
}

/** Importance-weighted estimates with `samples` draws a style from q(z | x, y, s); s is summed exactly. */
export function densityTable(
  vae: Vae,
  table: EditTable,
  edits: Uint32Array,
  samples: number,
  seed: number,
  { photos, stream = 0 }: DensityOptions = {},
): DensityTable {
  const { styles, latent } = vae.shape;
  const scored = photos ? { ...table, photoOf: photos } : table;
  const logDensity = new Float64Array(edits.length * styles);
  const logPrior = new Float64Array(edits.length * styles);
  const shift = logScale(table);
  chunks(edits, BATCH).forEach((part, index) => {
    const rng = createRng(seed).fork(index);
    const result = tf.tidy(() => {
      const batch = takeBatch(scored, part, rng);
      const latents = stream === 0 ? rng : rng.fork(stream);
      const inferred = inferPosterior(vae, batch);
      const { mean, deviation } = inferred.posterior;
      let top = tf.fill([styles, part.length], Number.NEGATIVE_INFINITY) as tf.Tensor;
      let sum = tf.zeros([styles, part.length]) as tf.Tensor;
      for (let draw = 0; draw < samples; draw++) {
        const next = tf.tidy(() => {
          const z = tf.add(mean, tf.mul(deviation, normals([styles, part.length, latent], latents)));
          const weight = tf.sub(
            tf.add(
              decodeLogDensity(vae, inferred.trunk, z, batch),
              logNormal(z, inferred.prior.mean, inferred.prior.deviation),
            ),
            logNormal(z, mean, deviation),
          );
          const higher = tf.maximum(top, weight);
          const kept = tf.mul(sum, tf.exp(tf.sub(top, higher)));
          return [higher, tf.add(kept, tf.exp(tf.sub(weight, higher)))];
        });
        tf.dispose([top, sum]);
        [top, sum] = next;
      }
      const estimate = tf.add(tf.add(top, tf.log(sum)), shift - Math.log(samples));
      return {
        density: tf.transpose(estimate).dataSync() as Float32Array,
        prior: inferred.logPrior.dataSync() as Float32Array,
      };
    });
    logDensity.set(result.density, index * BATCH * styles);
    logPrior.set(result.prior, index * BATCH * styles);
  });
  return { edits: edits.length, styles, logDensity, logPrior };
}

/** log p̂(y | x) of every edit. */
export function logLikelihoods({ edits, styles, logDensity, logPrior }: DensityTable): Float64Array {
  return Float64Array.from({ length: edits }, (_, row) =>
    logSumExp(
      logDensity
        .subarray(row * styles, (row + 1) * styles)
        .map((value, s) => value + logPrior[row * styles + s]),
    ),
  );
}

/** Two estimates from as many samples each, as one from all of them: log of the mean of both densities. */
export function joinedEstimates(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, i) => logSumExp([value, b[i]]) - Math.LN2);
}

export interface LatentUse {
  /** I(s; data) in nats, from the posteriors over styles. */
  readonly information: number;
  /** exp of the entropy of the styles' average posterior. */
  readonly effectiveStyles: number;
  /** Dimensions of z whose posterior mean moves with the data (variance above 0.01). */
  readonly activeLatents: number;
  /** The average posterior, [styles]. */
  readonly shares: Float64Array;
}

/** How much of s and z is in use: a collapsed model shows here first. */
export function latentUse(
  vae: Vae,
  table: EditTable,
  edits: Uint32Array,
  densities: DensityTable,
  seed: number,
): LatentUse {
  const { styles, latent } = vae.shape;
  const posteriors = Array.from({ length: densities.edits }, (_, row) =>
    softmax(
      densities.logDensity
        .subarray(row * styles, (row + 1) * styles)
        .map((value, s) => value + densities.logPrior[row * styles + s]),
    ),
  );
  const shares = Float64Array.from({ length: styles }, (_, s) =>
    meanOf(posteriors.map((posterior) => posterior[s])),
  );
  const sums = new Float64Array(latent);
  const squares = new Float64Array(latent);
  chunks(edits, BATCH).forEach((part, index) => {
    const means = tf.tidy(() => {
      const inferred = inferPosterior(vae, takeBatch(table, part, createRng(seed).fork(index)));
      const rows = posteriors.slice(index * BATCH, (index + 1) * BATCH);
      const weights = tf.tensor3d(
        Float32Array.from(
          { length: styles * part.length },
          (_, at) => rows[at % part.length][Math.floor(at / part.length)],
        ),
        [styles, part.length, 1],
      );
      return tf.sum(tf.mul(weights, inferred.posterior.mean), 0).dataSync() as Float32Array;
    });
    means.forEach((value, i) => {
      sums[i % latent] += value;
      squares[i % latent] += value * value;
    });
  });
  const variances = squares.map((square, i) => square / edits.length - (sums[i] / edits.length) ** 2);
  return {
    information: meanOf(posteriors.map((posterior) => categoricalKl(posterior, shares))),
    effectiveStyles: Math.exp(categoricalEntropy(shares)),
    activeLatents: variances.filter((variance) => variance > 0.01).length,
    shares,
  };
}

/**
 * Doubles the number of samples, keeping those drawn, until the mean log-likelihood moves by less than `tolerance`, and
 * says how many it took: too few bias it low.
 */
export function settledLogLikelihood(
  vae: Vae,
  table: EditTable,
  edits: Uint32Array,
  seed: number,
  options: { readonly from: number; readonly most: number; readonly tolerance: number },
): {
  densities: DensityTable;
  values: Float64Array;
  samples: number;
  trail: Settling[];
} {
  const trail: Settling[] = [];
  let samples = options.from;
  let densities = densityTable(vae, table, edits, samples, seed);
  for (;;) {
    const values = logLikelihoods(densities);
    trail.push({ samples, mean: meanOf(values) });
    const moved = trail.length > 1 ? trail[trail.length - 1].mean - trail[trail.length - 2].mean : Infinity;
    if (moved < options.tolerance || samples * 2 > options.most) return { densities, values, samples, trail };
    const more = densityTable(vae, table, edits, samples, seed, { stream: samples });
    densities = { ...densities, logDensity: joinedEstimates(densities.logDensity, more.logDensity) };
    samples *= 2;
  }
}

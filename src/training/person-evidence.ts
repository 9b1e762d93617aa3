import { createRng } from '../core';
import { ADJUSTMENT_COUNT, HALF_STEP } from '../edit';
import { DECODED, decodeLatents, editLatents, type LooksModel, prepareLooks } from '../looks';
import { gaussianLogDensity, logSumExp, sampleGaussian } from '../prob';
import { packPotentials, stylePotential, type TasteModel } from '../taste';
import type { Dataset } from './dataset';

/**
 * What some edits say of their people, and what it takes to score them under any belief of a person: from the models as
 * they ship, in float64, once an edit.
 */
export interface PersonEvidence {
  readonly edits: number;
  readonly styles: number;
  readonly latent: number;
  /** Draws of z an edit. */
  readonly draws: number;
  /** [styles * latent]: σ_s. */
  readonly deviation: ArrayLike<number>;
  /** [edits, 11] in model units. */
  readonly y: Float64Array;
  /** log r(x, y), [edits, styles]. */
  readonly potentials: Float64Array;
  /** log π(s | x), [edits, styles]. */
  readonly logPrior: Float64Array;
  /** q(z | x, y, s), [edits, styles, latent] each, and μ_s(x). */
  readonly posteriorMean: Float64Array;
  readonly posteriorVariance: Float64Array;
  readonly priorMean: Float64Array;
  /** What z leaves unsaid under each style, [edits, styles, 11]. */
  readonly residual: Float64Array;
  /** Draws from q(z | x, y, s) of all styles in equal parts, [edits, draws, latent], and their log density, [edits, draws]. */
  readonly z: Float32Array;
  readonly drawnFrom: Float64Array;
  /** What the decoder says at each draw of each slider, [edits, draws, 11]: (y - m) / d, log d, and the logits of ρ. */
  readonly standard: Float32Array;
  readonly logDeviation: Float32Array;
  readonly logits: Float32Array;
}

export interface EvidenceOptions {
  readonly drawsPerStyle: number;
  readonly seed: number;
}

export function gatherEvidence(
  looks: LooksModel,
  taste: TasteModel,
  dataset: Pick<Dataset, 'photoOf' | 'y'>,
  features: ReadonlyMap<number, ArrayLike<number>>,
  edits: ArrayLike<number>,
  { drawsPerStyle, seed }: EvidenceOptions,
): PersonEvidence {
  const { latent } = looks;
  const styles = looks.styles.length;
  const [count, draws] = [edits.length, styles * drawsPerStyle];
  const evidence: PersonEvidence = {
    ...{ edits: count, styles, latent, draws, deviation: looks.prior.deviation },
    y: new Float64Array(count * ADJUSTMENT_COUNT),
    potentials: new Float64Array(count * styles),
    logPrior: new Float64Array(count * styles),
    posteriorMean: new Float64Array(count * styles * latent),
    posteriorVariance: new Float64Array(count * styles * latent),
    priorMean: new Float64Array(count * styles * latent),
    residual: new Float64Array(count * styles * ADJUSTMENT_COUNT),
    z: new Float32Array(count * draws * latent),
    drawnFrom: new Float64Array(count * draws),
    standard: new Float32Array(count * draws * ADJUSTMENT_COUNT),
    logDeviation: new Float32Array(count * draws * ADJUSTMENT_COUNT),
    logits: new Float32Array(count * draws * ADJUSTMENT_COUNT),
  };
  const rng = createRng(seed);
  for (let row = 0; row < count; row++) {
    const own = rng.fork(row);
    const x = features.get(dataset.photoOf[edits[row]])!;
    const from = edits[row] * ADJUSTMENT_COUNT;
    const y = Float64Array.from(dataset.y.subarray(from, from + ADJUSTMENT_COUNT));
    const context = prepareLooks(looks, x);
    const latents = editLatents(looks, context, y);
    const proposals = latents.map(({ posterior }) => posterior);
    evidence.y.set(y, row * ADJUSTMENT_COUNT);
    evidence.potentials.set(stylePotential(taste, x, y), row * styles);
    evidence.logPrior.set(context.styleProbabilities.map(Math.log), row * styles);
    evidence.priorMean.set(context.latentMean, row * styles * latent);
    latents.forEach(({ posterior: { mean, variance }, residual }, s) => {
      evidence.posteriorMean.set(mean, (row * styles + s) * latent);
      evidence.posteriorVariance.set(variance, (row * styles + s) * latent);
      evidence.residual.set(residual, (row * styles + s) * ADJUSTMENT_COUNT);
    });
    const z = new Float32Array(draws * latent);
    for (let draw = 0; draw < draws; draw++) {
      z.set(sampleGaussian(proposals[Math.floor(draw / drawsPerStyle)], own), draw * latent);
    }
    evidence.z.set(z, row * draws * latent);
    const decoded = decodeLatents(looks, context, z);
    // A value stands for all that round to it.
    const blurred = y.map((value, i) => value + (2 * own.uniform() - 1) * HALF_STEP[i]);
    for (let draw = 0; draw < draws; draw++) {
      const at = z.subarray(draw * latent, (draw + 1) * latent);
      const logs = proposals.map((proposal) => gaussianLogDensity(proposal, at));
      evidence.drawnFrom[row * draws + draw] = logSumExp(logs) - Math.log(styles);
      for (let i = 0; i < ADJUSTMENT_COUNT; i++) {
        const part = (which: number) => decoded[draw * DECODED + which * ADJUSTMENT_COUNT + i];
        const to = (row * draws + draw) * ADJUSTMENT_COUNT + i;
        evidence.standard[to] = (blurred[i] - part(0)) / part(1);
        evidence.logDeviation[to] = Math.log(part(1));
        evidence.logits[to] = Math.max(-60, Math.min(60, Math.log(part(2)) - Math.log1p(-part(2))));
      }
    }
  }
  return evidence;
}

/** Every edit's packed potentials, as taste takes them, for an offset of this share. */
export function packEvidence(evidence: PersonEvidence, share: number): Float64Array[] {
  const { edits, styles, latent, deviation } = evidence;
  const variance = Float64Array.from(deviation, (value) => value * value);
  return Array.from({ length: edits }, (_, row) => {
    const latents = Array.from({ length: styles }, (__, s) => {
      const part = (values: Float64Array, at: number) => values.subarray(at * latent, (at + 1) * latent);
      const at = row * styles + s;
      return {
        posterior: { mean: part(evidence.posteriorMean, at), variance: part(evidence.posteriorVariance, at) },
        prior: { mean: part(evidence.priorMean, at), variance: part(variance, s) },
        residual: evidence.residual.subarray(at * ADJUSTMENT_COUNT, (at + 1) * ADJUSTMENT_COUNT),
      };
    });
    const y = evidence.y.subarray(row * ADJUSTMENT_COUNT, (row + 1) * ADJUSTMENT_COUNT);
    const style = evidence.potentials.subarray(row * styles, (row + 1) * styles);
    return packPotentials(style, latents, y, share);
  });
}

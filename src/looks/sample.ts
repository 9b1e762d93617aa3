import { invariant, type Rng } from '../core';
import { ADJUSTMENT_COUNT, type Adjustments, fromModelUnits, toModelUnits } from '../edit';
import { logSumExp } from '../prob';
import { type LooksContext, stylesFor } from './context';
import { decodedLogDensity, decodeLatents } from './decode';
import { DECODED, type LooksModel } from './model';

/** A proposed edit of one photo. */
export interface LookSample {
  /** [11] in model units, within [-1, 1]. */
  readonly y: Float64Array;
  /** The same in slider units, on the sliders' steps. */
  readonly adjustments: Adjustments;
  readonly z: Float64Array;
  readonly style: number;
  /**
   * log p(y | x, taste) in nats, blurred by TOLERANCE and estimated over all samples drawn with it: comparable within
   * one draw.
   */
  readonly logProb: number;
  /** Importance weight, 1 on average over a draw: samples from outside the taste count less. Draws pool as they are. */
  readonly weight: number;
  /** What p(y | x, z) says at this z, [11] each: for the sliders' densities. */
  readonly mean: Float64Array;
  readonly deviation: Float64Array;
  /** And how likely it is that the slider is moved at all, 0 to 1, [11]. */
  readonly moved: Float64Array;
}

export interface SampleOptions {
  readonly count: number;
  /** Taste's style probabilities; without them the photo alone decides. */
  readonly styleWeights?: ArrayLike<number> | undefined;
  readonly rng: Rng;
  /**
   * Share of p(y | x, z)'s deviation that is drawn. 1 draws from the model's density, people's noise and slips
   * included; a proposal needs little of that.
   */
  readonly noise?: number | undefined;
  /** How many prior deviations z is drawn with, 1 when nothing is said; more gives more daring looks. */
  readonly spread?: number | undefined;
  /** Samples near this look: its style, and z about its z. */
  readonly around?: Pick<LookSample, 'z' | 'style'> | undefined;
}

/** What a proposal draws of the decoder's noise when nothing is said: none, as that is other people's slips. */
export const PROPOSAL_NOISE = 0;

/**
 * Half a usual move of each slider: what a look's density is blurred by. "Probable" then means that many people's edits
 * are like it; the bare density prefers whatever leaves most sliders alone, by its narrow peaks at 0.
 */
const TOLERANCE: Adjustments = {
  temp: 12,
  tint: 10,
  exposure: 0.35,
  contrast: 15,
  highlights: 25,
  shadows: 25,
  whites: 18,
  blacks: 18,
  clarity: 15,
  vibrance: 15,
  saturation: 12,
};
export const TOLERANCE_IN_MODEL_UNITS = toModelUnits(TOLERANCE);

/** Model units: a slider that would move by less is left alone, as people leave it. */
const LEFT_ALONE = 0.02;

/** A value as it is proposed, in model units: within the slider's range, or 0 where nobody would see the move. */
export function leaveAlone(value: number): number {
  return Math.abs(value) < LEFT_ALONE ? 0 : Math.min(1, Math.max(-1, value));
}

/** Share of samples that ignores taste, so that looks from outside it are always at hand. */
const OUTSIDE_SHARE = 0.15;

/** All the randomness of a draw, made on the CPU: the GPU's part is a function of it. */
export interface SamplePlan {
  readonly count: number;
  readonly styles: Uint32Array;
  /** [count * latent], as float32 holds them, so that both implementations start from the same numbers. */
  readonly latents: Float32Array;
  /** [count * 11]: standard normals times the noise asked for. */
  readonly noise: Float64Array;
  /** [count], log importance weights, which sum to 1: what the samples from outside count less. */
  readonly logWeights: Float64Array;
}

/** Styles by systematic sampling: each appears within one of its expected number of times. */
function drawStyles(probabilities: Float64Array, count: number, rng: Rng): Uint32Array {
  const total = probabilities.reduce((sum, value) => sum + value, 0);
  const start = rng.uniform();
  const styles = new Uint32Array(count);
  let style = 0;
  let upTo = probabilities[0] / total;
  for (let i = 0; i < count; i++) {
    while ((start + i) / count >= upTo && style < probabilities.length - 1) {
      style += 1;
      upTo += probabilities[style] / total;
    }
    styles[i] = style;
  }
  return styles;
}

export function planSamples(model: LooksModel, context: LooksContext, options: SampleOptions): SamplePlan {
  const { count, rng, around } = options;
  invariant(count > 0, 'samples to draw');
  const { latent, prior } = model;
  const wanted = stylesFor(model, context, options.styleWeights);
  const drawn = wanted.map(
    (weight, s) => (1 - OUTSIDE_SHARE) * weight + OUTSIDE_SHARE * context.styleProbabilities[s],
  );
  const styles = around ? new Uint32Array(count).fill(around.style) : drawStyles(drawn, count, rng);
  const spread = options.spread ?? 1;
  const latents = new Float32Array(count * latent);
  for (let i = 0; i < latents.length; i++) {
    const component = styles[Math.floor(i / latent)] * latent + (i % latent);
    const centre = around ? around.z[i % latent] : context.latentMean[component];
    latents[i] = centre + spread * prior.deviation[component] * rng.normal();
  }
  const noise = Float64Array.from(
    { length: count * ADJUSTMENT_COUNT },
    () => (options.noise ?? PROPOSAL_NOISE) * rng.normal(),
  );
  const logs = Float64Array.from(styles, (s) => (around ? 0 : Math.log(wanted[s]) - Math.log(drawn[s])));
  const total = logSumExp(logs);
  return { count, styles, latents, noise, logWeights: logs.map((value) => value - total) };
}

/** Looks from a plan and what the decoder says of its latents, whoever ran it ([count * 33], as decodeLatents). */
export function finishSamples(model: LooksModel, plan: SamplePlan, decoded: Float64Array): LookSample[] {
  const { latent } = model;
  return Array.from(plan.styles, (style, sample) => {
    const part = (which: number) =>
      decoded.slice(
        sample * DECODED + which * ADJUSTMENT_COUNT,
        sample * DECODED + (which + 1) * ADJUSTMENT_COUNT,
      );
    const [mean, deviation, moved] = [part(0), part(1), part(2)];
    const y = mean.map((value, i) => {
      if (moved[i] < 0.5) return 0;
      return leaveAlone(value + deviation[i] * plan.noise[sample * ADJUSTMENT_COUNT + i]);
    });
    // Σ_j w_j N(y; m(x, z_j), d(x, z_j)²) estimates p(y | x): the samples serve each other as draws of z.
    const logProb = logSumExp(
      plan.logWeights.map((weight, j) => weight + decodedLogDensity(decoded, j, y, TOLERANCE_IN_MODEL_UNITS)),
    );
    return {
      y,
      adjustments: fromModelUnits(y),
      z: Float64Array.from(plan.latents.subarray(sample * latent, (sample + 1) * latent)),
      style,
      logProb,
      weight: plan.count * Math.exp(plan.logWeights[sample]),
      mean,
      deviation,
      moved,
    };
  });
}

/** Draws looks for a photo: the definition, and the way without a GPU. */
export function sampleLooks(model: LooksModel, context: LooksContext, options: SampleOptions): LookSample[] {
  const plan = planSamples(model, context, options);
  return finishSamples(model, plan, decodeLatents(model, context, plan.latents));
}

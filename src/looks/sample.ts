import { invariant, type Rng } from '../core';
import { ADJUSTMENT_COUNT, type Adjustments, fromModelUnits, toModelUnits } from '../edit';
import type { DiagonalGaussian } from '../prob';
import { type LooksContext, stylesFor } from './context';
import { decodeLatents } from './decode';
import { DECODED, type LooksModel } from './model';
import { applyHabits, type LooksPerson, type SliderHabits } from './person';

/** A proposed edit of one photo. */
export interface LookSample {
  /** [11] in model units, within [-1, 1]. */
  readonly y: Float64Array;
  /** The same in slider units, on the sliders' steps. */
  readonly adjustments: Adjustments;
  readonly z: Float64Array;
  readonly style: number;
  /** Importance weight, 1 on average over a draw: samples from outside the taste count less. Draws pool as they are. */
  readonly weight: number;
  /** What p(y | x, z) says at this z, [11] each: for the sliders' densities. */
  readonly mean: Float64Array;
  readonly deviation: Float64Array;
  /** And how likely it is that the slider is moved at all, 0 to 1, [11]. */
  readonly moved: Float64Array;
}

/** A look that others are to be like. */
export interface Around extends Pick<LookSample, 'z' | 'style'> {
  /** Whether the person's habits with sliders made it. */
  readonly habits?: boolean | undefined;
}

export interface SampleOptions {
  readonly count: number;
  /** What is known of the person; without it the photo alone decides. */
  readonly person?: LooksPerson | undefined;
  readonly rng: Rng;
  /**
   * Share of p(y | x, z)'s deviation that is drawn. 1 draws from the model's density, people's noise and slips
   * included; a proposal needs little of that.
   */
  readonly noise?: number | undefined;
  /** How many prior deviations z is drawn with, 1 when nothing is said; more gives more daring looks. */
  readonly spread?: number | undefined;
  /** Samples near this look: its style, z about its z, and the person's habits where it has them. */
  readonly around?: Around | undefined;
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

/** Least share of samples that ignores taste, so that looks from outside it are always at hand. */
const OUTSIDE_SHARE = 0.15;

/** All the randomness of a draw, made on the CPU: the GPU's part is a function of it. */
export interface SamplePlan {
  readonly count: number;
  readonly styles: Uint32Array;
  /** [count * latent], as float32 holds them, so that both implementations start from the same numbers. */
  readonly latents: Float32Array<ArrayBuffer>;
  /** [count * 11]: standard normals times the noise asked for. */
  readonly noise: Float64Array;
  /** [count], importance weights, 1 on average: those from outside count less. */
  readonly weights: Float64Array;
  /** The person's habits, and how many of the first samples have them. */
  readonly habits: SliderHabits | undefined;
  readonly withHabits: number;
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

/** p(z | s, x) of somebody, [latent] each, with this many deviations. */
function latentOf(
  { latent, prior }: LooksModel,
  context: LooksContext,
  style: number,
  person: LooksPerson | undefined,
  spread: number,
): DiagonalGaussian {
  const of = (value: (component: number) => number) =>
    Float64Array.from({ length: latent }, (_, i) => value(style * latent + i));
  const deviation = (c: number) => prior.deviation[c] * (person?.scale[c] ?? 1);
  return {
    mean: of((c) => context.latentMean[c] + (person ? person.shift[c] * prior.deviation[c] : 0)),
    variance: of((c) => (spread * deviation(c)) ** 2),
  };
}

/**
 * Samples of a person's p(s, z | x), and after them a share from outside: as for somebody unknown. All are weighted to be
 * samples of what the person's edit will be: theirs with probability `own`, else anybody's.
 */
export function planSamples(model: LooksModel, context: LooksContext, options: SampleOptions): SamplePlan {
  const { count, rng, around, person } = options;
  invariant(count > 0, 'samples to draw');
  const { latent } = model;
  const spread = options.spread ?? 1;
  const outside = around || !person ? 0 : Math.round(Math.max(OUTSIDE_SHARE, 1 - person.own) * count);
  const inside = count - outside;
  const wanted = stylesFor(model, context, person?.styles);
  const usual = context.styleProbabilities;
  const styles = new Uint32Array(count);
  if (around) styles.fill(around.style);
  else {
    styles.set(drawStyles(wanted, inside, rng));
    if (outside > 0) styles.set(drawStyles(usual, outside, rng), inside);
  }
  const own = new Map<number, DiagonalGaussian>();
  const others = new Map<number, DiagonalGaussian>();
  for (const s of new Set(styles)) {
    own.set(s, latentOf(model, context, s, person, spread));
    others.set(s, latentOf(model, context, s, undefined, spread));
  }
  const latents = new Float32Array(count * latent);
  for (let sample = 0; sample < count; sample++) {
    const { mean, variance } = (sample < inside ? own : others).get(styles[sample])!;
    for (let i = 0; i < latent; i++) {
      latents[sample * latent + i] = (around ? around.z[i] : mean[i]) + Math.sqrt(variance[i]) * rng.normal();
    }
  }
  const noise = Float64Array.from(
    { length: count * ADJUSTMENT_COUNT },
    () => (options.noise ?? PROPOSAL_NOISE) * rng.normal(),
  );
  // Each part has its own chance, whatever z came: the habits with which the two become edits differ.
  const share = outside === 0 || !person ? undefined : person.own;
  return {
    count,
    styles,
    latents,
    noise,
    weights: Float64Array.from(styles, (_, sample) => {
      if (share === undefined) return 1;
      return count * (sample < inside ? share / inside : (1 - share) / outside);
    }),
    habits: person?.habits,
    withHabits: around && !around.habits ? 0 : inside,
  };
}

/** Looks from a plan and what the decoder says of its latents, whoever ran it ([count * 33], as decodeLatents). */
export function finishSamples(model: LooksModel, plan: SamplePlan, raw: Float64Array): LookSample[] {
  const { latent } = model;
  const decoded = raw.slice();
  const { habits, withHabits } = plan;
  if (habits) for (let sample = 0; sample < withHabits; sample++) applyHabits(decoded, sample, habits);
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
    return {
      y,
      adjustments: fromModelUnits(y),
      z: Float64Array.from(plan.latents.subarray(sample * latent, (sample + 1) * latent)),
      style,
      weight: plan.weights[sample],
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

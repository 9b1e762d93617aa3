import { ADJUSTMENT_IDS, type AdjustmentsPatch, HALF_STEP, patchAdjustments, toModelUnits } from '../edit';
import { hurdleLogDensity, logSumExp } from '../prob';
import type { LooksPerson } from './person';
import { type Around, type LookSample, TOLERANCE_IN_MODEL_UNITS } from './sample';

/** What one draw is asked for; a greater spread is more daring. */
export interface DrawOptions {
  readonly count: number;
  readonly seed: number;
  readonly spread: number;
  /** Absent while nothing is known of the person. */
  readonly person: LooksPerson | undefined;
  /** Draw near this look. */
  readonly around?: Around | undefined;
}

export type Draw = (options: DrawOptions) => Promise<readonly LookSample[]>;

/** Samples that all have the locked values, and how likely those are for each. */
export interface HeldSamples {
  readonly samples: readonly LookSample[];
  /** p(y_locked | x, z) of each, normalised to sum 1; all alike when nothing is locked. */
  readonly likelihood: Float64Array;
  /** 1 / Σ likelihood²: how many equally likely samples they are worth. */
  readonly effective: number;
}

/** Worth fewer samples than this a draw gives no choice of looks. */
const ENOUGH = 20;
/** How many times as many are drawn then. */
const MORE = 3;
/** And where the model finds the locked values strange: how much more they are blurred. */
const BLURS = [1, 2, 4, 8] as const;
/** Another draw's seed. */
const NEXT_DRAW = 104_729;

export function isLocked(locked: AdjustmentsPatch): boolean {
  return Object.keys(locked).length > 0;
}

/** The same look with the locked values, exactly. */
function hold(sample: LookSample, locked: AdjustmentsPatch): LookSample {
  const adjustments = patchAdjustments(sample.adjustments, locked);
  const exact = toModelUnits(adjustments);
  const y = sample.y.map((value, i) => (locked[ADJUSTMENT_IDS[i]] === undefined ? value : exact[i]));
  return { ...sample, y, adjustments };
}

/** log p(y_i, i in `of` | x, z) in nats at a sample's z; y [11] in model units, blurred by `blur` times the tolerances. */
function blurredLogDensity(
  { mean, deviation, moved }: LookSample,
  y: ArrayLike<number>,
  of: readonly number[],
  blur: number,
): number {
  return of.reduce((sum, i) => {
    const hurdle = { mean: mean[i], variance: deviation[i] ** 2, moved: moved[i], half: HALF_STEP[i] };
    return sum + hurdleLogDensity(hurdle, y[i], blur * TOLERANCE_IN_MODEL_UNITS[i]);
  }, 0);
}

/**
 * log p(y | x, taste) in nats, by samples of p(z | x, taste): log Σ w_j p(y | x, z_j), the weights' sum being 1; y [11] in
 * model units, blurred by the tolerances, so that differences nobody sees do not decide. Comparable within one draw.
 */
export function lookLogDensity(samples: readonly LookSample[], y: ArrayLike<number>): number {
  const all = ADJUSTMENT_IDS.map((_, i) => i);
  const total = samples.reduce((sum, { weight }) => sum + weight, 0);
  return logSumExp(
    samples.map((sample) => Math.log(sample.weight / total) + blurredLogDensity(sample, y, all, 1)),
  );
}

/**
 * How well each sample's z explains the locked values. Given z the sliders are independent, so weighing samples of z by
 * this makes their free sliders samples of p(y_free | y_locked, x). The locked density is blurred by `blur` times the
 * sliders' tolerances: with few samples none would hit a value exactly.
 */
export function weighByLocked(
  samples: readonly LookSample[],
  locked: AdjustmentsPatch,
  blur = 1,
): Pick<HeldSamples, 'likelihood' | 'effective'> {
  const held = ADJUSTMENT_IDS.flatMap((id, i) => (locked[id] === undefined ? [] : [i]));
  const values = toModelUnits(patchAdjustments(samples[0].adjustments, locked));
  const logs = samples.map((sample) => blurredLogDensity(sample, values, held, blur));
  const total = logSumExp(logs);
  const likelihood = Float64Array.from(logs, (log) => Math.exp(log - total));
  return { likelihood, effective: 1 / likelihood.reduce((sum, weight) => sum + weight * weight, 0) };
}

/** Draws looks that keep the locked values; without any it is one plain draw. */
export async function drawHeld(
  draw: Draw,
  options: DrawOptions,
  locked: AdjustmentsPatch,
): Promise<HeldSamples> {
  const first = await draw(options);
  if (!isLocked(locked)) {
    const likelihood = new Float64Array(first.length).fill(1 / first.length);
    return { samples: first, likelihood, effective: first.length };
  }
  const answer = (
    samples: readonly LookSample[],
    weighed: ReturnType<typeof weighByLocked>,
  ): HeldSamples => ({
    samples: samples.map((sample) => hold(sample, locked)),
    ...weighed,
  });
  const few = weighByLocked(first, locked);
  if (few.effective >= ENOUGH) return answer(first, few);
  const { count, seed } = options;
  const all = [...first, ...(await draw({ ...options, count: MORE * count, seed: seed + NEXT_DRAW }))];
  let weighed = few;
  for (const blur of BLURS) {
    weighed = weighByLocked(all, locked, blur);
    if (weighed.effective >= ENOUGH) break;
  }
  return answer(all, weighed);
}

/** A sample, and how much it counts among all. */
export interface Weighted {
  readonly sample: LookSample;
  readonly weight: number;
}

/**
 * `count` samples in proportion to their likelihood, by systematic resampling; repeated ones count as often, each with its
 * own weight. Those from outside the person's taste are thus kept, and count as little as without locks.
 */
export function resample({ samples, likelihood }: HeldSamples, count: number): Weighted[] {
  let upTo = 0;
  let taken = 0;
  return samples.flatMap((sample, i) => {
    upTo += likelihood[i];
    const reached = Math.round(count * upTo);
    const times = reached - taken;
    taken = reached;
    return times > 0 ? [{ sample, weight: times * sample.weight }] : [];
  });
}

import { ADJUSTMENTS, type AdjustmentId, type Adjustments } from '../../edit';
import { blackHeld, holdEnds, middleIsBlack, whiteHeld } from './ends';
import type { Targets } from './goals';
import { leastSquares } from './least-squares';
import type { Measures } from './measures';

/** How a slider is used: what a usual move is, and how far anybody would go. Slider units. */
interface SliderHabit {
  readonly usual: number;
  readonly least: number;
  readonly most: number;
  /** How much dearer a move is the way that people seldom go. */
  readonly unusual?: { readonly sign: 1 | -1; readonly factor: number };
}

/** From use as it is seen in catalogues: tone recovery goes far, colour and white balance do not. */
export const SLIDER_HABITS: Readonly<Record<AdjustmentId, SliderHabit>> = {
  temp: { usual: 26, least: -85, most: 85 },
  tint: { usual: 20, least: -60, most: 60 },
  exposure: { usual: 0.8, least: -3.5, most: 3.5 },
  contrast: { usual: 28, least: -75, most: 80 },
  highlights: { usual: 45, least: -100, most: 70, unusual: { sign: 1, factor: 2.4 } },
  shadows: { usual: 42, least: -75, most: 100, unusual: { sign: -1, factor: 1.8 } },
  whites: { usual: 32, least: -85, most: 80 },
  blacks: { usual: 32, least: -85, most: 85 },
  clarity: { usual: 26, least: -60, most: 75 },
  vibrance: { usual: 28, least: -85, most: 75 },
  saturation: { usual: 20, least: -100, most: 55 },
};

/** A picture under a retoucher's hands: settings in, what is seen out. */
export type Look = (adjustments: Adjustments) => Measures;

export interface RetouchOptions {
  readonly look: Look;
  readonly targets: Targets;
  /** What is seen with nothing done: what is clipped already cannot be held against an edit. */
  readonly seen: Measures;
  /** 0 to 1: how much near-neutral there is to judge a cast by. */
  readonly neutralTrust: number;
  /** Sliders to move; the others stay as in `start`. */
  readonly sliders: readonly AdjustmentId[];
  readonly start: Adjustments;
  /** Multiplies a slider's usual move: how readily this person reaches for it. */
  readonly ease?: Readonly<Partial<Record<AdjustmentId, number>>>;
  /** Where this person likes a slider to be when the picture does not say: slider units, 0 where absent. */
  readonly lean?: Readonly<Partial<Record<AdjustmentId, number>>>;
  readonly maxIterations: number;
  /** What moving the sliders did in an edit of this photo nearby: saves finding it out again. */
  readonly known?: Response;
}

/** How goals and guards answer to the sliders: [GOAL_COUNT + GUARD_COUNT, sliders], per usual move. */
export interface Response {
  readonly sliders: readonly AdjustmentId[];
  readonly values: Float64Array;
}

export interface Retouched {
  readonly adjustments: Adjustments;
  /** Root mean square of the goals' residuals, in units of what people can just tell apart. */
  readonly miss: number;
  readonly evaluations: number;
  readonly response: Response;
}

/** What counts as one unit of missing a goal. */
const TOLERANCE = {
  p2: 3.5,
  p50: 3,
  p98: 3.5,
  midContrast: 0.16,
  cast: 1.8,
  chroma: 0.09,
  vividChroma: 0.13,
  local: 0.11,
};
const GOAL_COUNT = 9;
const GUARD_COUNT = 10;
const GOALS_AND_GUARDS = GOAL_COUNT + GUARD_COUNT;
/** Weight of a usual move against a missed unit. */
const EFFORT = 0.33;
/** Beyond so many usual moves each further one has this weight besides. */
const FAR = 1.4;
const FAR_EFFORT = 0.9;

const over = (value: number, limit: number) => Math.max(0, value - limit);
const logRatio = (value: number, goal: number, floor: number) => Math.log((value + floor) / (goal + floor));

function hueDistance(a: number, b: number): number {
  return Math.abs(((a - b + 540) % 360) - 180);
}

function writeResiduals(now: Measures, options: RetouchOptions, out: Float64Array): void {
  const { targets, seen, neutralTrust } = options;
  const cast = (0.4 + 0.6 * neutralTrust) / TOLERANCE.cast;
  out[0] = (now.p2 - targets.p2) / TOLERANCE.p2;
  out[1] = (now.p50 - targets.p50) / TOLERANCE.p50;
  out[2] = (now.p98 - targets.p98) / TOLERANCE.p98;
  const contrast = (1 - middleIsBlack(seen)) / TOLERANCE.midContrast;
  out[3] = logRatio(now.midContrast, targets.midContrast, 4) * contrast;
  out[4] = (now.a - targets.a) * cast;
  out[5] = (now.b - targets.b) * cast;
  out[6] = logRatio(now.chroma, targets.chroma, 2) / TOLERANCE.chroma;
  out[7] = logRatio(now.vividChroma, targets.vividChroma, 4) / TOLERANCE.vividChroma;
  out[8] = logRatio(now.localContrast, targets.localContrast, 0.6) / TOLERANCE.local;
  // Where the picture breaks: clipping beyond 1% or what the camera had clipped, radioactive colour, skin.
  out[9] = over(now.white, Math.max(0.012, seen.white)) / 0.008;
  out[10] = over(now.black, Math.max(0.015, 0.9 * seen.black)) / 0.02;
  out[11] = over(now.vividChroma, Math.max(72, seen.vividChroma)) / 4;
  const skin = targets.skin;
  const hasSkin = skin !== undefined && Number.isFinite(now.skinLightness);
  out[12] = hasSkin ? over(skin.lightness[0], now.skinLightness) / 3 : 0;
  out[13] = hasSkin ? over(now.skinLightness, skin.lightness[1]) / 3 : 0;
  out[14] = hasSkin ? over(now.skinChroma, skin.chroma) / 2.5 : 0;
  out[15] = hasSkin ? (over(hueDistance(now.skinHue, skin.hue), 5) / 3) * Math.min(1, now.skinChroma / 8) : 0;
  // What holds no light to bring back: clipped white pulled down is grey, or tinted; black lifted is noise.
  out[16] = (whiteHeld(seen) * over(targets.whiteFloor, now.clippedLightness)) / 0.7;
  out[17] = (whiteHeld(seen) * over(now.clippedChroma, Math.max(4, seen.clippedChroma))) / 1.5;
  out[18] = (blackHeld(seen) * over(now.blackLightness, targets.blackCeiling)) / 0.7;
}

/** The Jacobian of a retouch over `rows`, from the response of a wider one. */
function jacobianFrom(
  known: Response,
  rows: readonly { readonly id: AdjustmentId }[],
  ease: RetouchOptions['ease'],
): Float64Array {
  const J = new Float64Array((GOALS_AND_GUARDS + 2 * rows.length) * rows.length);
  rows.forEach(({ id }, j) => {
    const from = known.sliders.indexOf(id);
    for (let i = 0; i < GOALS_AND_GUARDS; i++) {
      J[i * rows.length + j] = known.values[i * known.sliders.length + from] * (ease?.[id] ?? 1);
    }
    J[(GOALS_AND_GUARDS + j) * rows.length + j] = EFFORT;
  });
  return J;
}

/** Moves the sliders until the picture is as near to the goals as is worth the moves. */
export function retouch(asked: RetouchOptions): Retouched {
  const options = { ...asked, targets: holdEnds(asked.targets, asked.seen) };
  const rows = ADJUSTMENTS.filter(({ id }) => options.sliders.includes(id));
  const units = rows.map(({ id }) => SLIDER_HABITS[id].usual * (options.ease?.[id] ?? 1));
  const leans = rows.map(({ id }, j) => (options.lean?.[id] ?? 0) / units[j]);
  const toAdjustments = (v: Float64Array): Adjustments => {
    const values: Record<AdjustmentId, number> = { ...options.start };
    rows.forEach(({ id }, j) => {
      values[id] = v[j] * units[j];
    });
    return values;
  };
  const residualCount = GOALS_AND_GUARDS + 2 * rows.length;
  const jacobian = options.known && jacobianFrom(options.known, rows, options.ease);
  const solution = leastSquares({
    residualCount,
    ...(jacobian && { jacobian }),
    residuals(v, out) {
      writeResiduals(options.look(toAdjustments(v)), options, out);
      for (let j = 0; j < v.length; j++) {
        const { unusual, usual } = SLIDER_HABITS[rows[j].id];
        const against = unusual && v[j] * unusual.sign > 0 ? unusual.factor : 1;
        out[GOALS_AND_GUARDS + j] = EFFORT * against * (v[j] - leans[j]);
        // However readily somebody reaches for a slider, far is far.
        out[GOALS_AND_GUARDS + rows.length + j] = FAR_EFFORT * over(Math.abs((v[j] * units[j]) / usual), FAR);
      }
    },
    start: Float64Array.from(rows, ({ id }, j) => options.start[id] / units[j]),
    lower: Float64Array.from(rows, ({ id }, j) => SLIDER_HABITS[id].least / units[j]),
    upper: Float64Array.from(rows, ({ id }, j) => SLIDER_HABITS[id].most / units[j]),
    step: 0.08,
    maxIterations: options.maxIterations,
    tolerance: 0.01,
  });
  const adjustments = toAdjustments(solution.v);
  const residuals = new Float64Array(residualCount);
  writeResiduals(options.look(adjustments), options, residuals);
  let sum = 0;
  for (let i = 0; i < GOAL_COUNT; i++) sum += residuals[i] ** 2;
  return {
    adjustments,
    miss: Math.sqrt(sum / GOAL_COUNT),
    evaluations: solution.evaluations + 1,
    response: {
      sliders: rows.map(({ id }) => id),
      values: solution.jacobian.slice(0, GOALS_AND_GUARDS * rows.length).map((value, i) => {
        const { id } = rows[i % rows.length];
        return value / (options.ease?.[id] ?? 1);
      }),
    },
  };
}

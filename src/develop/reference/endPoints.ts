import { rollOff } from './curves';

/*
 * Whites and Blacks move the photo's own end points. All is on p, the cube root of luminance in [0, 1]:
 * p + D·u², where u grows from 0 at `start` to 1 at the end of the range, and a soft knee or toe where it
 * leaves [0, 1].
 */

/** Whites act above this share of the photo's white point. */
const WHITES_START = 0.35;
/** At +100 the white point goes past white by 0.1, and by at least this at the end of the range. */
const WHITES_PAST = 1.1;
const WHITES_LEAST = 0.18;
const WHITES_MOST = 1;
/** At -100 the white point comes down by this. */
const WHITES_DOWN = 0.11;
const WHITES_KNEE = 0.88;
/** Blacks act below this, or this far above the photo's black point. */
const BLACKS_START = 0.46;
const BLACKS_ABOVE = 0.3;
/** At +100 the black point comes up by this. */
const BLACKS_UP = 0.17;
/** At -100 the black point goes to black, and the end of the range below it by at least this. */
const BLACKS_LEAST = 0.15;
const BLACKS_MOST = 0.8;
const BLACKS_TOE = 0.9;
/** A curve's slope is nowhere under 1 - 2·0.4 = 0.2. */
const STEEPEST = 0.4;
/** The share of what leaves the range that is compressed; the rest clips, as these two sliders should. */
const COMPRESSED = 0.35;

export interface EndPointsPlan {
  readonly whitesStart: number;
  /** D of the whites; 0 is neutral. */
  readonly whites: number;
  readonly whitesKnee: number;
  readonly whitesCeiling: number;
  readonly blacksStart: number;
  /** D of the blacks; 0 is neutral. */
  readonly blacks: number;
  readonly blacksToe: number;
  readonly blacksCeiling: number;
}

const clamp = (x: number, low: number, high: number): number => Math.min(high, Math.max(low, x));

/**
 * whites and blacks in [-1, 1]; the photo's white and black point on p, where the adjustments before these two
 * have taken them.
 */
export function planEndPoints(
  whites: number,
  blacks: number,
  whitePoint: number,
  blackPoint: number,
): EndPointsPlan {
  const pw = clamp(whitePoint, 0.5, 1);
  const whitesStart = WHITES_START * pw;
  const u2 = ((pw - whitesStart) / (1 - whitesStart)) ** 2;
  const up = clamp((WHITES_PAST - pw) / u2, WHITES_LEAST, WHITES_MOST);
  const down = Math.min(WHITES_DOWN / u2, STEEPEST * (1 - whitesStart));

  const pb = clamp(blackPoint, 0, 0.45);
  const blacksStart = Math.max(BLACKS_START, pb + BLACKS_ABOVE);
  const v2 = ((blacksStart - pb) / blacksStart) ** 2;
  const lift = Math.min(BLACKS_UP / v2, STEEPEST * blacksStart);
  const sink = clamp(pb / v2, BLACKS_LEAST, BLACKS_MOST);

  const D = whites * (whites > 0 ? up : down);
  const E = blacks * (blacks > 0 ? lift : sink);
  return {
    whitesStart,
    whites: D,
    whitesKnee: WHITES_KNEE,
    whitesCeiling: 1 + COMPRESSED * Math.max(0, D),
    blacksStart,
    blacks: E,
    blacksToe: BLACKS_TOE,
    blacksCeiling: 1 + COMPRESSED * Math.max(0, -E),
  };
}

export function applyWhites(plan: EndPointsPlan, p: number): number {
  if (p <= plan.whitesStart) return p;
  const u = (p - plan.whitesStart) / (1 - plan.whitesStart);
  return rollOff(p + plan.whites * u * u, plan.whitesKnee, plan.whitesCeiling);
}

export function applyBlacks(plan: EndPointsPlan, p: number): number {
  if (p >= plan.blacksStart) return p;
  const u = (plan.blacksStart - p) / plan.blacksStart;
  return 1 - rollOff(1 - (p + plan.blacks * u * u), plan.blacksToe, plan.blacksCeiling);
}

import { gainOfOdds, rollOff } from './curves';

/** Luminance up to here is multiplied exactly; above begins the shoulder. */
const KNEE = 0.45;
/** White falls by 2^(0.2 EV) when exposure goes down by EV: whites stay white-ish, mid-tones halve. */
const WHITE_FOLLOWS = 0.2;

export interface ExposurePlan {
  /** 2^EV. */
  readonly gain: number;
  /** What 1 is pushed to, and where the shoulder ends. */
  readonly ceiling: number;
  /** What white becomes when pulled down. */
  readonly white: number;
}

export function planExposure(ev: number): ExposurePlan {
  const gain = 2 ** ev;
  return { gain, ceiling: Math.max(1, gain), white: Math.min(1, gain) ** WHITE_FOLLOWS };
}

/** Exposed luminance in [0, 1] of a luminance in [0, 1]. */
export function expose(plan: ExposurePlan, y: number): number {
  if (plan.gain >= 1) return rollOff(y * plan.gain, KNEE, plan.ceiling);
  return gainOfOdds(y, plan.gain, plan.white);
}

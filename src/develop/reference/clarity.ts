import { exp2, gainOfOdds } from './curves';

/** Gain on detail at +100, per EV of detail: texture, and structure between the two scales. */
const TEXTURE_UP = 1;
const STRUCTURE_UP = 2;
/** At -100: texture mostly stays (not a blur), structure goes, and dark detail fills with light more (a glow). */
const TEXTURE_DOWN = 0.4;
const STRUCTURE_DOWN = 0.8;
const DARK_EXTRA = 1.2;
/** Detail of more than this, in EV, is an edge: its gain is held back so that it does not ring. */
const EDGE = 1.5;
/** Half of the gain is left at this luminance: what varies in the deepest shadows is mostly noise. */
const DARK_HALF = 0.008;

export interface ClarityPlan {
  readonly active: boolean;
  readonly texture: number;
  readonly structure: number;
  /** Factor on the gain of detail darker than its surroundings. */
  readonly dark: number;
}

/** clarity in [-1, 1]. */
export function planClarity(clarity: number): ClarityPlan {
  const up = clarity > 0;
  return {
    active: clarity !== 0,
    texture: clarity * (up ? TEXTURE_UP : TEXTURE_DOWN),
    structure: clarity * (up ? STRUCTURE_UP : STRUCTURE_DOWN),
    dark: up ? 1 : 1 + (DARK_EXTRA - 1) * -clarity,
  };
}

/** d, but no more than about EDGE/2: the slope never falls under -1/8. */
export function softenDetail(d: number): number {
  const t = d / EDGE;
  return d / (1 + t * t);
}

/** How much of the gain a luminance takes. */
export function weightOfClarity(y: number): number {
  return y / (y + DARK_HALF);
}

/**
 * Luminance with more or less local contrast, strongest in the mid-tones because odds are multiplied. y in
 * [0, 1]; fine and coarse: log2-luminance minus the base at the small and at the large scale, in EV; unlifted: the
 * luminance before Blacks, so that noise which they lift is not taken for detail.
 */
export function applyClarity(
  plan: ClarityPlan,
  y: number,
  fine: number,
  coarse: number,
  unlifted: number,
): number {
  const stops = plan.texture * softenDetail(fine) + plan.structure * softenDetail(coarse - fine);
  // By the sign of the gain itself, so that nothing jumps: with a negative slider it is dark detail that gains.
  const dark = stops > 0 ? plan.dark : 1;
  return gainOfOdds(y, exp2(stops * dark * weightOfClarity(Math.min(y, unlifted))), 1);
}

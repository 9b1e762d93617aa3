import { exp2, gainOfOdds, smoothStep } from './curves';

/** Stops of the odds y/(1 - y) at ±100. */
const SHADOWS_UP = 2.3;
const SHADOWS_DOWN = 2;
const HIGHLIGHTS_UP = 1.5;
const HIGHLIGHTS_DOWN = 1.7;
/** Where they act, in log2 of the base's odds: mid-grey is -2.2, half is 0, 0.9 is 3.2. */
const SHADOWS_FULL = -7.5;
const SHADOWS_END = -1;
const HIGHLIGHTS_START = -2.5;
const HIGHLIGHTS_FULL = 3.5;
/** White falls with the gain to this power, so that blown parts do not stand out as flat paper. */
const WHITE_FOLLOWS = 0.2;
/** Keeps the logarithm finite at black and white. */
const FLOOR = 2 ** -10;
/** Near white, chroma fades by this at ±100: what clipped in one channel must not turn into a colour. */
const CHROMA_FADE = 0.45;
const FADE_START = 0.85;
/** Stops of chroma lost for each stop of gain upwards: deep colours lifted in full look painted. */
const LIFT_FADE = 0.12;

export interface HighlightsShadowsPlan {
  readonly active: boolean;
  /** Stops in the highlights and in the shadows. */
  readonly highlights: number;
  readonly shadows: number;
  readonly chromaFade: number;
}

/** highlights and shadows in [-1, 1]. */
export function planHighlightsShadows(highlights: number, shadows: number): HighlightsShadowsPlan {
  return {
    active: highlights !== 0 || shadows !== 0,
    highlights: highlights * (highlights > 0 ? HIGHLIGHTS_UP : HIGHLIGHTS_DOWN),
    shadows: shadows * (shadows > 0 ? SHADOWS_UP : SHADOWS_DOWN),
    chromaFade: Math.abs(highlights) * CHROMA_FADE,
  };
}

/**
 * Stops of the odds for a pixel whose (exposed, coarse) base is this luminance in [0, 1]: neighbours share a base,
 * so what distinguishes them is kept.
 */
export function stopsOfBase(plan: HighlightsShadowsPlan, base: number): number {
  const odds = Math.log2((base + FLOOR) / (1 - base + FLOOR));
  return (
    plan.shadows * (1 - smoothStep(SHADOWS_FULL, SHADOWS_END, odds)) +
    plan.highlights * smoothStep(HIGHLIGHTS_START, HIGHLIGHTS_FULL, odds)
  );
}

/** Luminance y in [0, 1] with that gain. */
export function liftByStops(y: number, stops: number): number {
  return gainOfOdds(y, exp2(stops), exp2(Math.min(0, stops) * WHITE_FOLLOWS));
}

/** The factor on chroma that goes with the gain, by the luminance before it. */
export function chromaOfLift(plan: HighlightsShadowsPlan, y: number, stops: number): number {
  const fade = 1 - plan.chromaFade * smoothStep(FADE_START, 1, y);
  return fade * exp2(-LIFT_FADE * Math.max(0, stops));
}

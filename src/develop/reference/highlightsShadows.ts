import { gainOfOdds, smoothStep } from './curves';

/** Stops of the odds y/(1 - y) at ±100. */
const SHADOWS_UP = 2.3;
const SHADOWS_DOWN = 2;
const HIGHLIGHTS_UP = 1.5;
const HIGHLIGHTS_DOWN = 2.1;
/** Where they act, in log2 of the base's odds: mid-grey is -2.2, half is 0, 0.9 is 3.2. */
const SHADOWS_FULL = -7;
const SHADOWS_END = -0.5;
const HIGHLIGHTS_START = -2.5;
const HIGHLIGHTS_FULL = 3.5;
/** White falls with the gain to this power, so that blown parts do not stand out as flat paper. */
const WHITE_FOLLOWS = 0.1;
/** Keeps the logarithm finite at black and white. */
const FLOOR = 2 ** -10;
/** Near white, chroma fades by this at ±100: what clipped in one channel must not turn into a colour. */
const CHROMA_FADE = 0.45;
const FADE_START = 0.6;

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
 * Luminance with the gain that its base asks for: neighbours share a base, so what distinguishes them is kept.
 * y and base (both exposed) in [0, 1].
 */
export function liftByBase(plan: HighlightsShadowsPlan, y: number, base: number): number {
  const odds = Math.log2((base + FLOOR) / (1 - base + FLOOR));
  const stops =
    plan.shadows * (1 - smoothStep(SHADOWS_FULL, SHADOWS_END, odds)) +
    plan.highlights * smoothStep(HIGHLIGHTS_START, HIGHLIGHTS_FULL, odds);
  return gainOfOdds(y, 2 ** stops, 2 ** (Math.min(0, stops) * WHITE_FOLLOWS));
}

/** The factor on chroma, by the luminance before the gain. */
export function fadeNearWhite(plan: HighlightsShadowsPlan, y: number): number {
  return 1 - plan.chromaFade * smoothStep(FADE_START, 1, y);
}

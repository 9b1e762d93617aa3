/** Chroma of the dullest colours is multiplied by 1 + this at +100. */
const UP = 1.4;
/** And by 1 - this at -100; the most colourful lose less, by DOWN·(1 - KEEP_VIVID). */
const DOWN = 0.8;
const KEEP_VIVID = 0.45;
/** Skin: OKLab hues about 55 degrees, given as the cosine and sine of the centre, and how much. */
const SKIN_COS = Math.cos((55 * Math.PI) / 180);
const SKIN_SIN = Math.sin((55 * Math.PI) / 180);
const SKIN_GUARD = 0.6;

export interface VibrancePlan {
  readonly active: boolean;
  readonly up: number;
  readonly down: number;
  /** The photo's own largest OKLab chroma: no colour is taken past it. */
  readonly maximumChroma: number;
}

/** vibrance in [-1, 1]. */
export function planVibrance(vibrance: number, maximumChroma: number): VibrancePlan {
  return {
    active: vibrance !== 0,
    up: Math.max(0, vibrance) * UP,
    down: Math.max(0, -vibrance) * DOWN,
    maximumChroma: Math.max(maximumChroma, 1e-3),
  };
}

/**
 * The factor on OKLab chroma. Going up, C·(1 + v·(1 - C/max)²) rises with C and meets C at the photo's maximum
 * for every v up to 3, so vibrance evens colours out and never makes the most vivid more so.
 */
export function vibranceFactor(plan: VibrancePlan, a: number, b: number): number {
  const chroma = Math.sqrt(a * a + b * b);
  const u = Math.min(1, chroma / plan.maximumChroma);
  // 1 in the middle of skin's hues, falling smoothly; the chroma of grey has no hue, and 1e-6 keeps it finite.
  const alignment = (a * SKIN_COS + b * SKIN_SIN) / (chroma + 1e-6);
  // Its sixth power: half of the guard is left 27 degrees away.
  const near = Math.max(0, alignment);
  const skin = SKIN_GUARD * (near * near * near) ** 2;
  const dull = (1 - u) * (1 - u);
  return 1 + (1 - skin) * (plan.up * dull - plan.down * (1 - KEEP_VIVID * u));
}

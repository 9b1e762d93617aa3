/** The shapes that several adjustments share. Each is monotone, and the identity where its argument says so. */

/** 2^x; Math.exp is several times as fast as a power. */
export function exp2(x: number): number {
  return Math.exp(x * Math.LN2);
}

/** Hermite's 3t² - 2t³: 0 below `from`, 1 above `to`. */
export function smoothStep(from: number, to: number, x: number): number {
  const t = Math.min(1, Math.max(0, (x - from) / (to - from)));
  return t * t * (3 - 2 * t);
}

/**
 * x up to `knee`, then a roll-off that reaches 1 at `ceiling` and is clipped there: Reinhard's extended operator
 * (Reinhard et al. 2002, equation 4) above the knee, joined with equal slope. With ceiling = 1 it is the identity
 * on [0, 1], so it needs no switch at neutral.
 */
export function rollOff(x: number, knee: number, ceiling: number): number {
  if (x <= knee) return x;
  const room = 1 - knee;
  const u = (x - knee) / room;
  const m = (ceiling - knee) / room;
  return Math.min(1, knee + (room * u * (1 + u / (m * m))) / (1 + u));
}

/**
 * A gain for luminance that stays within [0, 1]: y·gain in the darks, `white` at y = 1. With white = 1 it
 * multiplies the odds y/(1 - y), so gains in a row multiply. y in [0, 1], gain > 0.
 */
export function gainOfOdds(y: number, gain: number, white: number): number {
  return (gain * y) / (1 - (1 - gain / white) * y);
}

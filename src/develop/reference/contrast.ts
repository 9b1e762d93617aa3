/** Mid-grey, 18% of white, on the axis of the curve: the cube root of luminance. */
const PIVOT = Math.cbrt(0.18);
/** Slope at the pivot at +100 is 2^0.7 = 1.62, at -100 one over it. */
const STOPS_AT_100 = 0.7;

export interface ContrastPlan {
  /** Slope at mid-grey. */
  readonly slope: number;
}

/** contrast in [-1, 1]. */
export function planContrast(contrast: number): ContrastPlan {
  return { slope: 2 ** (contrast * STOPS_AT_100) };
}

/**
 * An S about mid-grey on p, the cube root of luminance in [0, 1]: 0, mid-grey and 1 stay. Each half is the
 * Möbius map with slope 1/s at its end and s at mid-grey, so no slope is ever infinite, and -c undoes c.
 */
export function applyContrast(plan: ContrastPlan, p: number): number {
  const s = plan.slope;
  if (p < PIVOT) {
    const u = p / PIVOT;
    return (PIVOT * u) / (s + (1 - s) * u);
  }
  const u = (1 - p) / (1 - PIVOT);
  return 1 - ((1 - PIVOT) * u) / (s + (1 - s) * u);
}

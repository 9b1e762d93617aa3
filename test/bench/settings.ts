import { type Adjustments, NEUTRAL, patchAdjustments } from '../../src/edit';

/** All eleven off neutral, as an edit that a person might keep: what every bench develops. */
export const BENCH_EDIT: Adjustments = patchAdjustments(NEUTRAL, {
  temp: 20,
  tint: 5,
  exposure: 0.5,
  contrast: 20,
  highlights: -40,
  shadows: 40,
  whites: 10,
  blacks: -10,
  clarity: 25,
  vibrance: 25,
  saturation: 10,
});

import { ADJUSTMENT_IDS, ADJUSTMENTS, type AdjustmentId, type AdjustmentsPatch, snap } from '../edit';
import type { HeldSamples } from './condition';
import { TOLERANCE_IN_MODEL_UNITS } from './sample';

/** Where people of this taste would set one slider for this photo. */
export interface SliderDensity {
  /** [DENSITY_POINTS], at equal distances over the slider's range: the density of where it is moved to, highest 1. */
  readonly curve: Float32Array;
  /** Probability that it is left at 0, which the curve leaves out. */
  readonly atZero: number;
  /** Slider units, on its steps: a sixth would set it lower, a sixth higher. */
  readonly low: number;
  readonly high: number;
}

/** Of the free sliders; a locked one has its value. */
export type SliderDensities = Readonly<Partial<Record<AdjustmentId, SliderDensity>>>;

export const DENSITY_POINTS = 61;
/** A share of each end that "usually" leaves out. */
const TAIL = 1 / 6;
/** Share of a slider's tolerance that smooths its curve: finer shapes are the samples', not the people's. */
const SMOOTH = 0.5;

const at = (point: number): number => (2 * point) / (DENSITY_POINTS - 1) - 1;

interface Cell {
  readonly from: number;
  readonly to: number;
  readonly mass: number;
}

/** The whole probability along the slider: what each point stands for, and what is left at 0 as a cell without width. */
function cellsOf(curve: Float64Array, atZero: number): Cell[] {
  const total = curve.reduce((sum, value) => sum + value, 0);
  const half = 1 / (DENSITY_POINTS - 1);
  const cells = Array.from(curve, (value, point) => ({
    from: at(point) - half,
    to: at(point) + half,
    mass: total > 0 ? (value / total) * (1 - atZero) : 0,
  }));
  const middle = (DENSITY_POINTS - 1) / 2;
  const mass = cells[middle].mass / 2;
  const around = [
    { from: -half, to: 0, mass },
    { from: 0, to: 0, mass: atZero },
    { from: 0, to: half, mass },
  ];
  return [...cells.slice(0, middle), ...around, ...cells.slice(middle + 1)];
}

/** The slider value, in model units, below which `share` of the probability lies. */
function quantile(cells: readonly Cell[], share: number): number {
  let below = 0;
  for (const { from, to, mass } of cells) {
    if (below + mass >= share) return mass > 0 ? from + ((to - from) * (share - below)) / mass : from;
    below += mass;
  }
  return 1;
}

/**
 * A mixture of the samples' hurdle Gaussians for each free slider, under the samples' weights: p(y_i | x, taste), and
 * given the locked values where there are any.
 */
export function sliderDensities(held: HeldSamples, locked: AdjustmentsPatch): SliderDensities {
  const weights = held.likelihood.map((likelihood, j) => likelihood * held.samples[j].weight);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const density = (i: number): SliderDensity => {
    const curve = new Float64Array(DENSITY_POINTS);
    let atZero = 0;
    held.samples.forEach(({ mean, deviation, moved }, j) => {
      const weight = weights[j] / total;
      const spread = Math.hypot(deviation[i], SMOOTH * TOLERANCE_IN_MODEL_UNITS[i]);
      atZero += weight * (1 - moved[i]);
      for (let point = 0; point < DENSITY_POINTS; point++) {
        const residual = (at(point) - mean[i]) / spread;
        curve[point] += (weight * moved[i] * Math.exp(-0.5 * residual * residual)) / spread;
      }
    });
    const highest = Math.max(...curve, Number.MIN_VALUE);
    const row = ADJUSTMENTS[i];
    const cells = cellsOf(curve, atZero);
    return {
      curve: Float32Array.from(curve, (value) => value / highest),
      atZero,
      low: snap(row, row.max * quantile(cells, TAIL)),
      high: snap(row, row.max * quantile(cells, 1 - TAIL)),
    };
  };
  return Object.fromEntries(
    ADJUSTMENT_IDS.flatMap((id, i) => (locked[id] === undefined ? [[id, density(i)] as const] : [])),
  );
}

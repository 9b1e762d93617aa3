import type { Adjustments } from '../../edit';
import type { Plan } from './plan';
import { STYLE_NAMES } from './styles';

/** One simulated edit: its place in the plan, where the sliders were left, and how far from the goals that is. */
export interface SimulatedEdit {
  readonly index: number;
  readonly adjustments: Adjustments;
  readonly miss: number;
}

/** A simulated edit as a row of a dataset (docs/data.md). */
export interface SimulatedRow {
  readonly photo: number;
  readonly person: number;
  readonly time: number;
  readonly adjustments: Adjustments;
  readonly style: string;
}

/** Goals' residuals by style: of edits as they were left, in units of what people can just tell apart. */
export interface MissSummary {
  readonly style: string;
  readonly edits: number;
  readonly median: number;
  readonly p90: number;
}

/**
 * Rows of a plan's edits, in any order, and how far they stayed from their goals. Photos and people keep the plan's
 * numbers, and with them their side of the split, however many of them are made.
 */
export function createRowMaker(plan: Plan): {
  rowOf(edit: SimulatedEdit): SimulatedRow;
  misses(): MissSummary[];
} {
  const before = new Map<number, number>();
  const times = plan.edits.map(({ person }) => {
    const time = before.get(person) ?? 0;
    before.set(person, time + 1);
    return time;
  });
  const misses = STYLE_NAMES.map((): number[] => []);
  return {
    rowOf({ index, adjustments, miss }) {
      const { photo, person, style, untouched } = plan.edits[index];
      if (!untouched) misses[style].push(miss);
      return { photo, person, time: times[index], adjustments, style: STYLE_NAMES[style] };
    },
    misses: () =>
      STYLE_NAMES.map((style, which) => {
        const own = Float64Array.from(misses[which]).sort();
        const at = (p: number) => Number((own[Math.floor(p * own.length)] ?? 0).toFixed(3));
        return { style, edits: own.length, median: at(0.5), p90: at(0.9) };
      }),
  };
}

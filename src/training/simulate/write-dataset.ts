import { invariant } from '../../core';
import { ADJUSTMENT_COUNT, type Adjustments, toModelUnits } from '../../edit';
import type { Plan, PopulationName, VariantEntry } from './plan';
import { STYLE_NAMES } from './styles';

/** One simulated edit: its place in the plan, where the sliders were left, and how far from the goals that is. */
export interface SimulatedEdit {
  readonly index: number;
  readonly adjustments: Adjustments;
  readonly miss: number;
}

export interface DatasetFiles {
  readonly manifest: Readonly<Record<string, unknown>>;
  readonly groups: Uint32Array;
  readonly edits: Float32Array;
  readonly index: Uint32Array;
}

/** Goals' residuals by style: of edits as they were left, in units of what people can just tell apart. */
export interface MissSummary {
  readonly style: string;
  readonly edits: number;
  readonly median: number;
  readonly p90: number;
}

function summarise(plan: Plan, simulated: readonly SimulatedEdit[]): MissSummary[] {
  return STYLE_NAMES.map((style, which) => {
    const misses = simulated
      .filter(({ index }) => plan.edits[index].style === which && !plan.edits[index].untouched)
      .map(({ miss }) => miss)
      .sort((a, b) => a - b);
    const at = (p: number) => Number((misses[Math.floor(p * misses.length)] ?? 0).toFixed(3));
    return { style, edits: misses.length, median: at(0.5), p90: at(0.9) };
  });
}

/**
 * The dataset folder's files but the features (format version 1, training/dataset.ts reads it). `simulated` must hold
 * every edit of the plan, in any order.
 */
export function buildDataset(
  plan: Plan,
  photos: readonly VariantEntry[],
  simulated: readonly SimulatedEdit[],
  options: { population: PopulationName; seed: number },
): DatasetFiles {
  const count = plan.edits.length;
  const edits = new Float32Array(count * ADJUSTMENT_COUNT);
  const index = new Uint32Array(count * 3);
  const seen = new Uint8Array(count);
  for (const { index: edit, adjustments } of simulated) {
    edits.set(toModelUnits(adjustments), edit * ADJUSTMENT_COUNT);
    const { photo, person, style } = plan.edits[edit];
    index.set([photo, person, style], edit * 3);
    seen[edit] = 1;
  }
  invariant(
    seen.every((value) => value === 1),
    'every planned edit was made',
  );
  return {
    manifest: {
      version: 1,
      simulated: true,
      photos: photos.length,
      edits: count,
      people: plan.people.length,
      styles: STYLE_NAMES,
      population: options.population,
      seed: options.seed,
      misses: summarise(plan, simulated),
    },
    groups: Uint32Array.from(photos, ({ group }) => group),
    edits,
    index,
  };
}

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

/** The edits that are made, in any order, and the photos of the plan that they are all made of, ascending. */
export interface SimulatedSet {
  readonly edits: readonly SimulatedEdit[];
  readonly photos: readonly number[];
}

/**
 * The dataset folder's files but the features (format version 1, training/dataset.ts reads it). Photos and people
 * without edits stay in, so that their numbers, and with them the splits, are those of the plan.
 */
export function buildDataset(
  plan: Plan,
  photos: readonly VariantEntry[],
  made: SimulatedSet,
  options: { population: PopulationName; seed: number },
): DatasetFiles {
  const ordered = [...made.edits].sort((a, b) => a.index - b.index);
  const count = ordered.length;
  const place = new Map(made.photos.map((photo, i) => [photo, i]));
  const edits = new Float32Array(count * ADJUSTMENT_COUNT);
  const index = new Uint32Array(count * 3);
  ordered.forEach(({ index: planned, adjustments }, i) => {
    const { photo, person, style } = plan.edits[planned];
    const row = place.get(photo);
    invariant(row !== undefined, 'an edit is of a photo that is there');
    edits.set(toModelUnits(adjustments), i * ADJUSTMENT_COUNT);
    index.set([row, person, style], i * 3);
  });
  return {
    manifest: {
      version: 1,
      simulated: true,
      photos: made.photos.length,
      edits: count,
      people: plan.people.length,
      styles: STYLE_NAMES,
      population: options.population,
      seed: options.seed,
      misses: summarise(plan, made.edits),
    },
    groups: Uint32Array.from(made.photos, (photo) => photos[photo].group),
    edits,
    index,
  };
}

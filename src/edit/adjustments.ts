import { ManylightError } from '../core';
import {
  ADJUSTMENT_COUNT,
  ADJUSTMENTS,
  type AdjustmentDefinition,
  type AdjustmentId,
  isAdjustmentId,
} from './table';

/** A value in slider units for each of the eleven. */
export type Adjustments = Readonly<Record<AdjustmentId, number>>;

/** Some of the eleven: a change. */
export type AdjustmentsPatch = Readonly<Partial<Record<AdjustmentId, number>>>;

function build(value: (row: (typeof ADJUSTMENTS)[number], index: number) => number): Adjustments {
  return Object.fromEntries(ADJUSTMENTS.map((row, index) => [row.id, value(row, index)])) as Adjustments;
}

export const NEUTRAL: Adjustments = Object.freeze(build(() => 0));

/** To the nearest step within the range; what is not a number becomes neutral. */
export function snap(row: AdjustmentDefinition, value: number): number {
  if (!Number.isFinite(value)) return 0;
  const stepped = Math.round(Math.min(row.max, Math.max(row.min, value)) / row.step) * row.step;
  // Two decimals are all that any step needs, and -0 would show as "-0".
  return Math.round(stepped * 100) / 100 || 0;
}

export function patchAdjustments(adjustments: Adjustments, patch: AdjustmentsPatch): Adjustments {
  return build((row) => snap(row, patch[row.id] ?? adjustments[row.id]));
}

export function sameAdjustments(a: Adjustments, b: Adjustments): boolean {
  return ADJUSTMENTS.every(({ id }) => a[id] === b[id]);
}

/** The sliders that stand elsewhere after than before, as they stand then. */
export function changesBetween(before: Adjustments, after: Adjustments): AdjustmentsPatch {
  const changed = ADJUSTMENTS.filter(({ id }) => before[id] !== after[id]);
  return Object.fromEntries(changed.map(({ id }) => [id, after[id]]));
}

export function isNeutral(adjustments: Adjustments): boolean {
  return sameAdjustments(adjustments, NEUTRAL);
}

/** Amount: 0 is neutral, 1 the look itself, above 1 past it; clamped to the sliders' ranges. */
export function blendFromNeutral(look: Adjustments, amount: number): Adjustments {
  return build((row) => snap(row, look[row.id] * amount));
}

/** Of the sliders that one or the other moves, the share that stand elsewhere, 0 to 1; 0 where neither moves any. */
export function shareChanged(before: Adjustments, after: Adjustments): number {
  const moved = ADJUSTMENTS.filter(({ id }) => before[id] !== 0 || after[id] !== 0);
  const changed = moved.filter(({ id }) => before[id] !== after[id]);
  return changed.length / Math.max(1, moved.length);
}

/** y as the models see it: [11], each slider's range scaled to [-1, 1], in the table's order. */
export function toModelUnits(adjustments: Adjustments): Float64Array {
  return Float64Array.from(ADJUSTMENTS, (row) => adjustments[row.id] / row.max);
}

/** Half a step of each slider in model units, [11]: a value stands for all that would round to it. */
export const HALF_STEP = Float64Array.from(ADJUSTMENTS, (row) => row.step / row.max / 2);

/** The inverse of toModelUnits, clamped to the ranges and snapped to the steps. */
export function fromModelUnits(y: ArrayLike<number>): Adjustments {
  return build((row, index) => snap(row, y[index] * row.max));
}

/**
 * Adjustments from data that was not made here (a file, the command line): every key must be one of the eleven,
 * every value a number within the slider's range. Missing ones are neutral. Throws `data-invalid`.
 */
export function parseAdjustments(data: unknown): Adjustments {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    throw new ManylightError('data-invalid', 'Adjustments must be an object of slider names and numbers.');
  }
  const patch: Partial<Record<AdjustmentId, number>> = {};
  for (const [id, value] of Object.entries(data)) {
    if (!isAdjustmentId(id)) {
      const known = ADJUSTMENTS.map((row) => row.id).join(', ');
      throw new ManylightError(
        'data-invalid',
        `There is no adjustment named "${id}"; the ${ADJUSTMENT_COUNT} are ${known}.`,
      );
    }
    const row = ADJUSTMENTS.find((candidate) => candidate.id === id)!;
    if (typeof value !== 'number' || !Number.isFinite(value) || value < row.min || value > row.max) {
      throw new ManylightError(
        'data-invalid',
        `${row.label} must be a number from ${row.min} to ${row.max}, not ${JSON.stringify(value)}.`,
      );
    }
    patch[id] = value;
  }
  return patchAdjustments(NEUTRAL, patch);
}

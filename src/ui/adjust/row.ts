import type { AdjustmentDefinition, AdjustmentId } from '../../edit';

/** One row of the table of adjustments. */
export type Row = AdjustmentDefinition & { readonly id: AdjustmentId };

import type { EditCases } from '../../src/app/edit-cases';
import { type AdjustmentId, adjustmentOf } from '../../src/edit';

/** A slider moved in one go, as a typed number or an arrow key moves it. */
export function moveSlider(edits: EditCases, id: AdjustmentId, value: number): void {
  edits.preview({ [id]: value });
  edits.commit(adjustmentOf(id).label);
}

export {
  type Adjustments,
  type AdjustmentsPatch,
  blendFromNeutral,
  changesBetween,
  fromModelUnits,
  HALF_STEP,
  isNeutral,
  NEUTRAL,
  parseAdjustments,
  patchAdjustments,
  sameAdjustments,
  shareChanged,
  snap,
  toModelUnits,
} from './adjustments';
export { commit, createHistory, type History, type HistoryEntry, mark, redo, undo } from './history';
export {
  ADJUSTMENT_COUNT,
  ADJUSTMENT_IDS,
  ADJUSTMENTS,
  type AdjustmentDefinition,
  type AdjustmentId,
  adjustmentOf,
  isAdjustmentId,
} from './table';
export { EDIT_VERSION, readStoredEdit, type StoredEdit, storeEdit } from './version';

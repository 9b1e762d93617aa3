import {
  ADJUSTMENT_IDS,
  type AdjustmentId,
  type Adjustments,
  type AdjustmentsPatch,
  blendFromNeutral,
  commit,
  createHistory,
  type History,
  isNeutral,
  patchAdjustments,
  redo,
  undo,
} from '../edit';
import type { EditView } from './session-types';

/** The look that an edit stands on, and how much of it. */
export interface LookUse {
  readonly id: string;
  /** What it does, as it was named when taken. */
  readonly words: string;
  readonly adjustments: Adjustments;
  /** 0..MAX_AMOUNT. */
  readonly amount: number;
}

/** A history of adjustments, and beside each of its entries the look that was in use before and after it. */
export interface EditState {
  readonly history: History;
  readonly look: LookUse | null;
  readonly done: readonly (LookUse | null)[];
  readonly undone: readonly (LookUse | null)[];
}

export const MAX_AMOUNT = 1.5;

/** The same settings are the same look, in any list and after any reload. */
export function lookId(adjustments: Adjustments): string {
  return `look:${ADJUSTMENT_IDS.map((id) => adjustments[id]).join(',')}`;
}

export function createEditState(current: Adjustments, look: LookUse | null = null): EditState {
  return { history: createHistory(current), look, done: [], undone: [] };
}

/** One gesture. A gesture that changes no slider leaves no entry, but may still change the look in use. */
export function commitEdit(
  state: EditState,
  label: string,
  next: Adjustments,
  look: LookUse | null,
): EditState {
  const history = commit(state.history, label, next);
  if (history === state.history) return { ...state, look };
  // The history forgets its oldest entries past a limit; what lies beside them goes too.
  return { history, look, done: [...state.done, state.look].slice(-history.done.length), undone: [] };
}

export function undoEdit(state: EditState): EditState {
  const history = undo(state.history);
  if (history === state.history) return state;
  return {
    history,
    look: state.done.at(-1) ?? null,
    done: state.done.slice(0, -1),
    undone: [...state.undone, state.look],
  };
}

export function redoEdit(state: EditState): EditState {
  const history = redo(state.history);
  if (history === state.history) return state;
  return {
    history,
    look: state.undone.at(-1) ?? null,
    done: [...state.done, state.look],
    undone: state.undone.slice(0, -1),
  };
}

/**
 * The edit when the amount of its look changes: sliders that stand where the look put them follow, sliders that the
 * person has moved since stay, and so do locked ones.
 */
export function reblend(
  current: Adjustments,
  look: LookUse,
  amount: number,
  locked: readonly AdjustmentId[] = [],
): Adjustments {
  const from = blendFromNeutral(look.adjustments, look.amount);
  const to = blendFromNeutral(look.adjustments, amount);
  const following: Partial<Record<AdjustmentId, number>> = {};
  for (const id of ADJUSTMENT_IDS) {
    if (current[id] === from[id] && !locked.includes(id)) following[id] = to[id];
  }
  return patchAdjustments(current, following);
}

/** The values of the locked sliders. */
export function valuesOf(adjustments: Adjustments, locked: readonly AdjustmentId[]): AdjustmentsPatch {
  return Object.fromEntries(locked.map((id) => [id, adjustments[id]]));
}

export function viewOfEdit({ history }: EditState): EditView {
  return {
    adjustments: history.current,
    canUndo: history.done.length > 0,
    canRedo: history.undone.length > 0,
    undoLabel: history.done.at(-1)?.label ?? '',
    redoLabel: history.undone.at(-1)?.label ?? '',
    neutral: isNeutral(history.current),
  };
}

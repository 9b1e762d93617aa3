import { type Adjustments, type AdjustmentsPatch, patchAdjustments } from './adjustments';
import { ADJUSTMENTS, type AdjustmentId } from './table';

/** One gesture: what it is called, and the sliders it changed, before and after. */
export interface HistoryEntry {
  readonly label: string;
  readonly before: AdjustmentsPatch;
  readonly after: AdjustmentsPatch;
}

/** Undo and redo as diffs; `current` is always the result of everything in `done`. */
export interface History {
  readonly current: Adjustments;
  readonly done: readonly HistoryEntry[];
  readonly undone: readonly HistoryEntry[];
}

/** Old gestures past this many are forgotten, so a long session stays small. */
const LIMIT = 500;

export function createHistory(current: Adjustments): History {
  return { current, done: [], undone: [] };
}

/** One entry a gesture; a gesture that changes nothing leaves no entry. */
export function commit(history: History, label: string, next: Adjustments): History {
  const before: Partial<Record<AdjustmentId, number>> = {};
  const after: Partial<Record<AdjustmentId, number>> = {};
  for (const { id } of ADJUSTMENTS) {
    if (history.current[id] === next[id]) continue;
    before[id] = history.current[id];
    after[id] = next[id];
  }
  if (Object.keys(after).length === 0) return history;
  return { current: next, done: [...history.done, { label, before, after }].slice(-LIMIT), undone: [] };
}

/** An entry that changes no slider; what it stands for lies beside the history. */
export function mark(history: History, label: string): History {
  const entry: HistoryEntry = { label, before: {}, after: {} };
  return { ...history, done: [...history.done, entry].slice(-LIMIT), undone: [] };
}

export function undo(history: History): History {
  const entry = history.done.at(-1);
  if (!entry) return history;
  return {
    current: patchAdjustments(history.current, entry.before),
    done: history.done.slice(0, -1),
    undone: [...history.undone, entry],
  };
}

export function redo(history: History): History {
  const entry = history.undone.at(-1);
  if (!entry) return history;
  return {
    current: patchAdjustments(history.current, entry.after),
    done: [...history.done, entry],
    undone: history.undone.slice(0, -1),
  };
}

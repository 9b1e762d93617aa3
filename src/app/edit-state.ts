import {
  ADJUSTMENT_IDS,
  type AdjustmentId,
  type Adjustments,
  type AdjustmentsPatch,
  blendFromNeutral,
  changesBetween,
  commit,
  createHistory,
  type History,
  type HistoryEntry,
  isNeutral,
  mark,
  patchAdjustments,
  redo,
  sameAdjustments,
  shareChanged,
  undo,
} from '../edit';
import type { EditKind } from './set/types';
import type { EditView } from './state-types';

/** The look that an edit stands on, and how much of it. */
export interface LookUse {
  readonly id: string;
  /** What it does, as it was named when taken. */
  readonly words: string;
  readonly adjustments: Adjustments;
  /** 0..MAX_AMOUNT. */
  readonly amount: number;
  /** It came with a whole set's look: nobody has chosen it for this photo. */
  readonly given?: boolean;
}

/** The untouched photo as a look to be previewed: no look of the model's has such an id. */
export const AS_SHOT = 'as-shot';

/** What goes with the adjustments through undo and redo. */
interface Beside {
  /** The look in use. */
  readonly look: LookUse | null;
  /** Looks of this photo that are not for the person. */
  readonly disliked: readonly Adjustments[];
}

/** A history of adjustments, and beside each of its entries what went with it before and after. */
export interface EditState extends Beside {
  readonly history: History;
  readonly done: readonly Beside[];
  readonly undone: readonly Beside[];
}

export const MAX_AMOUNT = 1.5;

/** The same settings are the same look, in any list and after any reload. */
export function lookId(adjustments: Adjustments): string {
  return `look:${ADJUSTMENT_IDS.map((id) => adjustments[id]).join(',')}`;
}

export function createEditState(
  current: Adjustments,
  look: LookUse | null = null,
  disliked: readonly Adjustments[] = [],
): EditState {
  return { history: createHistory(current), look, disliked, done: [], undone: [] };
}

const besideOf = ({ look, disliked }: EditState): Beside => ({ look, disliked });

export function kindOfEdit({ history, look }: EditState): EditKind {
  if (isNeutral(history.current)) return 'none';
  return look?.given && isAsShown({ history, look }) ? 'given' : 'hand';
}

/** Whether the edit is a look as it was shown, with nothing changed by hand. */
export function isAsShown({ history, look }: Pick<EditState, 'history' | 'look'>): boolean {
  return look !== null && sameAdjustments(history.current, look.adjustments);
}

/** An edit with this share of its sliders set by hand, or more, says which sliders its person moves (decision 034). */
const MOSTLY_BY_HAND = 0.5;

/**
 * Whether which sliders are moved is the look's doing more than the person's: of those that the look (at its amount) or the
 * edit moves, less than half stand elsewhere than the look put them.
 */
export function isMostlyAsShown({ history, look }: Pick<EditState, 'history' | 'look'>): boolean {
  if (!look) return false;
  return shareChanged(blendFromNeutral(look.adjustments, look.amount), history.current) < MOSTLY_BY_HAND;
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
  return entered(state, history, { look, disliked: state.disliked });
}

/** A gesture that goes on from the last one, as taps of a key do: one entry with it, if that is under the same label. */
export function amendEdit(
  state: EditState,
  label: string,
  next: Adjustments,
  look: LookUse | null,
): EditState {
  const { done, undone } = state.history;
  if (done.at(-1)?.label !== label || undone.length > 0) return commitEdit(state, label, next, look);
  const before = undoEdit(state);
  return commitEdit({ ...before, history: { ...before.history, undone }, undone: [] }, label, next, look);
}

/** What another tab made of the photo. */
export interface EditElsewhere {
  /** The edit here, as the other tab could have known it. */
  readonly base: Adjustments;
  readonly adjustments: Adjustments;
  readonly look: LookUse | null;
}

/** What another tab made of the photo, as one entry; what was moved here since stays on top. */
export function meetEdit(state: EditState, { base, adjustments, look }: EditElsewhere): EditState {
  const next = patchAdjustments(adjustments, changesBetween(base, state.history.current));
  if (sameAdjustments(next, state.history.current)) return state;
  return commitEdit(state, 'Edit in another tab', next, look);
}

/** A look is taken: it is for the person now, whatever they said of it before; undo says it again. */
export function takeIn(
  state: EditState,
  label: string,
  next: Adjustments,
  look: LookUse,
  shown: Adjustments,
): EditState {
  const taken = commitEdit(state, label, next, look);
  const disliked = taken.disliked.filter((one) => !sameAdjustments(one, shown));
  return disliked.length === taken.disliked.length ? taken : { ...taken, disliked };
}

/** The entry that a gesture left; undefined where it left none, as taps that end where they began do. */
export function entryMade(before: EditState, after: EditState): HistoryEntry | undefined {
  const last = after.history.done.at(-1);
  return last && !before.history.done.includes(last) ? last : undefined;
}

/** One more look that is not for the person: an entry of its own, which moves no slider. */
export function dislikeIn(state: EditState, label: string, look: Adjustments): EditState {
  return entered(state, mark(state.history, label), {
    look: state.look,
    disliked: [...state.disliked, look],
  });
}

function entered(state: EditState, history: History, after: Beside): EditState {
  // The history forgets its oldest entries past a limit; what lies beside them goes too.
  return {
    ...after,
    history,
    done: [...state.done, besideOf(state)].slice(-history.done.length),
    undone: [],
  };
}

/** Other dislikes than the history knows of (another profile's, or none any more): they are no part of undo. */
export function withDisliked(state: EditState, disliked: readonly Adjustments[]): EditState {
  const isGesture = ({ after }: History['done'][number]) => Object.keys(after).length > 0;
  const { done, undone } = state.history;
  const rest = (list: readonly Beside[], entries: History['done']) =>
    list.filter((_, i) => isGesture(entries[i])).map(({ look }) => ({ look, disliked }));
  return {
    look: state.look,
    disliked,
    history: { ...state.history, done: done.filter(isGesture), undone: undone.filter(isGesture) },
    done: rest(state.done, done),
    undone: rest(state.undone, undone),
  };
}

export function undoEdit(state: EditState): EditState {
  const history = undo(state.history);
  const before = state.done.at(-1);
  if (history === state.history || !before) return state;
  return { ...before, history, done: state.done.slice(0, -1), undone: [...state.undone, besideOf(state)] };
}

export function redoEdit(state: EditState): EditState {
  const history = redo(state.history);
  const after = state.undone.at(-1);
  if (history === state.history || !after) return state;
  return { ...after, history, done: [...state.done, besideOf(state)], undone: state.undone.slice(0, -1) };
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

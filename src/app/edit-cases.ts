import {
  ADJUSTMENT_IDS,
  ADJUSTMENTS,
  type Adjustments,
  adjustmentOf,
  changesBetween,
  type HistoryEntry,
  NEUTRAL,
  patchAdjustments,
  sameAdjustments,
} from '../edit';
import {
  AS_SHOT,
  amendEdit,
  commitEdit,
  dislikeIn,
  type EditElsewhere,
  type EditState,
  entryMade,
  type LookUse,
  lookId,
  MAX_AMOUNT,
  meetEdit,
  reblend,
  redoEdit,
  takeIn,
  undoEdit,
  valuesOf,
  viewOfEdit,
} from './edit-state';
import type { Current, Kernel } from './kernel';
import type { Session } from './session-types';

type PublicCases = Pick<
  Session,
  | 'preview'
  | 'commit'
  | 'cancelDraft'
  | 'resetSlider'
  | 'reset'
  | 'undo'
  | 'redo'
  | 'setAmount'
  | 'previewLook'
  | 'takeLook'
  | 'setLock'
>;

export interface EditCases extends PublicCases {
  /** Shows the open photo's edit in the state; after opening, and after anything that changed it. */
  publish(): void;
  /** A look of the open photo is not for the person; undo takes it back. */
  dislike(look: { readonly words: string; readonly adjustments: Adjustments }): void;
  /** Settings from elsewhere, as one entry of the history; locked sliders stay. */
  bring(label: string, adjustments: Adjustments, look: Omit<LookUse, 'id'> | null): void;
  /** Settings that the person copied from another photo; who cannot see it hears so. */
  paste(adjustments: Adjustments, look: Omit<LookUse, 'id'> | null): void;
  /** The open photo's edit and history as they once were. */
  restore(edit: EditState): void;
  /** What another tab made of the open photo, as one entry; under a hand that moves a slider it waits for that. */
  meet(elsewhere: EditElsewhere): void;
}

export interface EditListeners {
  /** What is shown has changed. */
  shown(): void;
  /** The committed edit has changed. */
  committed(current: Current): void;
  /** Other looks of the photo are not for the person. */
  disliked(current: Current): void;
  /** Other sliders are locked. */
  locked(): void;
}

/** Gestures, history and looks as edits. A gesture lives outside the state until it ends. */
export function createEditCases(kernel: Kernel, tell: EditListeners): EditCases {
  const looks = () => kernel.state.getState().looks;
  /** The entry that the last gesture left, if it left one: no other may be part of a gesture that goes on. */
  let lastEntry: HistoryEntry | undefined;

  /** A look as it would be taken: what is locked stays as it is. */
  const held = (current: Current, adjustments: Adjustments): Adjustments =>
    patchAdjustments(adjustments, valuesOf(current.edit.history.current, kernel.state.getState().locked));

  /** A previewed look; the untouched photo as Reset would make it. */
  const previewed = (current: Current): Adjustments | undefined => {
    const { items, previewed: wanted } = looks();
    if (wanted === AS_SHOT) return held(current, NEUTRAL);
    const look = items.find(({ id }) => id === wanted);
    return look && held(current, look.adjustments);
  };

  /** What the photo shows: a previewed look, the gesture, or the edit. */
  const show = () => {
    const { current } = kernel;
    if (!current) return;
    const next = previewed(current) ?? current.gesture?.adjustments ?? current.edit.history.current;
    if (!sameAdjustments(next, kernel.draft.getState())) kernel.draft.setState(next, true);
    tell.shown();
  };

  const setLooks = (change: { taken?: string | null; previewed?: string | null; amount?: number }) => {
    const before = looks();
    const after = { ...before, ...change };
    if (
      after.taken !== before.taken ||
      after.previewed !== before.previewed ||
      after.amount !== before.amount
    ) {
      kernel.set({ looks: after });
    }
  };

  const publish = () => {
    const { current } = kernel;
    if (!current) return;
    kernel.set({ edit: viewOfEdit(current.edit) });
    setLooks({ taken: current.edit.look?.id ?? null, amount: current.edit.look?.amount ?? 1 });
    show();
  };

  const settle = (current: Current, edit: EditState) => {
    const before = current.edit;
    const changed =
      edit.look !== before.look || !sameAdjustments(edit.history.current, before.history.current);
    current.gesture = undefined;
    current.edit = edit;
    if (changed) current.touched = true;
    setLooks({ previewed: null });
    publish();
    if (changed) tell.committed(current);
    if (edit.disliked !== before.disliked) tell.disliked(current);
  };

  /** The open photo when the hand lets go: what another tab made of it meanwhile comes before what is done now. */
  const letGo = (): Current | undefined => {
    const { current } = kernel;
    const elsewhere = current?.elsewhere;
    if (current && elsewhere) {
      current.elsewhere = undefined;
      settle(current, meetEdit(current.edit, elsewhere));
    }
    return current;
  };

  const commitAs = (label: string, next: Adjustments, look: LookUse | null) => {
    if (kernel.current) settle(kernel.current, commitEdit(kernel.current.edit, label, next, look));
  };

  const speak = (text: string) => kernel.set({ spoken: { id: kernel.state.getState().spoken.id + 1, text } });

  /** Says what kept its value because it is locked; `act` is what would have moved it. */
  const tellHeld = (act: string, wanted: Adjustments, next: Adjustments) => {
    const kept = ADJUSTMENTS.filter(({ id }) => next[id] !== wanted[id]).map(({ label }) => label);
    if (kept.length === 1) kernel.say('status', `${kept[0]} is locked: ${act} left it where it was.`);
    if (kept.length > 1) {
      kernel.say('status', `${kept.join(', ')} are locked: ${act} left them where they were.`);
    }
  };

  const bring = (label: string, adjustments: Adjustments, look: Omit<LookUse, 'id'> | null) => {
    const current = letGo();
    if (!current) return;
    const own = look && { ...look, adjustments: held(current, look.adjustments) };
    commitAs(label, held(current, adjustments), own && { ...own, id: lookId(own.adjustments) });
  };

  const preview = (patch: Parameters<Session['preview']>[0]) => {
    const { current } = kernel;
    if (!current) return;
    const from = current.gesture?.adjustments ?? current.edit.history.current;
    current.gesture = { adjustments: patchAdjustments(from, patch), amount: current.gesture?.amount };
    setLooks({ previewed: null });
    show();
  };

  return {
    publish,
    preview,
    commit(label, goesOn = false) {
      const { current } = kernel;
      const gesture = current?.gesture;
      if (!current || !gesture) return;
      const from = current.edit;
      letGo();
      const before = current.edit;
      const { look } = before;
      const isLooks = gesture.amount !== undefined && look?.id === from.look?.id;
      const used = look && isLooks ? { ...look, amount: gesture.amount ?? look.amount } : look;
      const isOwn = lastEntry !== undefined && before.history.done.at(-1) === lastEntry;
      const enter = goesOn && isOwn ? amendEdit : commitEdit;
      const moved = changesBetween(from.history.current, gesture.adjustments);
      const after = enter(before, label, patchAdjustments(before.history.current, moved), used);
      lastEntry = entryMade(before, after);
      settle(current, after);
    },
    cancelDraft() {
      if (!kernel.current) return;
      kernel.current.gesture = undefined;
      letGo();
      setLooks({ previewed: null });
      publish();
    },
    resetSlider(id) {
      const current = letGo();
      if (!current) return;
      const next = patchAdjustments(current.edit.history.current, { [id]: 0 });
      commitAs(`Reset ${adjustmentOf(id).label}`, next, current.edit.look);
    },
    reset() {
      const current = letGo();
      if (!current) return;
      const next = held(current, NEUTRAL);
      commitAs('Reset', next, null);
      speak('Reset');
      tellHeld('Reset', NEUTRAL, next);
    },
    dislike({ words, adjustments }) {
      const current = letGo();
      if (current) settle(current, dislikeIn(current.edit, `Not for me: ${words}`, adjustments));
    },
    bring,
    paste(adjustments, look) {
      if (!kernel.current) return;
      bring('Paste settings', adjustments, look);
      speak('Settings pasted');
      tellHeld('Paste', adjustments, kernel.current.edit.history.current);
    },
    restore(edit) {
      if (kernel.current) settle(kernel.current, edit);
    },
    meet(elsewhere) {
      const { current } = kernel;
      if (!current) return;
      current.elsewhere = elsewhere;
      if (!current.gesture) letGo();
    },
    undo() {
      const current = letGo();
      const entry = current?.edit.history.done.at(-1);
      if (!current) return;
      settle(current, undoEdit(current.edit));
      if (entry) speak(`Undone: ${entry.label}`);
    },
    redo() {
      const current = letGo();
      const entry = current?.edit.history.undone.at(-1);
      if (!current) return;
      settle(current, redoEdit(current.edit));
      if (entry) speak(`Redone: ${entry.label}`);
    },

    previewLook(id) {
      if (!kernel.current || looks().previewed === id) return;
      setLooks({ previewed: id });
      show();
    },
    takeLook(id) {
      const look = looks().items.find((item) => item.id === id);
      if (!look) return;
      const current = letGo();
      if (!current) return;
      const { words } = look;
      const adjustments = held(current, look.adjustments);
      const use = { id, words, adjustments, amount: 1 };
      settle(current, takeIn(current.edit, `Look: ${words}`, adjustments, use, look.adjustments));
      speak(`Look taken: ${words}`);
    },
    setAmount(wished) {
      const { current } = kernel;
      const look = current?.edit.look;
      if (!current || !look || !Number.isFinite(wished)) return;
      const amount = Math.min(MAX_AMOUNT, Math.max(0, wished));
      const { locked } = kernel.state.getState();
      const adjustments = reblend(current.edit.history.current, look, amount, locked);
      current.gesture = { adjustments, amount };
      setLooks({ previewed: null, amount });
      show();
    },
    setLock(id, on) {
      const { locked } = kernel.state.getState();
      if (!kernel.current || locked.includes(id) === on) return;
      kernel.set({
        locked: ADJUSTMENT_IDS.filter((other) => (other === id ? on : locked.includes(other))),
      });
      tell.locked();
    },
  };
}

import { beforeEach, describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { createEditCases, type EditCases } from '../../../src/app/edit-cases';
import { AS_SHOT, createEditState, lookId } from '../../../src/app/edit-state';
import { INITIAL_STATE } from '../../../src/app/initial-state';
import { createKernel, type Kernel } from '../../../src/app/kernel';
import type { LookItem, SessionState } from '../../../src/app/state-types';
import type { PhotoId } from '../../../src/core';
import { type Adjustments, NEUTRAL, patchAdjustments } from '../../../src/edit';
import { moveSlider } from '../../support/moveSlider';

/** Editing must not need the worker, the disk or pictures: touching them fails. */
function forbidden<T extends object>(what: string): T {
  return new Proxy({} as T, {
    get() {
      throw new Error(`editing reached for ${what}`);
    },
  });
}

const warm = patchAdjustments(NEUTRAL, { temp: 40, exposure: 0.5 });
const look: LookItem = {
  id: lookId(warm),
  words: 'Warmer, brighter',
  adjustments: warm,
  thumbnail: { url: 'blob:none', width: 3, height: 2 },
  isYours: false,
};

describe('editing', () => {
  let kernel: Kernel;
  let edits: EditCases;
  let committed: Adjustments[];
  let shown: Adjustments[];
  let disliked: (readonly Adjustments[])[];
  const state = () => kernel.state.getState();

  beforeEach(() => {
    kernel = createKernel({
      state: createStore<SessionState>(() => INITIAL_STATE),
      draft: createStore<Adjustments>(() => NEUTRAL),
      engine: forbidden('the worker'),
      store: forbidden('the disk'),
      pictures: forbidden('pictures'),
    });
    committed = [];
    shown = [];
    disliked = [];
    edits = createEditCases(kernel, {
      shown: () => shown.push(kernel.draft.getState()),
      committed: (current) => committed.push(current.edit.history.current),
      disliked: (current) => disliked.push(current.edit.disliked),
      locked: () => undefined,
    });
    kernel.current = {
      photo: { id: 'a' as PhotoId, name: 'a.jpg', width: 3, height: 2 },
      closing: new AbortController(),
      edit: createEditState(NEUTRAL),
      gesture: undefined,
      touched: false,
      erased: false,
      features: undefined,
    };
    kernel.set({ looks: { ...INITIAL_STATE.looks, phase: 'ready', items: [look] } });
    edits.publish();
  });

  it('a look that is taken is for the person again; undo says that it is not', () => {
    edits.dislike(look);
    expect(disliked).toEqual([[warm]]);
    edits.takeLook(look.id);
    expect(kernel.current?.edit).toMatchObject({ disliked: [], look: { id: look.id } });
    expect(disliked.at(-1)).toEqual([]);
    edits.undo();
    expect(kernel.current?.edit).toMatchObject({ disliked: [warm], look: null });
  });

  it('a gesture moves the draft and leaves the state alone until it ends', () => {
    const before = state();
    for (const temp of [5, 10, 15]) edits.preview({ temp });
    expect(kernel.draft.getState().temp).toBe(15);
    expect(state()).toBe(before);
    expect(committed).toEqual([]);
    edits.commit('Temp');
    expect(state().edit).toMatchObject({ canUndo: true, undoLabel: 'Temp' });
    expect(committed.map(({ temp }) => temp)).toEqual([15]);
    expect(kernel.current?.touched).toBe(true);
    edits.undo();
    expect(kernel.draft.getState()).toEqual(NEUTRAL);
    expect(state().edit).toMatchObject({ canUndo: false, canRedo: true, neutral: true });
  });

  it('the amount of a look is not that of the look which another tab took meanwhile', () => {
    edits.takeLook(look.id);
    const base = kernel.current!.edit.history.current;
    const cold = patchAdjustments(NEUTRAL, { temp: -40, contrast: 10 });
    edits.setAmount(0.5);
    edits.meet({
      base,
      adjustments: cold,
      look: { id: lookId(cold), words: 'Cooler', adjustments: cold, amount: 1 },
    });
    edits.commit('Amount');
    expect(kernel.current?.edit.look).toMatchObject({ id: lookId(cold), amount: 1 });
    expect(kernel.current?.edit.history.current).toMatchObject({ temp: 20, exposure: 0.25, contrast: 10 });
  });

  it('Escape goes back to the committed edit', () => {
    moveSlider(edits, 'contrast', 20);
    edits.preview({ contrast: 80 });
    edits.cancelDraft();
    expect(kernel.draft.getState().contrast).toBe(20);
    edits.commit('Contrast');
    expect(committed).toHaveLength(1);
  });

  it('says what happened to who cannot see it, as often as it happens', () => {
    const said = () => state().spoken.text;
    edits.undo();
    expect(said()).toBe('');
    edits.takeLook(look.id);
    expect(said()).toBe('Look taken: Warmer, brighter');
    moveSlider(edits, 'exposure', 1);
    edits.undo();
    expect(said()).toBe('Undone: Exposure');
    edits.redo();
    expect(said()).toBe('Redone: Exposure');
    edits.reset();
    expect(said()).toBe('Reset');
    const { id } = state().spoken;
    edits.reset();
    expect(state().spoken.id).toBeGreaterThan(id);
    expect(state().messages).toEqual([]);
  });

  it('says that settings were pasted, and what stayed because it is locked', () => {
    moveSlider(edits, 'exposure', 1);
    edits.paste(warm, null);
    expect(state().spoken.text).toBe('Settings pasted');
    expect(state().edit).toMatchObject({ adjustments: warm, undoLabel: 'Paste settings' });
    expect(state().messages).toEqual([]);
    edits.reset();
    edits.setLock('exposure', true);
    edits.paste(warm, null);
    expect(state().edit.adjustments).toMatchObject({ temp: 40, exposure: 0 });
    expect(state().messages.map(({ text }) => text)).toEqual([
      'Exposure is locked: Paste left it where it was.',
    ]);
  });

  it('shows a look without taking it, and shows the edit again', () => {
    moveSlider(edits, 'contrast', 20);
    edits.previewLook(look.id);
    expect(kernel.draft.getState()).toEqual(warm);
    expect(state().edit.adjustments.contrast).toBe(20);
    edits.previewLook(null);
    expect(kernel.draft.getState().contrast).toBe(20);
    expect(shown.at(-1)?.contrast).toBe(20);
  });

  it('shows the untouched photo without a gesture: a slider moved meanwhile moves alone', () => {
    moveSlider(edits, 'contrast', 20);
    edits.previewLook(AS_SHOT);
    expect(kernel.draft.getState()).toEqual(NEUTRAL);
    edits.commit('Nothing');
    expect(committed).toHaveLength(1);
    edits.preview({ exposure: 0.5 });
    expect(kernel.draft.getState()).toMatchObject({ contrast: 20, exposure: 0.5 });
    edits.commit('Exposure');
    expect(state().edit.adjustments).toEqual(patchAdjustments(NEUTRAL, { contrast: 20, exposure: 0.5 }));
  });

  it('a preview that comes and goes leaves the gesture in progress as it was', () => {
    for (const id of [AS_SHOT, look.id]) {
      edits.preview({ contrast: 80 });
      edits.previewLook(id);
      expect(kernel.draft.getState().contrast).toBe(0);
      edits.previewLook(null);
      expect(kernel.draft.getState().contrast).toBe(80);
      edits.commit('Contrast');
      expect(committed.at(-1)?.contrast).toBe(80);
      edits.undo();
    }
  });

  it('takes a look, changes its amount in one entry, and undoes both', () => {
    edits.takeLook(look.id);
    expect(state().looks).toMatchObject({ taken: look.id, amount: 1, previewed: null });
    for (const amount of [0.9, 0.7, 0.5]) edits.setAmount(amount);
    expect(state().looks.amount).toBe(0.5);
    expect(state().edit.adjustments).toEqual(warm);
    edits.commit('Amount');
    expect(state().edit.adjustments).toMatchObject({ temp: 20, exposure: 0.25 });
    edits.undo();
    expect(state().looks).toMatchObject({ taken: look.id, amount: 1 });
    edits.undo();
    expect(state().looks.taken).toBeNull();
    edits.redo();
    expect(state().edit.adjustments).toEqual(warm);
    expect(state().looks.taken).toBe(look.id);
  });

  it('clamps the amount, and Reset lets the look go', () => {
    edits.takeLook(look.id);
    edits.setAmount(9);
    edits.commit('Amount');
    expect(state().edit.adjustments).toMatchObject({ temp: 60, exposure: 0.75 });
    edits.reset();
    expect(state().edit.neutral).toBe(true);
    expect(state().looks.taken).toBeNull();
  });

  it('one slider back to 0 keeps the rest', () => {
    edits.takeLook(look.id);
    edits.resetSlider('temp');
    expect(state().edit.adjustments).toMatchObject({ temp: 0, exposure: 0.5 });
    expect(state().edit.undoLabel).toBe('Reset Temp');
  });

  it('looks, amounts and Reset leave a locked slider where it stands; a hand still moves it', () => {
    moveSlider(edits, 'exposure', -1);
    edits.setLock('exposure', true);
    expect(state().locked).toEqual(['exposure']);
    edits.previewLook(look.id);
    expect(kernel.draft.getState()).toMatchObject({ temp: 40, exposure: -1 });
    edits.takeLook(look.id);
    expect(state().edit.adjustments).toMatchObject({ temp: 40, exposure: -1 });
    expect(state().looks.taken).toBe(look.id);
    edits.setAmount(0.5);
    edits.commit('Amount');
    expect(state().edit.adjustments).toMatchObject({ temp: 20, exposure: -1 });
    moveSlider(edits, 'exposure', 0.3);
    expect(state().edit.adjustments.exposure).toBe(0.3);
    edits.setLock('exposure', false);
    edits.takeLook(look.id);
    expect(state().edit.adjustments).toEqual(warm);
    edits.setLock('temp', true);
    edits.reset();
    expect(state().edit.adjustments).toEqual(patchAdjustments(NEUTRAL, { temp: 40 }));
    expect(state().messages.at(-1)?.text).toBe('Temp is locked: Reset left it where it was.');
    edits.previewLook(AS_SHOT);
    expect(kernel.draft.getState().temp).toBe(40);
    edits.setLock('temp', false);
    edits.reset();
    expect(state().edit.neutral).toBe(true);
  });

  it('taps go on with their own entry alone, and not with the gesture before it once they are back at its end', () => {
    moveSlider(edits, 'exposure', 1);
    const tap = (exposure: number, goesOn: boolean) => {
      edits.preview({ exposure });
      edits.commit('Exposure', goesOn);
    };
    tap(1.05, false);
    tap(1, true);
    tap(0.95, true);
    tap(0.9, true);
    expect(state().edit.adjustments.exposure).toBe(0.9);
    edits.undo();
    expect(state().edit.adjustments.exposure).toBe(1);
    // So do taps after one that moved nothing, as at the end of the track.
    tap(1, false);
    tap(0.95, true);
    edits.undo();
    expect(state().edit.adjustments.exposure).toBe(1);
    edits.undo();
    expect(state().edit).toMatchObject({ canUndo: false, neutral: true });
  });

  it('does nothing without a photo', () => {
    kernel.current = undefined;
    edits.preview({ temp: 3 });
    edits.commit('Temp');
    edits.takeLook(look.id);
    edits.undo();
    expect(committed).toEqual([]);
  });

  it('a look that is not for the person is an entry of its own, which undo and redo take along', () => {
    moveSlider(edits, 'contrast', 5);
    committed.length = 0;
    kernel.current!.touched = false;
    edits.dislike(look);
    expect(state().edit).toMatchObject({ undoLabel: 'Not for me: Warmer, brighter' });
    expect(state().edit.adjustments.contrast).toBe(5);
    edits.undo();
    expect(state().edit).toMatchObject({ undoLabel: 'Contrast', redoLabel: 'Not for me: Warmer, brighter' });
    edits.redo();
    expect(disliked).toEqual([[warm], [], [warm]]);
    edits.undo();
    edits.undo();
    expect(disliked).toHaveLength(4);
    expect(state().edit.neutral).toBe(true);
    // Nothing but the last undo changed the edit, so nothing else is to be kept or learned.
    expect(committed).toEqual([NEUTRAL]);
  });

  it('settings from elsewhere are one entry; what is locked stays, and Amount goes on from there', () => {
    moveSlider(edits, 'exposure', -1);
    edits.setLock('exposure', true);
    edits.bring('Paste settings', patchAdjustments(warm, { tint: 7 }), {
      words: look.words,
      adjustments: warm,
      amount: 1,
    });
    expect(state().edit).toMatchObject({ undoLabel: 'Paste settings' });
    expect(state().edit.adjustments).toMatchObject({ temp: 40, tint: 7, exposure: -1 });
    expect(state().looks.taken).toBe(lookId(patchAdjustments(warm, { exposure: -1 })));
    edits.setAmount(0.5);
    edits.commit('Amount');
    expect(state().edit.adjustments).toMatchObject({ temp: 20, tint: 7, exposure: -1 });
    edits.undo();
    edits.undo();
    expect(state().edit.adjustments).toEqual(patchAdjustments(NEUTRAL, { exposure: -1 }));
    expect(state().looks.taken).toBeNull();
  });
});

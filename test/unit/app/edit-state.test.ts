import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  amendEdit,
  commitEdit,
  createEditState,
  dislikeIn,
  type EditState,
  isAsShown,
  isMostlyAsShown,
  type LookUse,
  lookId,
  reblend,
  redoEdit,
  undoEdit,
  viewOfEdit,
  withDisliked,
} from '../../../src/app/edit-state';
import { blendFromNeutral, NEUTRAL, patchAdjustments } from '../../../src/edit';

const warm = patchAdjustments(NEUTRAL, { temp: 40, exposure: 0.5, contrast: 20 });
const use = (amount: number): LookUse => ({
  id: lookId(warm),
  words: 'Brighter, warmer',
  adjustments: warm,
  amount,
});

describe('history with looks', () => {
  it('undo and redo bring back the look in use along with the sliders', () => {
    let state: EditState = createEditState(NEUTRAL);
    state = commitEdit(state, 'Look', warm, use(1));
    state = commitEdit(state, 'Amount', blendFromNeutral(warm, 0.5), use(0.5));
    expect(undoEdit(state).look?.amount).toBe(1);
    expect(undoEdit(state).history.current).toEqual(warm);
    expect(undoEdit(undoEdit(state)).look).toBeNull();
    expect(redoEdit(redoEdit(undoEdit(undoEdit(state))))).toEqual(state);
  });

  it('says what undo and redo would do', () => {
    const done = commitEdit(createEditState(NEUTRAL), 'Exposure', warm, null);
    expect(viewOfEdit(done)).toMatchObject({ canUndo: true, undoLabel: 'Exposure', canRedo: false });
    expect(viewOfEdit(undoEdit(done))).toMatchObject({
      canUndo: false,
      canRedo: true,
      redoLabel: 'Exposure',
      neutral: true,
    });
  });

  it('a gesture that moves no slider leaves no entry but may take the look', () => {
    const state = commitEdit(createEditState(warm), 'Look', warm, use(1));
    expect(viewOfEdit(state).canUndo).toBe(false);
    expect(state.look).toEqual(use(1));
  });

  it('gestures that go on from one another are one, with the look that was in use before the first', () => {
    const start = commitEdit(createEditState(NEUTRAL), 'Look', warm, use(1));
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 1 }), (steps) => {
        const at = (i: number) => ({
          adjustments: patchAdjustments(warm, { contrast: steps[i] }),
          look: use(0.5 + i / 100),
        });
        let state = commitEdit(start, 'Contrast', at(0).adjustments, at(0).look);
        for (let i = 1; i < steps.length; i++) {
          state = amendEdit(state, 'Contrast', at(i).adjustments, at(i).look);
        }
        const last = at(steps.length - 1);
        expect(state).toEqual(commitEdit(start, 'Contrast', last.adjustments, last.look));
        expect(undoEdit(state)).toMatchObject({ look: start.look, history: { current: warm } });
      }),
    );
    // Back where they began nothing is left of them.
    const there = commitEdit(start, 'Contrast', NEUTRAL, use(1));
    expect(amendEdit(there, 'Contrast', warm, use(1))).toEqual(start);
  });

  it('nothing goes on from another slider, nor from what was undone', () => {
    const start = commitEdit(createEditState(NEUTRAL), 'Contrast', warm, null);
    const next = patchAdjustments(warm, { contrast: 30 });
    expect(amendEdit(start, 'Exposure', next, null)).toEqual(commitEdit(start, 'Exposure', next, null));
    const undone = undoEdit(commitEdit(start, 'Contrast', next, null));
    expect(amendEdit(undone, 'Contrast', next, null)).toEqual(commitEdit(undone, 'Contrast', next, null));
  });

  it('keeps looks beside entries when the history forgets its oldest', () => {
    let state = createEditState(NEUTRAL);
    for (let i = 1; i <= 520; i++) {
      state = commitEdit(state, 'Temp', patchAdjustments(NEUTRAL, { temp: i % 2 ? 10 : -10 }), use(i / 1000));
    }
    expect(state.done.length).toBe(state.history.done.length);
    expect(undoEdit(state).look?.amount).toBeCloseTo(0.519);
  });
});

describe('a look as it was shown', () => {
  it('is one that nothing was changed of, however it came to be so again', () => {
    const taken = commitEdit(createEditState(NEUTRAL), 'Look', warm, use(1));
    expect(isAsShown(taken)).toBe(true);
    const touched = commitEdit(taken, 'Temp', patchAdjustments(warm, { temp: 41 }), use(1));
    expect(isAsShown(touched)).toBe(false);
    expect(isAsShown(undoEdit(touched))).toBe(true);
    expect(isAsShown(commitEdit(taken, 'Amount', blendFromNeutral(warm, 0.5), use(0.5)))).toBe(false);
  });

  it('is no edit that began from none', () => {
    expect(isAsShown(createEditState(NEUTRAL))).toBe(false);
    expect(isAsShown(commitEdit(createEditState(NEUTRAL), 'Temp', warm, null))).toBe(false);
  });
});

describe('a look kept mostly as it was shown', () => {
  const taken = commitEdit(createEditState(NEUTRAL), 'Look', warm, use(1));
  const changed = (patch: Parameters<typeof patchAdjustments>[1], amount = 1) => {
    const shown = blendFromNeutral(warm, amount);
    return commitEdit(taken, 'By hand', patchAdjustments(shown, patch), use(amount));
  };

  it('is one of whose sliders less than half were set by hand, at any amount', () => {
    expect(isMostlyAsShown(taken)).toBe(true);
    expect(isMostlyAsShown(changed({ temp: 41 }))).toBe(true);
    expect(isMostlyAsShown(changed({ temp: 41, exposure: 0.2 }))).toBe(false);
    expect(isMostlyAsShown(changed({}, 0.5))).toBe(true);
    expect(isMostlyAsShown(changed({ temp: 0 }, 0.5))).toBe(true);
    expect(isMostlyAsShown(changed({ temp: 0, contrast: 0 }, 0.5))).toBe(false);
  });

  it('counts a slider that the look left alone: two of four is half', () => {
    expect(isMostlyAsShown(changed({ clarity: 12 }))).toBe(true);
    expect(isMostlyAsShown(changed({ clarity: 12, temp: 41 }))).toBe(false);
    expect(isMostlyAsShown(changed({ clarity: 12, whites: 5, blacks: 5 }))).toBe(false);
  });

  it('is no edit that began from none', () => {
    expect(isMostlyAsShown(createEditState(NEUTRAL))).toBe(false);
    expect(isMostlyAsShown(commitEdit(createEditState(NEUTRAL), 'Temp', warm, null))).toBe(false);
  });
});

describe('reblend', () => {
  it('follows the amount from neutral through the look and past it', () => {
    expect(reblend(warm, use(1), 0)).toEqual(NEUTRAL);
    expect(reblend(warm, use(1), 1.5)).toMatchObject({ temp: 60, exposure: 0.75, contrast: 30 });
  });

  it('leaves a slider that was moved by hand where it is', () => {
    const tweaked = patchAdjustments(warm, { exposure: -1, clarity: 12 });
    const blended = reblend(tweaked, use(1), 0.5);
    expect(blended).toMatchObject({ temp: 20, contrast: 10, exposure: -1, clarity: 12 });
    // And back again.
    expect(reblend(blended, use(0.5), 1)).toEqual(tweaked);
  });
});

describe('dislikes in the history', () => {
  const cold = patchAdjustments(NEUTRAL, { temp: -30 });
  const begun = dislikeIn(commitEdit(createEditState(NEUTRAL), 'Look', warm, use(1)), 'Not for me', cold);

  it('come and go with undo and redo, and leave the sliders and the look alone', () => {
    expect(begun.disliked).toEqual([cold]);
    expect(begun.history.current).toEqual(warm);
    expect(undoEdit(begun).disliked).toEqual([]);
    expect(undoEdit(begun).look).toEqual(use(1));
    expect(redoEdit(undoEdit(begun))).toEqual(begun);
    const after = commitEdit(begun, 'Exposure', patchAdjustments(warm, { exposure: 2 }), use(1));
    expect(undoEdit(after)).toMatchObject({ disliked: [cold], history: { current: warm } });
  });

  it('of another profile take the place of these, and undo knows only of gestures then', () => {
    const after = commitEdit(begun, 'Exposure', patchAdjustments(warm, { exposure: 2 }), use(1));
    const other = withDisliked(undoEdit(after), []);
    expect(viewOfEdit(other)).toMatchObject({ undoLabel: 'Look', redoLabel: 'Exposure' });
    expect(redoEdit(other).history.current.exposure).toBe(2);
    expect(undoEdit(other)).toMatchObject({ disliked: [], look: null, history: { current: NEUTRAL } });
    expect(withDisliked(begun, [warm]).disliked).toEqual([warm]);
  });
});

import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createOtherTabs } from '../../../src/app/other-tabs';
import {
  type AdjustmentsPatch,
  NEUTRAL,
  patchAdjustments,
  readStoredEdit,
  storeEdit,
} from '../../../src/edit';
import { moveSlider } from '../../support/moveSlider';
import { idOf, photoFile, startSession } from './set/session';

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe('another tab', () => {
  const begin = async () => {
    const [page, frame] = [new EventTarget(), new EventTarget()];
    vi.stubGlobal('document', Object.assign(page, { hidden: false }));
    vi.stubGlobal('window', frame);
    const session = startSession();
    await session.photos.openFile(photoFile(1));
    const refresh = vi.fn(async () => undefined);
    const tabs = createOtherTabs(session.kernel, { ...session, memory: { model: {} as never, refresh } });
    const { edits: kept } = await session.kernel.store;
    /** What another tab commits. */
    const elsewhere = (patch: AdjustmentsPatch) =>
      kept.put({
        photo: idOf(1),
        edit: storeEdit(patchAdjustments(NEUTRAL, patch)),
        changed: Date.now(),
      });
    const stored = async () => {
      await session.autosave.flush();
      return readStoredEdit((await kept.get(idOf(1)))!.edit);
    };
    return { ...session, tabs, elsewhere, stored, frame, page, kept, refresh };
  };
  const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

  it('has edited the open photo: coming back brings that in, as one entry, and the next gesture goes on from it', async () => {
    const { kernel, edits, autosave, elsewhere, stored, frame } = await begin();
    moveSlider(edits, 'exposure', 0.5);
    await autosave.flush();
    await elsewhere({ exposure: 0.5, contrast: 30 });
    frame.dispatchEvent(new Event('focus'));
    await vi.waitFor(() => expect(kernel.current?.edit.history.current.contrast).toBe(30));
    moveSlider(edits, 'exposure', 1);
    expect(await stored()).toMatchObject({ exposure: 1, contrast: 30 });
    edits.undo();
    expect(kernel.state.getState().edit.undoLabel).toBe('Edit in another tab');
    edits.undo();
    expect(kernel.current?.edit.history.current).toMatchObject({ exposure: 0.5, contrast: 0 });
  });

  it('has done nothing, or this tab is hidden: nothing changes', async () => {
    const { kernel, edits, autosave, tabs, elsewhere, page } = await begin();
    moveSlider(edits, 'exposure', 0.5);
    const before = kernel.current?.edit;
    await tabs.catchUp();
    expect(kernel.current?.edit).toBe(before);
    await autosave.flush();
    await elsewhere({ contrast: 30 });
    Object.assign(page, { hidden: true });
    page.dispatchEvent(new Event('visibilitychange'));
    await pause(20);
    expect(kernel.current?.edit).toBe(before);
  });

  it('has edited what a hand moves here: it comes in when the hand lets go, below what the hand moved', async () => {
    const { kernel, edits, autosave, tabs, elsewhere, stored } = await begin();
    moveSlider(edits, 'exposure', 0.5);
    await autosave.flush();
    const before = kernel.current?.edit;
    await elsewhere({ exposure: 0.7, contrast: 30 });
    edits.preview({ temp: 5 });
    await tabs.catchUp();
    expect(kernel.current?.edit).toBe(before);
    edits.preview({ temp: 9 });
    edits.commit('Temp');
    expect(await stored()).toMatchObject({ exposure: 0.7, contrast: 30, temp: 9 });
    expect(kernel.draft.getState()).toEqual(await stored());
    edits.undo();
    expect(await stored()).toMatchObject({ exposure: 0.7, contrast: 30, temp: 0 });
    expect(kernel.state.getState().edit.undoLabel).toBe('Edit in another tab');
    // Once is enough.
    moveSlider(edits, 'tint', 3);
    edits.undo();
    expect(kernel.state.getState().edit.undoLabel).toBe('Edit in another tab');
  });

  it('has edited what a hand moves here: it comes in too when the hand lets go without a change', async () => {
    const { edits, tabs, elsewhere, kernel } = await begin();
    await elsewhere({ contrast: 30 });
    edits.preview({ temp: 5 });
    await tabs.catchUp();
    edits.cancelDraft();
    expect(kernel.draft.getState()).toMatchObject({ contrast: 30, temp: 0 });
    expect(kernel.current?.edit.history.done).toHaveLength(1);
  });

  it('loses nothing to a commit that comes while its edit is being read', async () => {
    const { kernel, edits, tabs, elsewhere, stored, kept } = await begin();
    moveSlider(edits, 'exposure', 0.5);
    await stored();
    await elsewhere({ exposure: 0.5, contrast: 30 });
    const theirs = await kept.get(idOf(1));
    let answer = () => {};
    vi.spyOn(kept, 'get').mockImplementationOnce(async () => {
      await new Promise<void>((resolve) => {
        answer = resolve;
      });
      return theirs;
    });
    const catching = tabs.catchUp();
    await pause(5);
    moveSlider(edits, 'exposure', 1);
    await pause(5);
    answer();
    await catching;
    expect(kernel.current?.edit.history.current).toMatchObject({ exposure: 1, contrast: 30 });
    expect(await stored()).toMatchObject({ exposure: 1, contrast: 30 });
  });

  it('is looked at once for each return, though page and window both tell of it', async () => {
    const { frame, page, kept, refresh } = await begin();
    const get = vi.spyOn(kept, 'get');
    const comeBack = () => {
      page.dispatchEvent(new Event('visibilitychange'));
      frame.dispatchEvent(new Event('focus'));
    };
    comeBack();
    await pause(150);
    expect([get.mock.calls.length, refresh.mock.calls.length]).toEqual([1, 1]);
    comeBack();
    await pause(20);
    expect([get.mock.calls.length, refresh.mock.calls.length]).toEqual([2, 2]);
  });
});

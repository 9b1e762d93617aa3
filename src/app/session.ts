import { createStore } from 'zustand/vanilla';
import { messageOf } from '../core';
import { type Adjustments, NEUTRAL } from '../edit';
import { openStore, type Store } from '../store';
import { createAutosave } from './autosave';
import { createCopyCases } from './copy-cases';
import { createEditBook } from './edit-book';
import { createEditCases } from './edit-cases';
import { withDisliked } from './edit-state';
import { createEngineClient } from './engine-client';
import type { EngineEvents } from './engine-types';
import { createExportCases } from './export-cases';
import { createHistoryCases } from './history/cases';
import { INITIAL_STATE } from './initial-state';
import { type Current, createKernel, type Kernel } from './kernel';
import { createKeyCases } from './key-cases';
import { createLookCases, type LookCases } from './look-cases';
import { createOtherTabs } from './other-tabs';
import { createPhotoCases } from './photo-cases';
import { createPictures } from './pictures';
import { createProfileCases } from './profile-cases';
import { createScreen } from './screen';
import type { Session } from './session-types';
import { createSetCases, type SetCases } from './set/cases';
import type { Renderer, SessionState } from './state-types';
import { createStyleCases } from './style-cases';
import { createTasteCases, type TasteCases } from './taste-cases';
import { createTasteFileCases } from './taste-file-cases';
import { createTasteMemory, dislikedOf, type TasteMemory } from './taste-memory';

export interface SessionOptions {
  /** Absolute address of the folder of the models, ending in a slash. */
  readonly modelsUrl: string;
  /** Forces a renderer; without it the best that works here is used. */
  readonly renderer?: Renderer | undefined;
}

/** Without a photo to restore the models can wait until the first screen has long been drawn, in ms. */
const IDLE_DELAY = 2_500;

function watchStorage(kernel: Kernel, store: Store): void {
  let warning: number | undefined;
  const tell = (keeps: Store['keeps']) => {
    kernel.set({
      storage: keeps.kept ? { phase: 'kept' } : { phase: 'not-kept', reason: keeps.reason },
    });
    if (warning !== undefined) kernel.dismissMessage(warning);
    warning = undefined;
    if (keeps.kept) return;
    const what = keeps.isFull ? 'What does not fit is' : 'Everything is';
    warning = kernel.stay('alert', `${what} kept only until this tab is closed. ${keeps.reason}`);
  };
  tell(store.keeps);
  store.subscribe(tell);
}

/** The headless app: its worker, its state and its use cases. */
export function createSession(options: SessionOptions): Session {
  const kernel: Kernel = createKernel({
    state: createStore<SessionState>(() => INITIAL_STATE),
    draft: createStore<Adjustments>(() => NEUTRAL),
    engine: createEngineClient((sentence) => kernel.say('alert', sentence)),
    store: openStore(),
    pictures: createPictures(),
  });
  const screen = createScreen(kernel);
  const autosave = createAutosave(kernel);
  const memory: TasteMemory = createTasteMemory(kernel, () => taste.refreshRecorded());
  const taste: TasteCases = createTasteCases(kernel, memory, {
    dislikesTaken: () => edits.publish(),
    changed: () => looks.startOver(),
  });
  const history = createHistoryCases(kernel, taste, memory);
  const otherTaste = async () => {
    const { current } = kernel;
    const disliked = current && (await dislikedOf(kernel, memory, current.photo.id));
    if (disliked && kernel.current === current) {
      current.edit = withDisliked(current.edit, disliked);
      edits.publish();
    }
    taste.refreshRecorded();
    looks.startOver();
  };
  const profiles = createProfileCases(kernel, memory, () => void otherTaste().catch(kernel.report));
  const tasteFiles = createTasteFileCases(kernel, memory, () => void otherTaste().catch(kernel.report));
  const dislike = async (current: Current) => {
    // The strip first, as it is what is looked at; then what takes the place knows of it.
    const kept = taste.recordDislikes(current);
    looks.markDislikes();
    await kept;
    await looks.replaceDisliked();
  };
  const edits = createEditCases(kernel, {
    shown: screen.refresh,
    committed(current) {
      autosave.committed(current);
      sets.edited();
      taste.refreshRecorded();
      looks.reconsider();
    },
    disliked: (current) => void dislike(current),
    locked: () => looks.reconsider(),
  });
  const looks: LookCases = createLookCases(kernel, memory, () => edits.publish());
  const keys = createKeyCases(kernel);
  const copying = createCopyCases(kernel, edits, looks);
  const styles = createStyleCases(kernel);
  const exports = createExportCases(kernel, taste);
  const book = createEditBook(kernel, memory);
  const photos = createPhotoCases(kernel, {
    edits,
    looks,
    taste,
    memory,
    screen,
    autosave,
    book,
    entered: () => sets.entered(),
  });
  const sets: SetCases = createSetCases(kernel, { photos, edits, looks, memory, book });

  const events: EngineEvents = {
    capability: (capability) => kernel.set({ capability }),
    canvasNeeded: () => kernel.set({ canvasGeneration: kernel.state.getState().canvasGeneration + 1 }),
    histogram: (histogram) => kernel.set({ histogram }),
    refined: screen.redraw,
    progress(job, fraction) {
      exports.progressed(job, fraction);
      sets.progressed(job, fraction);
    },
  };
  const { modelsUrl, renderer } = options;
  kernel.engine.start({ modelsUrl, renderer }, events).then(
    (capability) => kernel.set({ capability }),
    (error: unknown) => kernel.say('alert', `The develop engine did not start: ${messageOf(error)}`),
  );
  void kernel.store.then(async (store) => {
    watchStorage(kernel, store);
    await keys.restore();
    await photos.restore();
    await sets.restore();
    await photos.listRecent();
    await history.restore();
  }, kernel.report);
  const idle = setTimeout(() => {
    if (!kernel.current) void memory.load();
  }, IDLE_DELAY);

  const otherTabs = createOtherTabs(kernel, { autosave, edits, memory });

  return {
    state: kernel.state,
    draft: kernel.draft,
    open: sets.open,
    choosePhoto: sets.choosePhoto,
    stepPhoto: sets.stepPhoto,
    viewPhotos: sets.viewPhotos,
    editAll: sets.editAll,
    undoEditAll: sets.undoEditAll,
    exportAll: sets.exportAll,
    stopTask: sets.stopTask,
    openSample: photos.openSample,
    openRecent: photos.openRecent,
    attachCanvas: screen.attachCanvas,
    resizeViewport: screen.resizeViewport,
    compare: screen.compare,
    setSplit: screen.setSplit,
    showClipping: screen.showClipping,
    setZoom: screen.setZoom,
    zoomAt: screen.zoomAt,
    pan: screen.pan,
    preview: edits.preview,
    commit: edits.commit,
    cancelDraft: edits.cancelDraft,
    resetSlider: edits.resetSlider,
    reset: edits.reset,
    undo: edits.undo,
    redo: edits.redo,
    copySettings: copying.copySettings,
    pasteSettings: copying.pasteSettings,
    setAmount: edits.setAmount,
    previewLook: edits.previewLook,
    takeLook: edits.takeLook,
    suggestLooks: looks.suggestLooks,
    moreLooks: looks.moreLooks,
    moreLikeThis: looks.moreLikeThis,
    setLock: edits.setLock,
    notForMe(id) {
      const { items, taken } = kernel.state.getState().looks;
      const look = items.find((item) => item.id === id);
      if (!look || look.isLeaving) return;
      if (id === taken) {
        kernel.say('status', 'This look is taken: undo it or take another one first.');
        return;
      }
      edits.dislike(look);
    },
    export: exports.export,
    exportPreset: exports.exportPreset,
    done: taste.done,
    forget: taste.forget,
    forgetStyle: taste.forgetStyle,
    developStyles: styles.developStyles,
    switchProfile: profiles.switchProfile,
    addProfile: profiles.addProfile,
    renameProfile: profiles.renameProfile,
    removeProfile: profiles.removeProfile,
    startWithHistory: history.startWithHistory,
    stopHistory: history.stopHistory,
    exportTaste: tasteFiles.exportTaste,
    importTaste: tasteFiles.importTaste,
    async forgetEverything() {
      try {
        kernel.erasures += 1;
        if (kernel.current) {
          kernel.current.touched = false;
          kernel.current.erased = true;
        }
        history.emptied();
        sets.stopTask();
        await autosave.flush();
        await (await kernel.store).eraseAll();
        book.emptied();
        keys.emptied();
        await taste.emptied();
        await sets.emptied();
        await photos.listRecent();
        kernel.say('status', 'Everything that was kept on this device is erased.');
      } catch (error) {
        kernel.report(error);
      }
    },
    setSingleKeys: keys.setSingleKeys,
    dismissMessage: kernel.dismissMessage,
    holdMessage: kernel.holdMessage,
    dispose() {
      clearTimeout(idle);
      otherTabs.dispose();
      kernel.current?.closing.abort();
      history.dispose();
      sets.dispose();
      screen.dispose();
      autosave.dispose();
      kernel.engine.dispose();
      kernel.pictures.dispose();
      void kernel.store.then((store) => store.dispose());
    },
  };
}

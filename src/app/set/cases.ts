import type { PhotoId } from '../../core';
import type { EditBook } from '../edit-book';
import type { EditCases } from '../edit-cases';
import type { Kernel } from '../kernel';
import type { LookCases } from '../look-cases';
import { pause } from '../pause';
import type { Opened, PhotoCases } from '../photo-cases';
import type { TasteMemory } from '../taste-memory';
import { createSetAgain } from './again';
import { createSetExportCases, type SetExportCases } from './export-cases';
import { createSetLookCases } from './look-cases';
import { createRoster } from './roster';
import { createTasks, type RunTask } from './task';
import { createThumbnails } from './thumbnails';
import type { SetSession } from './types';
import { createSetUndo } from './undo';

export interface SetCases extends SetSession, Pick<SetExportCases, 'progressed'> {
  /** Says that the set of an earlier visit has to be opened again. */
  restore(): Promise<void>;
  /** Another photo is open, whichever. */
  entered(): void;
  /** The open photo's edit has changed. */
  edited(): void;
  /** Everything was erased. */
  emptied(): Promise<void>;
  dispose(): void;
}

export interface SetParts {
  readonly photos: Pick<PhotoCases, 'openFile'>;
  readonly edits: Pick<EditCases, 'bring' | 'restore'>;
  readonly looks: Pick<LookCases, 'suggestLooks'>;
  readonly memory: Pick<TasteMemory, 'known' | 'profile'>;
  readonly book: EditBook;
}

/** A hand that steps through photos rests this long, in ms, before one more is opened beside that which is being. */
const REST = 150;

/** Several photos opened together. */
export function createSetCases(kernel: Kernel, { photos, edits, looks, memory, book }: SetParts): SetCases {
  const roster = createRoster(kernel);
  const thumbnails = createThumbnails(kernel, roster, book);
  const tasks = createTasks(kernel, () => roster.signal);

  const set = () => kernel.state.getState().set;

  /** The photo that is being opened: steps are counted from it. */
  let heading: number | undefined;

  const edited = async (id: PhotoId) => {
    roster.edited(id, await book.read(id));
    thumbnails.refresh();
  };

  async function choose(key: number, inPlace = false): Promise<Opened['kind']> {
    const member = roster.members[key];
    const { signal } = roster;
    heading = key;
    const opened = await photos.openFile(member.file, inPlace);
    if (heading === key) heading = undefined;
    if (signal.aborted) return 'replaced';
    if (opened.kind === 'failed') roster.show(key, { problem: opened.reason });
    if (opened.kind === 'open') {
      member.id = opened.id;
      roster.show(key, { problem: '' });
      kernel.set({ set: { ...set(), open: key } });
      await edited(opened.id);
    }
    return opened.kind;
  }

  const task: RunTask = async (kind, work) => {
    await tasks.run(kind, work);
    thumbnails.refresh();
  };
  const exports = createSetExportCases(kernel, { roster, book, task });
  const again = createSetAgain(kernel);
  const undo = createSetUndo(kernel, { book, edits, memory, edited });

  const start = (files: readonly File[]) => {
    heading = undefined;
    undo.forget();
    roster.start(files);
    again.started(roster.members.length);
  };

  return {
    async open(files) {
      if (files.length === 0) return;
      if (files.length === 1) {
        // Where it cannot be opened the set stays.
        if ((await photos.openFile(files[0])).kind === 'open') start([]);
        return;
      }
      start(files);
      const { signal } = roster;
      // What cannot be opened has said so; the first that can is shown.
      for (const { key } of roster.members) {
        if (signal.aborted || (await choose(key, key > 0)) !== 'failed') return;
      }
    },
    async restore() {
      // The person was quicker.
      if (roster.members.length === 0) await again.restore();
    },
    async choosePhoto(key) {
      if (roster.members[key]) await choose(key);
    },
    async stepPhoto(step) {
      const { open, photos: all } = set();
      const isUnderWay = heading !== undefined;
      const from = heading ?? open;
      if (from === null) return;
      const onward = step > 0 ? all.slice(from + 1) : all.slice(0, from).reverse();
      // Past what cannot be opened.
      const next = onward.find(({ problem }) => problem === '');
      if (!next) return;
      heading = next.key;
      const { signal } = roster;
      // A key that is held or tapped again and again: what it passes is not decoded.
      if (isUnderWay) await pause(REST);
      if (heading === next.key && !signal.aborted) await choose(next.key);
    },
    viewPhotos: thumbnails.view,
    ...createSetLookCases(kernel, {
      roster,
      book,
      edits,
      looks,
      taste: memory,
      task,
      edited,
      offer: undo.offer,
    }),
    undoEditAll: undo.undoEditAll,
    exportAll: exports.exportAll,
    progressed: exports.progressed,
    stopTask: tasks.stop,
    entered() {
      if (set().open !== null) kernel.set({ set: { ...set(), open: null } });
    },
    edited() {
      const { current } = kernel;
      if (!current) return;
      roster.edited(current.photo.id, current.edit);
      thumbnails.refresh();
    },
    async emptied() {
      tasks.stop();
      undo.forget();
      for (const { id } of roster.members) if (id) await edited(id);
    },
    dispose() {
      tasks.stop();
      roster.dispose();
    },
  };
}

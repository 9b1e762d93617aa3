import type { PhotoId } from '../core';
import { type Adjustments, readStoredEdit, storeEdit } from '../edit';
import { askToStay, type EditRecord } from '../store';
import { createCoalescer, type Schedule } from './coalesce';
import { createEditState, type EditState, lookId } from './edit-state';
import type { Current, Kernel } from './kernel';

/** Keeps every commit on the disk, and the photo's thumbnail as it was last developed. */
export interface Autosave {
  committed(current: Current): void;
  /** Resolves when everything committed so far is written. */
  flush(): Promise<void>;
  dispose(): void;
}

/** Longer side of the thumbnails in the store. */
export const STORED_SIDE = 320;

/** A thumbnail waits until the hand rests this long, in ms. */
const REST = 1_500;

export function recordOf(photo: PhotoId, { look, history }: EditState, now: number): EditRecord {
  return {
    photo,
    edit: storeEdit(history.current),
    changed: now,
    ...(look && {
      look: {
        words: look.words,
        adjustments: look.adjustments,
        amount: look.amount,
        ...(look.given && { given: true }),
      },
    }),
  };
}

/** The edit as it was kept; a fresh history begins with it. Throws `data-invalid`. */
export function editOf({ edit, look }: EditRecord, disliked: readonly Adjustments[] = []): EditState {
  const use = look ? { ...look, id: lookId(look.adjustments) } : null;
  return createEditState(readStoredEdit(edit), use, disliked);
}

const atOnce: Schedule = (callback) => {
  let off = false;
  queueMicrotask(() => {
    if (!off) callback();
  });
  return () => {
    off = true;
  };
};

export function createAutosave(kernel: Kernel): Autosave {
  let timer: ReturnType<typeof setTimeout> | undefined;
  // No waiting: a commit must outlive a tab killed right after it. While one is written only the newest waits.
  const writes = createCoalescer<EditRecord>(async (record) => {
    try {
      await (await kernel.store).edits.put(record);
      // From the first edit on there is something to lose.
      void askToStay();
    } catch (error) {
      kernel.report(error);
    }
  }, atOnce);

  const keepThumbnail = async (current: Current) => {
    const { photo, edit } = current;
    try {
      const [{ blob }] = await kernel.engine.thumbnails(photo.id, [edit.history.current], STORED_SIDE);
      await (await kernel.store).photos.update(photo.id, { thumbnail: blob });
    } catch {
      // The photo was closed meanwhile; the older thumbnail stays.
    }
  };

  return {
    committed(current) {
      writes.submit(recordOf(current.photo.id, current.edit, Date.now()));
      clearTimeout(timer);
      timer = setTimeout(() => void keepThumbnail(current), REST);
    },
    flush: () => writes.settled(),
    dispose() {
      clearTimeout(timer);
      writes.dispose();
    },
  };
}

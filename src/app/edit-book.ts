import type { PhotoId } from '../core';
import { NEUTRAL, sameAdjustments } from '../edit';
import { editOf, recordOf } from './autosave';
import { createEditState, type EditState, withDisliked } from './edit-state';
import type { Kernel } from './kernel';
import { isAmong } from './look-order';
import { dislikedOf, type TasteMemory } from './taste-memory';

/** The edits of all photos, as the store keeps them, and beside them the histories of those that this visit had open. */
export interface EditBook {
  /** The open photo's edit as it stands; another's as it was kept, with its history where it is of this visit. */
  read(id: PhotoId): Promise<EditState>;
  /** A photo is left: its history stays for this visit. */
  remember(id: PhotoId, edit: EditState): void;
  /** Keeps the edit of a photo that is not open; the picture is what it makes of it, where that is known. */
  write(id: PhotoId, edit: EditState, picture: Blob | undefined): Promise<void>;
  /** Everything was erased. */
  emptied(): void;
}

/** So many photos keep their histories; of older ones only the edit is left. */
const REMEMBERED = 2_000;

export function createEditBook(kernel: Kernel, memory: TasteMemory): EditBook {
  const left = new Map<PhotoId, EditState>();

  const remember = (id: PhotoId, edit: EditState): void => {
    left.delete(id);
    left.set(id, edit);
    for (const oldest of left.keys()) {
      if (left.size <= REMEMBERED) break;
      left.delete(oldest);
    }
  };

  return {
    async read(id) {
      const { current } = kernel;
      if (current?.photo.id === id) return current.edit;
      const record = await (await kernel.store).edits.get(id);
      const disliked = await dislikedOf(kernel, memory, id);
      let stored = createEditState(NEUTRAL, null, disliked);
      try {
        if (record) stored = editOf(record, disliked);
      } catch (error) {
        kernel.report(error);
      }
      const remembered = left.get(id);
      // Another tab may have edited it since, and the dislikes are those of the profile in use.
      const isSame =
        remembered && sameAdjustments(remembered.history.current, stored.history.current) ? remembered : null;
      if (!isSame) return stored;
      const hasSameDislikes =
        isSame.disliked.length === disliked.length &&
        disliked.every((look) => isAmong(isSame.disliked, look));
      return hasSameDislikes ? isSame : withDisliked(isSame, disliked);
    },
    remember,
    async write(id, edit, picture) {
      const store = await kernel.store;
      await store.edits.put(recordOf(id, edit, Date.now()));
      remember(id, edit);
      if (picture) await store.photos.update(id, { thumbnail: picture });
    },
    emptied: () => left.clear(),
  };
}

import type { PhotoId } from '../../core';
import { readStoredEdit, sameAdjustments } from '../../edit';
import type { EditBook } from '../edit-book';
import type { EditCases } from '../edit-cases';
import { type EditState, withDisliked } from '../edit-state';
import { whileOpen } from '../idle';
import type { Kernel } from '../kernel';
import type { Message } from '../state-types';
import type { TasteMemory } from '../taste-memory';
import type { SetSession } from './types';
import { undoneWords } from './words';

/** A photo that a set's look was given to. */
export interface Given {
  readonly id: PhotoId;
  readonly before: EditState;
  readonly after: EditState;
  /** What the store showed of it before; absent where it keeps no such photo. */
  readonly picture: Blob | undefined;
}

/** The last look given to all can be taken back, from all at once. */
export interface SetUndo extends Pick<SetSession, 'undoEditAll'> {
  /** Says what was given, and offers to take it back. */
  offer(kind: Message['kind'], text: string, given: readonly Given[]): void;
  /** It cannot be taken back any more. */
  forget(): void;
}

export interface SetUndoParts {
  readonly book: Pick<EditBook, 'read' | 'write'>;
  readonly edits: Pick<EditCases, 'restore'>;
  readonly memory: Pick<TasteMemory, 'profile'>;
  /** A photo's edit has changed. */
  edited(id: PhotoId): Promise<void>;
}

/** Whether nothing came after the look for all but looks that are not for the person. */
function isUntouched({ history, look }: EditState, { after }: Given): boolean {
  const entry = after.history.done.at(-1);
  const at = entry ? history.done.lastIndexOf(entry) : -1;
  return (
    (at >= 0 || !entry) &&
    look?.given === true &&
    sameAdjustments(history.current, after.history.current) &&
    history.done.slice(at + 1).every((later) => Object.keys(later.after).length === 0)
  );
}

const isSameEdit = (a: EditState, b: EditState): boolean =>
  sameAdjustments(a.history.current, b.history.current) && a.look?.id === b.look?.id;

export function createSetUndo(kernel: Kernel, { book, edits, memory, edited }: SetUndoParts): SetUndo {
  let last: { readonly message: number; readonly given: readonly Given[] } | undefined;

  /** Done or exported since: it is the person's own now. */
  async function isKept({ id, after }: Given): Promise<boolean> {
    const { observations } = await kernel.store;
    const kept = await observations.get(await memory.profile(), id);
    return kept !== undefined && sameAdjustments(readStoredEdit(kept.edit), after.history.current);
  }

  const isInHand = (id: PhotoId) => kernel.current?.photo.id === id && kernel.current.gesture !== undefined;

  async function takeBack(one: Given, erasures: number): Promise<'undone' | 'was-undone' | 'stays'> {
    const { id, before, picture } = one;
    const state = await book.read(id);
    if (isSameEdit(state, before)) return 'was-undone';
    if (!isUntouched(state, one) || isInHand(id) || (await isKept(one))) return 'stays';
    if (erasures !== kernel.erasures) return 'stays';
    // Looks that were turned down meanwhile stay so.
    const edit = state.disliked === one.after.disliked ? before : withDisliked(before, state.disliked);
    if (kernel.current?.photo.id === id) edits.restore(edit);
    else await book.write(id, edit, picture);
    await edited(id);
    return 'undone';
  }

  const forget = () => {
    if (last) kernel.dismissMessage(last.message);
    last = undefined;
  };

  return {
    offer(kind, text, all) {
      const given = all.filter(({ before, after }) => !isSameEdit(before, after));
      if (given.length === 0) {
        kernel.say(kind, text);
        return;
      }
      forget();
      last = { message: kernel.stay(kind, text, 'undo-edit-all'), given };
    },
    forget,
    async undoEditAll() {
      if (!last) return;
      const { given } = last;
      forget();
      const { erasures } = kernel;
      const outcomes = { undone: 0, 'was-undone': 0, stays: 0 };
      try {
        for (const one of given) {
          await whileOpen(kernel);
          outcomes[await takeBack(one, erasures)] += 1;
        }
        // What is erased is not brought back, and that it is has been said.
        if (erasures !== kernel.erasures) return;
        kernel.say('status', undoneWords(outcomes.undone, outcomes.stays));
      } catch (error) {
        kernel.report(error);
      }
    },
  };
}

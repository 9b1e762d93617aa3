import { sameAdjustments } from '../edit';
import { type Autosave, editOf } from './autosave';
import type { EditCases } from './edit-cases';
import { commitEdit } from './edit-state';
import type { Kernel } from './kernel';
import type { TasteMemory } from './taste-memory';

/** Follows what other tabs of this browser did, whenever a person comes back to this one. */
export interface OtherTabs {
  /** The open photo's edit as another tab left it, as one entry of the history; what is under a hand goes first. */
  catchUp(): Promise<void>;
  dispose(): void;
}

export interface OtherTabsParts {
  readonly autosave: Autosave;
  readonly edits: Pick<EditCases, 'restore'>;
  readonly memory: Pick<TasteMemory, 'model' | 'refresh'>;
}

export function createOtherTabs(kernel: Kernel, { autosave, edits, memory }: OtherTabsParts): OtherTabs {
  async function catchUp(): Promise<void> {
    const { current } = kernel;
    if (!current || current.gesture) return;
    await autosave.flush();
    const record = await (await kernel.store).edits.get(current.photo.id);
    if (!record || kernel.current !== current || current.gesture) return;
    const { history, look } = editOf(record);
    if (sameAdjustments(history.current, current.edit.history.current)) return;
    edits.restore(commitEdit(current.edit, 'Edit in another tab', history.current, look));
  }

  const onShown = () => {
    if (document.hidden) return;
    void catchUp().catch(kernel.report);
    if (memory.model) void memory.refresh().catch(kernel.report);
  };
  // Two windows beside each other are both visible all the time.
  document.addEventListener('visibilitychange', onShown);
  window.addEventListener('focus', onShown);
  return {
    catchUp,
    dispose() {
      document.removeEventListener('visibilitychange', onShown);
      window.removeEventListener('focus', onShown);
    },
  };
}

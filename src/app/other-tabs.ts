import { sameAdjustments } from '../edit';
import { type Autosave, editOf } from './autosave';
import type { EditCases } from './edit-cases';
import type { Kernel } from './kernel';
import type { TasteMemory } from './taste-memory';

/** Follows what other tabs of this browser did, whenever a person comes back to this one. */
export interface OtherTabs {
  /** The open photo's edit as another tab left it, as one entry of the history; what a hand moves here stays on top. */
  catchUp(): Promise<void>;
  dispose(): void;
}

export interface OtherTabsParts {
  readonly autosave: Autosave;
  readonly edits: Pick<EditCases, 'meet'>;
  readonly memory: Pick<TasteMemory, 'model' | 'refresh'>;
}

/** One return to a tab may be told twice, by the page and by its window, within so many ms. */
const SAME_RETURN = 100;

export function createOtherTabs(kernel: Kernel, { autosave, edits, memory }: OtherTabsParts): OtherTabs {
  async function catchUp(): Promise<void> {
    const { current } = kernel;
    if (!current) return;
    await autosave.flush();
    // The hand may go on while this is read.
    const base = current.edit.history.current;
    const record = await (await kernel.store).edits.get(current.photo.id);
    if (!record || kernel.current !== current) return;
    const { history, look } = editOf(record);
    if (sameAdjustments(history.current, base)) return;
    edits.meet({ base, adjustments: history.current, look });
  }

  let cameBack = Number.NEGATIVE_INFINITY;
  const onShown = () => {
    const now = performance.now();
    if (document.hidden || now - cameBack < SAME_RETURN) return;
    cameBack = now;
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

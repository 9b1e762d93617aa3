import type { Adjustments } from '../edit';
import type { EditCases } from './edit-cases';
import type { LookUse } from './edit-state';
import type { Kernel } from './kernel';
import type { LookCases } from './look-cases';
import type { Session } from './session-types';

export type CopyCases = Pick<Session, 'copySettings' | 'pasteSettings'>;

/** One photo's settings for another, slider by slider; a look that is fitted to each photo is what `editAll` gives. */
export function createCopyCases(
  kernel: Kernel,
  edits: Pick<EditCases, 'paste'>,
  looks: Pick<LookCases, 'suggestLooks'>,
): CopyCases {
  let copied: { readonly adjustments: Adjustments; readonly look: Omit<LookUse, 'id'> | null } | undefined;
  return {
    copySettings() {
      const { current } = kernel;
      if (!current) return;
      const { history, look } = current.edit;
      // Pasted, it is the person's own choice.
      copied = { adjustments: history.current, look: look && { ...look, given: false } };
      kernel.set({ hasCopied: true });
      kernel.say('status', `The settings of “${current.photo.name}” are copied.`);
    },
    pasteSettings() {
      if (!copied || !kernel.current) return;
      edits.paste(copied.adjustments, copied.look);
      const { taken, items } = kernel.state.getState().looks;
      // The strip shows what an edit stands on.
      if (taken && items.every(({ id }) => id !== taken)) void looks.suggestLooks();
    },
  };
}

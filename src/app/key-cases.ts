import type { Kernel } from './kernel';
import type { Session } from './session-types';

export interface KeyCases extends Pick<Session, 'setSingleKeys'> {
  /** As the person left it on an earlier visit. */
  restore(): Promise<void>;
  /** Everything was erased: keys work as at first. */
  emptied(): void;
}

/** Which keys the person wants to work. */
export function createKeyCases(kernel: Kernel): KeyCases {
  /** The person was quicker than the disk. */
  let isSet = false;
  return {
    setSingleKeys(on) {
      isSet = true;
      kernel.set({ singleKeys: on });
      kernel.store
        .then(({ settings }) => (on ? settings.remove('singleKeys') : settings.set('singleKeys', 'off')))
        .catch(kernel.report);
    },
    async restore() {
      try {
        const kept = await (await kernel.store).settings.get('singleKeys');
        if (!isSet) kernel.set({ singleKeys: kept !== 'off' });
      } catch (error) {
        kernel.report(error);
      }
    },
    emptied: () => kernel.set({ singleKeys: true }),
  };
}

import type { Kernel } from '../kernel';
import { againWords } from './words';

/**
 * What is left of a set after a reload: that there was one. A page may not open files by itself, and copies of all of them
 * would fill the disk.
 */
export interface SetAgain {
  /** There is a set of so many photos now, or none. */
  started(count: number): void;
  /** Says, once, that the set of an earlier visit has to be opened again. */
  restore(): Promise<void>;
}

export function createSetAgain(kernel: Kernel): SetAgain {
  let message: number | undefined;

  const keep = async (count: number) => {
    const { settings } = await kernel.store;
    await (count > 0 ? settings.set('openSet', count) : settings.remove('openSet'));
  };

  return {
    started(count) {
      if (message !== undefined) kernel.dismissMessage(message);
      keep(count).catch(kernel.report);
    },
    async restore() {
      try {
        const count = await (await kernel.store).settings.get('openSet');
        if (!count) return;
        if (kernel.current) message = kernel.stay('status', againWords(count), 'open-again');
        await keep(0);
      } catch (error) {
        kernel.report(error);
      }
    },
  };
}

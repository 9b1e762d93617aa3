import { once } from '../core';

/**
 * Asks the browser, once, not to clear what is kept here by itself, where space runs short or nobody comes for some weeks.
 * True when it promises that. It may refuse, or have nothing to ask.
 */
export const askToStay = once(async (): Promise<boolean> => {
  try {
    const { storage } = navigator;
    return (await storage.persisted()) || (await storage.persist());
  } catch {
    return false;
  }
});

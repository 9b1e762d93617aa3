import type { Session } from '../app';

/** Calls back when another photo is open; returns the way to stop. */
export function onOtherPhoto({ state }: Pick<Session, 'state'>, listener: () => void): () => void {
  return state.subscribe(({ photo }, before) => {
    if (photo?.id !== before.photo?.id) listener();
  });
}

import type { Message } from './state-types';

/** The newest; of the older ones news goes before what can still be done something about. */
export function atMost(count: number, messages: readonly Message[]): readonly Message[] {
  if (messages.length <= count) return messages;
  const oldest = messages.slice(0, -1).findIndex(({ offers }) => !offers);
  return atMost(count, messages.toSpliced(Math.max(0, oldest), 1));
}

import { throwIfAborted } from './abort';

/** As much of it as is needed: this room is compiled without a browser's types. */
declare const MessageChannel: new () => {
  readonly port1: { onmessage: (() => void) | null; close(): void };
  readonly port2: { postMessage(message: undefined): void };
};

/** Lets messages in: a thread that never waits never hears that it is to stop. A timer would wait for 4 ms. */
export function letMessagesIn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}

/**
 * Does work on so many rows in strips, from the top, letting messages in between them. Rejects with an abort, before the
 * next strip, when the signal says so.
 */
export async function inStrips(
  height: number,
  rows: number,
  signal: { readonly aborted: boolean } | undefined,
  work: (first: number, end: number) => void,
): Promise<void> {
  for (let first = 0; first < height; first += rows) {
    if (first > 0) await letMessagesIn();
    throwIfAborted(signal);
    work(first, Math.min(height, first + rows));
  }
}

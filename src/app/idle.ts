import type { Kernel } from './kernel';
import { pause } from './pause';

type Watched = Pick<Kernel, 'current' | 'state'>;

/** Between looks at what the person is doing, in ms. */
const PATIENCE = 250;

const isOpening = ({ state }: Watched): boolean => state.getState().phase === 'opening';

/** A hand on a slider, a photo that opens, and looks that are being found go first. */
function isBusy(kernel: Watched): boolean {
  const { phase } = kernel.state.getState().looks;
  const isWaitingForLooks = kernel.current !== undefined && (phase === 'idle' || phase === 'finding');
  return isOpening(kernel) || kernel.current?.gesture !== undefined || isWaitingForLooks;
}

/** Resolves when the person is at nothing that work in the background would slow down; rejects when the signal says so. */
export async function whileIdle(kernel: Watched, signal: AbortSignal): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    const busy = isBusy(kernel);
    await pause(busy ? PATIENCE : 0);
    if (!busy) return signal.throwIfAborted();
  }
}

/** Resolves when it is settled which photo is open. */
export async function whileOpen(kernel: Watched): Promise<void> {
  while (isOpening(kernel)) await pause(PATIENCE);
}

import type { Kernel } from './kernel';

/** While the person is at something no photo in the background is looked at, in ms between looks. */
const PATIENCE = 250;

/** A hand on a slider, a photo that opens, and looks that are being found go first. */
function isBusy({ current, state }: Pick<Kernel, 'current' | 'state'>): boolean {
  const { phase, looks } = state.getState();
  const isWaitingForLooks = current !== undefined && (looks.phase === 'idle' || looks.phase === 'finding');
  return phase === 'opening' || current?.gesture !== undefined || isWaitingForLooks;
}

/** Resolves when the person is at nothing that work in the background would slow down; rejects when the signal says so. */
export async function whileIdle(
  kernel: Pick<Kernel, 'current' | 'state'>,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    const busy = isBusy(kernel);
    await new Promise((resolve) => setTimeout(resolve, busy ? PATIENCE : 0));
    if (!busy) return signal.throwIfAborted();
  }
}

import { ManylightError, messageOf } from '../core';

/**
 * Whether what is written outlives this tab; the reason is one sentence for a person. Where the disk is full, what fits
 * still does.
 */
export type Keeping =
  | { readonly kept: true }
  | { readonly kept: false; readonly reason: string; readonly isFull: boolean };

export const isFull = (error: unknown): boolean =>
  error instanceof Error && error.name === 'QuotaExceededError';

function reasonOf(error: unknown): string {
  if (error instanceof ManylightError) return error.message;
  if (isFull(error)) return 'The space that this browser gives to Manylight is full.';
  switch (error instanceof Error ? error.name : '') {
    case 'VersionError':
      return 'A newer Manylight has been here; reload this tab.';
    case 'SecurityError':
    case 'InvalidStateError':
      return 'This browser does not allow storage here (a private window, or blocked site data).';
    default:
      return `This browser’s storage failed (${messageOf(error)}).`;
  }
}

/** What is kept after a write, or the opening, failed so. */
export const failedBy = (error: unknown): Keeping => ({
  kept: false,
  reason: reasonOf(error),
  isFull: isFull(error),
});

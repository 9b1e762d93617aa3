/** Work that is no longer wanted ends with this; it is not a failure and is never shown. */
export function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

/** Call between the steps of long work. */
export function throwIfAborted(signal: { readonly aborted: boolean } | undefined): void {
  if (!signal?.aborted) return;
  const error = new Error('No longer wanted.');
  error.name = 'AbortError';
  throw error;
}

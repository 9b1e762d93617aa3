import { type ErrorCode, isAbort, ManylightError, messageOf } from '../core';

/** The outcome of a call, in a form that structured cloning keeps whole (it drops an error's code). */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly kind: 'abort' | 'bug'; readonly message: string }
  | { readonly ok: false; readonly kind: 'known'; readonly message: string; readonly code: ErrorCode };

export async function toOutcome<T>(work: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    const message = messageOf(error);
    if (isAbort(error)) return { ok: false, kind: 'abort', message };
    if (error instanceof ManylightError) return { ok: false, kind: 'known', message, code: error.code };
    return { ok: false, kind: 'bug', message };
  }
}

/** The value, or the error as it was thrown on the other side. */
export function fromOutcome<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  if (outcome.kind === 'known') throw new ManylightError(outcome.code, outcome.message);
  const error = new Error(outcome.message);
  if (outcome.kind === 'abort') error.name = 'AbortError';
  throw error;
}

/** What can go wrong without being a bug. The code is for programs, the message one sentence for a person. */
export type ErrorCode =
  | 'photo-unreadable'
  | 'photo-empty'
  | 'photo-too-large'
  | 'encode-failed'
  | 'model-missing'
  | 'model-invalid'
  | 'gpu-unavailable'
  | 'gpu-lost'
  | 'out-of-memory'
  | 'storage-unavailable'
  | 'data-invalid'
  | 'usage';

export class ManylightError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'ManylightError';
    this.code = code;
  }
}

/** Whether the photo's file is at fault: trying again later does not help. */
export function isBadPhoto(error: unknown): error is ManylightError {
  return error instanceof ManylightError && error.code.startsWith('photo-');
}

/** One sentence for a person, whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

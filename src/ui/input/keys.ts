/** What of a keyboard's event a shortcut looks at. */
export interface KeyPress {
  readonly key: string;
  /** Where the key is, by what a US keyboard has there. */
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/**
 * The letter, digit or backslash that a shortcut knows the key by. A layout of Latin letters has them where it writes
 * them. One of another script has them where a US keyboard has; and so have digits that take Shift to be written.
 */
export function keyOf({ key, code, shiftKey }: Pick<KeyPress, 'key' | 'code' | 'shiftKey'>): string {
  const isAscii = /^[ -~]+$/.test(key);
  if (isAscii && (key.length > 1 || /[a-z\d\\]/i.test(key))) return key.toLowerCase();
  const digit = shiftKey ? undefined : /^Digit(\d)$/.exec(code)?.[1];
  if (digit) return digit;
  if (isAscii || /\p{Script=Latin}/u.test(key)) return key.toLowerCase();
  if (code === 'Backslash') return '\\';
  return /^Key([A-Z])$/.exec(code)?.[1].toLowerCase() ?? key;
}

/** Whether the key alone is pressed, or with Shift. */
export function isPlain({ ctrlKey, metaKey, altKey }: KeyPress): boolean {
  return !ctrlKey && !metaKey && !altKey;
}

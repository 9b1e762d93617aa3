import { isPlain, type KeyPress, keyOf } from '../input/keys';

/** What a key does to the look that has the focus, apart from moving on from it. */
export type LookAct = 'show-edit' | 'take' | 'turn-down' | 'more-like-it';

const NAMED: Readonly<Record<string, LookAct>> = { Escape: 'show-edit', Enter: 'take', ' ': 'take' };
const LETTERS: Readonly<Record<string, LookAct>> = { x: 'turn-down', m: 'more-like-it' };

export function lookActOf(press: KeyPress): LookAct | undefined {
  if (Object.hasOwn(NAMED, press.key)) return NAMED[press.key];
  const letter = keyOf(press);
  return isPlain(press) && Object.hasOwn(LETTERS, letter) ? LETTERS[letter] : undefined;
}

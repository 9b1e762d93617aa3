import { isPlain, type KeyPress, keyOf } from './keys';

/** What the keys that work anywhere in the editor do. */
export type Command =
  | 'undo'
  | 'redo'
  | 'compare'
  | 'split'
  | 'clipping'
  | 'zoom-fit'
  | 'zoom-100'
  | 'zoom-200'
  | 'zoom-toggle'
  | 'more-like-this'
  | 'copy'
  | 'next-photo'
  | 'previous-photo'
  | 'open'
  | 'export';

/**
 * none: nothing that takes text has the focus. field: a text field as it stands. typing: a text field with something
 * half typed, whose own undo must work.
 */
export type Typing = 'none' | 'field' | 'typing';

const PLAIN: Readonly<Record<string, Command>> = {
  '\\': 'compare',
  y: 'split',
  j: 'clipping',
  '0': 'zoom-fit',
  '1': 'zoom-100',
  '2': 'zoom-200',
  z: 'zoom-toggle',
  m: 'more-like-this',
  n: 'next-photo',
  p: 'previous-photo',
};

const WITH_CONTROL: Readonly<Record<string, Command>> = {
  z: 'undo',
  y: 'redo',
  o: 'open',
  e: 'export',
  c: 'copy',
};

/** What may be done again and again while its key is held; all else is done once. */
const REPEATED: ReadonlySet<Command> = new Set(['undo', 'redo', 'next-photo', 'previous-photo']);

export function isRepeated(command: Command): boolean {
  return REPEATED.has(command);
}

/**
 * Ctrl on most keyboards, Command on Apple's.
 * @param singleKeys whether keys without Ctrl do anything
 */
export function commandOf(press: KeyPress, typing: Typing, singleKeys = true): Command | undefined {
  if (typing === 'typing') return undefined;
  if (isPlain(press)) {
    // Some layouts need Shift for a backslash, so Shift is not looked at here.
    return singleKeys && typing === 'none' ? commandIn(PLAIN, keyOf(press)) : undefined;
  }
  if (press.altKey) {
    // Many layouts write a backslash with Option, or with AltGr, which Windows reports as Ctrl and Alt.
    return singleKeys && press.key === '\\' && typing === 'none' ? 'compare' : undefined;
  }
  const key = keyOf(press);
  if (press.shiftKey) return key === 'z' ? 'redo' : undefined;
  const command = commandIn(WITH_CONTROL, key);
  // In a field it is the text that is copied.
  return command === 'copy' && typing !== 'none' ? undefined : command;
}

function commandIn(keys: Readonly<Record<string, Command>>, key: string): Command | undefined {
  return Object.hasOwn(keys, key) ? keys[key] : undefined;
}

/** For the help: what to press and what it does, in the order of use. */
export const SHORTCUT_HELP: readonly { readonly keys: string; readonly does: string }[] = [
  { keys: 'Ctrl O', does: 'Open photos' },
  { keys: 'N, P', does: 'Next and previous of the photos opened together' },
  { keys: '← →, Enter', does: 'In the photos: move, open. In the looks: move and preview, take' },
  { keys: 'X', does: 'In the looks: not for me; another takes its place' },
  { keys: 'M', does: 'More like the look that has the focus, else like the taken one' },
  {
    keys: '← → ↑ ↓',
    does: 'On a slider: one step; Page keys: a tenth of the way; Escape takes the move back',
  },
  { keys: 'Double-click', does: 'On a slider or its name: back to 0' },
  { keys: 'Ctrl Z', does: 'Undo' },
  { keys: 'Ctrl Shift Z, Ctrl Y', does: 'Redo' },
  { keys: 'Hold \\', does: 'Compare with the photo as shot' },
  { keys: 'Y', does: 'Split view: as shot beside edited' },
  { keys: 'J', does: 'Show clipping' },
  { keys: '0, 1, 2', does: 'Zoom to fit, 100%, 200%' },
  { keys: 'Z', does: 'Between fit and 100%' },
  { keys: '← → ↑ ↓', does: 'On the photo: move it when zoomed in' },
  { keys: 'Ctrl C, Ctrl V', does: 'Copy settings, paste settings' },
  { keys: 'Ctrl E', does: 'Export' },
];

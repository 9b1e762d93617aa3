import { describe, expect, it } from 'vitest';
import type { KeyPress } from '../../../src/ui/input/keys';
import { commandOf, isRepeated } from '../../../src/ui/input/shortcuts';
import { lookActOf } from '../../../src/ui/looks/lookKeys';

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
});

describe('commandOf', () => {
  it('knows undo and redo on every keyboard', () => {
    expect(commandOf(press('z', { ctrlKey: true }), 'none')).toBe('undo');
    expect(commandOf(press('Z', { ctrlKey: true, shiftKey: true }), 'none')).toBe('redo');
    expect(commandOf(press('y', { ctrlKey: true }), 'none')).toBe('redo');
    expect(commandOf(press('z', { metaKey: true }), 'none')).toBe('undo');
  });

  it('compares and zooms with single keys', () => {
    expect(['\\', '0', '1', '2', 'z', 'Z'].map((key) => commandOf(press(key), 'none'))).toEqual([
      'compare',
      'zoom-fit',
      'zoom-100',
      'zoom-200',
      'zoom-toggle',
      'zoom-toggle',
    ]);
  });

  it('compares with a backslash that takes Option or AltGr to write', () => {
    expect(commandOf(press('\\', { altKey: true, shiftKey: true }), 'none')).toBe('compare');
    expect(commandOf(press('\\', { altKey: true, ctrlKey: true }), 'none')).toBe('compare');
    expect(commandOf(press('\\', { altKey: true }), 'field')).toBeUndefined();
    expect(commandOf(press('\\', { ctrlKey: true }), 'none')).toBeUndefined();
    expect(commandOf(press('z', { altKey: true, ctrlKey: true }), 'none')).toBeUndefined();
  });

  it('leaves digits to a number field, but undoes from it once its text is taken', () => {
    expect(commandOf(press('1'), 'field')).toBeUndefined();
    expect(commandOf(press('z', { ctrlKey: true }), 'field')).toBe('undo');
    expect(commandOf(press('z', { ctrlKey: true }), 'typing')).toBeUndefined();
  });

  it('copies settings, but in a field its text', () => {
    expect(commandOf(press('c', { ctrlKey: true }), 'none')).toBe('copy');
    expect(commandOf(press('c', { ctrlKey: true }), 'field')).toBeUndefined();
    expect(commandOf(press('c', { ctrlKey: true }), 'typing')).toBeUndefined();
    expect(commandOf(press('c'), 'none')).toBeUndefined();
  });

  it('leaves what it does not know to the browser', () => {
    expect(commandOf(press('r', { ctrlKey: true }), 'none')).toBeUndefined();
    expect(commandOf(press('z', { altKey: true }), 'none')).toBeUndefined();
    expect(commandOf(press('0', { ctrlKey: true }), 'none')).toBeUndefined();
    expect(commandOf(press('constructor'), 'none')).toBeUndefined();
  });
});

/** Keys as browsers report them: what they write, and where they are. */
const at = (code: string, key: string, held: Partial<KeyPress> = {}) => press(key, { code, ...held });

describe('on keyboards of other scripts', () => {
  it.each([
    ['Russian', 'я', 'н', 'о'],
    ['Greek', 'ζ', 'υ', 'ξ'],
    ['Hebrew', 'ז', 'ט', 'ח'],
    ['Arabic', 'ئ', 'غ', 'ت'],
  ])('letters are where a US keyboard has them: %s', (_, z, y, j) => {
    expect(commandOf(at('KeyZ', z), 'none')).toBe('zoom-toggle');
    expect(commandOf(at('KeyY', y), 'none')).toBe('split');
    expect(commandOf(at('KeyJ', j), 'none')).toBe('clipping');
    expect(commandOf(at('KeyZ', z, { ctrlKey: true }), 'none')).toBe('undo');
    expect(commandOf(at('KeyZ', z, { ctrlKey: true, shiftKey: true }), 'none')).toBe('redo');
  });

  it('a key that writes two letters is one key, and so is a digit of another script', () => {
    expect(commandOf(at('KeyB', 'لا'), 'none')).toBeUndefined();
    expect(commandOf(at('KeyE', 'у', { ctrlKey: true }), 'none')).toBe('export');
    expect(commandOf(at('Digit2', '٢'), 'none')).toBe('zoom-200');
    expect(commandOf(at('Backslash', 'ё'), 'none')).toBe('compare');
  });

  it('X and M of the looks are there too', () => {
    expect(lookActOf(at('KeyX', 'ч'))).toBe('turn-down');
    expect(lookActOf(at('KeyM', 'ь'))).toBe('more-like-it');
    expect(lookActOf(at('KeyX', 'ч', { ctrlKey: true }))).toBeUndefined();
    expect(lookActOf(at('Enter', 'Enter'))).toBe('take');
  });
});

describe('on Latin keyboards', () => {
  it('letters are where they are written', () => {
    // German.
    expect(commandOf(at('KeyY', 'z'), 'none')).toBe('zoom-toggle');
    expect(commandOf(at('KeyZ', 'y'), 'none')).toBe('split');
    expect(commandOf(at('KeyY', 'z', { ctrlKey: true }), 'none')).toBe('undo');
    // Dvorak has a semicolon where Z is, and M where it is.
    expect(commandOf(at('KeyZ', ';'), 'none')).toBeUndefined();
    expect(commandOf(at('Slash', 'z'), 'none')).toBe('zoom-toggle');
    // Turkish F.
    expect(lookActOf(at('KeyX', 'ö'))).toBeUndefined();
  });

  it('digits that take Shift are pressed without it, as on a French keyboard', () => {
    const digits = [at('Digit0', 'à'), at('Digit1', '&'), at('Digit2', 'é')];
    const zooms = ['zoom-fit', 'zoom-100', 'zoom-200'];
    expect(digits.map((digit) => commandOf(digit, 'none'))).toEqual(zooms);
    expect(commandOf(at('Digit1', '1', { shiftKey: true }), 'none')).toBe('zoom-100');
    expect(commandOf(at('Digit1', '!', { shiftKey: true }), 'none')).toBeUndefined();
    expect(commandOf(at('Digit8', '\\', { altKey: true, ctrlKey: true }), 'none')).toBe('compare');
  });
});

it('with single keys off, those with Ctrl and those of a look stay', () => {
  const keys = ['\\', 'y', 'j', '0', '1', '2', 'z', 'm', 'n', 'p'];
  expect(keys.map((key) => commandOf(press(key), 'none', false))).toEqual(keys.map(() => undefined));
  expect(commandOf(press('\\', { altKey: true, ctrlKey: true }), 'none', false)).toBeUndefined();
  expect(commandOf(press('z', { ctrlKey: true }), 'none', false)).toBe('undo');
  expect(commandOf(press('e', { metaKey: true }), 'none', false)).toBe('export');
  expect(lookActOf(press('x'))).toBe('turn-down');
});

it('a held key goes on with the history and from photo to photo, and does all else once', () => {
  const again = ['undo', 'redo', 'next-photo', 'previous-photo'] as const;
  const once = ['split', 'clipping', 'zoom-toggle', 'more-like-this', 'copy', 'export'] as const;
  expect(again.every(isRepeated)).toBe(true);
  expect(once.some(isRepeated)).toBe(false);
});

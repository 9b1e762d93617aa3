import { describe, expect, it } from 'vitest';
import { commandOf, type KeyPress } from '../../../src/ui/input/shortcuts';

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
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

import { describe, expect, it } from 'vitest';
import { createGesture } from '../../../src/ui/input/gesture';
import { createTaps } from '../../../src/ui/input/taps';

function recorded() {
  const calls: string[] = [];
  const clock = { now: 0 };
  const gesture = createGesture(
    {
      preview: (value) => calls.push(`preview ${value}`),
      commit: (goesOn) => calls.push(goesOn ? 'go on' : 'commit'),
      cancel: () => calls.push('cancel'),
    },
    createTaps(() => clock.now),
  );
  return { calls, gesture, clock };
}

describe('createGesture', () => {
  it('commits a drag once, at its end', () => {
    const { calls, gesture } = recorded();
    gesture.input(1);
    gesture.input(2);
    gesture.change();
    gesture.blur();
    expect(calls).toEqual(['preview 1', 'preview 2', 'commit']);
  });

  it('commits a held arrow key once, when it is let go', () => {
    const { calls, gesture } = recorded();
    for (const value of [1, 2, 3]) {
      gesture.keyDown('ArrowRight');
      gesture.input(value);
      gesture.change();
    }
    gesture.keyUp();
    expect(calls).toEqual(['preview 1', 'preview 2', 'preview 3', 'commit']);
  });

  it('takes taps of an arrow key in quick succession as one change', () => {
    const { calls, gesture, clock } = recorded();
    const tap = (value: number) => {
      gesture.keyDown('ArrowRight');
      gesture.input(value);
      gesture.change();
      gesture.keyUp();
    };
    const ends = () => calls.splice(0).filter((call) => !call.startsWith('preview'));
    for (const value of [1, 2, 3]) {
      tap(value);
      clock.now += 400;
    }
    expect(ends()).toEqual(['commit', 'go on', 'go on']);
    clock.now += 2_000;
    tap(4);
    expect(ends()).toEqual(['commit']);
    // A pointer between two taps is another change, and so is what follows it.
    gesture.down(false);
    gesture.input(20);
    gesture.change();
    tap(21);
    gesture.blur();
    tap(22);
    expect(ends()).toEqual(['commit', 'commit', 'commit']);
  });

  it('commits when the focus leaves with the key still down', () => {
    const { calls, gesture } = recorded();
    gesture.keyDown('End');
    gesture.input(100);
    gesture.change();
    gesture.blur();
    expect(calls.at(-1)).toBe('commit');
  });

  it('ignores the rest of a drag after Escape, and the next drag is whole again', () => {
    const { calls, gesture } = recorded();
    gesture.input(1);
    gesture.keyDown('Escape');
    gesture.keyUp();
    gesture.input(2);
    gesture.change();
    gesture.input(5);
    gesture.change();
    expect(calls).toEqual(['preview 1', 'cancel', 'preview 5', 'commit']);
  });

  it('takes back a held arrow key on Escape', () => {
    const { calls, gesture } = recorded();
    gesture.keyDown('ArrowLeft');
    gesture.input(-1);
    gesture.change();
    gesture.keyDown('Escape');
    gesture.keyUp();
    expect(calls).toEqual(['preview -1', 'cancel']);
  });

  it('does nothing when nothing moved', () => {
    const { calls, gesture } = recorded();
    gesture.keyDown('Tab');
    gesture.keyUp();
    gesture.keyDown('Escape');
    gesture.change();
    gesture.blur();
    expect(calls).toEqual([]);
  });

  it('a finger that scrolls moves nothing, whatever the input does meanwhile', () => {
    const { calls, gesture } = recorded();
    gesture.down(true);
    gesture.input(40);
    gesture.callOff();
    gesture.input(44);
    gesture.change();
    gesture.blur();
    expect(calls).toEqual([]);
    gesture.down(false);
    gesture.input(5);
    gesture.change();
    expect(calls).toEqual(['preview 5', 'commit']);
  });

  it('a finger that steers is a drag from there, one that is lifted where it was a tap', () => {
    const { calls, gesture } = recorded();
    gesture.down(true);
    gesture.input(40);
    expect(calls).toEqual([]);
    gesture.steer();
    gesture.input(43);
    gesture.lift();
    gesture.change();
    gesture.down(true);
    gesture.input(-20);
    gesture.lift();
    gesture.change();
    expect(calls).toEqual(['preview 40', 'preview 43', 'commit', 'preview -20', 'commit']);
  });

  it('what was under way when another photo came moves nothing on that', () => {
    const { calls, gesture } = recorded();
    // A drag, also one that had not moved yet.
    gesture.down(false);
    gesture.input(1);
    gesture.abandon();
    gesture.input(2);
    gesture.change();
    gesture.lift();
    gesture.down(false);
    gesture.abandon();
    gesture.input(3);
    gesture.keyDown('Shift');
    gesture.input(3);
    gesture.lift();
    gesture.change();
    // A held key, and a finger.
    gesture.keyDown('ArrowRight');
    gesture.input(4);
    gesture.abandon();
    gesture.keyDown('ArrowRight', true);
    gesture.input(5);
    gesture.keyUp();
    gesture.down(true);
    gesture.input(6);
    gesture.abandon();
    gesture.steer();
    gesture.lift();
    gesture.change();
    expect(calls).toEqual(['preview 1', 'preview 4']);
  });

  it('what begins on the other photo is a gesture of its own', () => {
    const { calls, gesture } = recorded();
    const tap = (value: number) => {
      gesture.keyDown('ArrowRight');
      gesture.input(value);
      gesture.keyUp();
    };
    tap(1);
    gesture.abandon();
    tap(2);
    gesture.down(false);
    gesture.abandon();
    gesture.lift();
    gesture.down(false);
    gesture.input(3);
    gesture.change();
    gesture.lift();
    // Assistive technology uses neither pointer nor key.
    gesture.abandon();
    gesture.input(4);
    gesture.change();
    const ends = ['preview 1', 'commit', 'preview 2', 'commit', 'preview 3', 'commit', 'preview 4', 'commit'];
    expect(calls).toEqual(ends);
  });
});

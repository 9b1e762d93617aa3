import { createTaps, type Taps } from './taps';

/**
 * Turns a range input's events into one gesture: many previews, then one commit. A held arrow key fires `change`
 * with every repeat, so while a key is down the commit waits for its release; a pointer commits on `change`, and so
 * does assistive technology, which fires `input` and `change` with neither key nor pointer. A finger that comes down may
 * be about to scroll, so nothing moves before it steers or is lifted where it was.
 */
export interface GestureHandlers {
  preview(value: number): void;
  /** @param goesOn a key was tapped again: part of the change that the last commit made */
  commit(goesOn: boolean): void;
  cancel(): void;
}

export interface Gesture {
  /** @param isRepeat the key is held */
  keyDown(key: string, isRepeat?: boolean): void;
  keyUp(): void;
  input(value: number): void;
  change(): void;
  blur(): void;
  /** A pointer comes down; a finger's intent is not known yet. */
  down(isFinger: boolean): void;
  /** The finger goes along the track: it means the slider. */
  steer(): void;
  /** The pointer is lifted. */
  lift(): void;
  /** The browser took the finger for scrolling: whatever it did to the input counts for nothing. */
  callOff(): void;
  /** Another photo is open: what is under way was meant for the last one, and so is what its pointer or key does. */
  abandon(): void;
}

const MOVING_KEYS = new Set([
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
  'PageUp',
  'PageDown',
  'Home',
  'End',
]);

export function createGesture(handlers: GestureHandlers, taps: Taps = createTaps()): Gesture {
  let moving = false;
  let keyIsDown = false;
  let pointerIsDown = false;
  /** Escape during a drag: the rest of that drag is ignored. */
  let cancelled = false;
  /** A finger is down and has not steered; the value that the input has taken meanwhile. */
  let held: { value: number | undefined } | undefined;
  /** Until the next pointer or key: events that end a finger's scrolling, or a gesture on the last photo. */
  let ignoring = false;

  const end = (byKey = false): void => {
    if (moving && !cancelled) handlers.commit(byKey && taps.tap());
    if (!byKey) taps.end();
    moving = false;
    cancelled = false;
  };

  const input = (value: number): void => {
    if (ignoring) return;
    if (held) {
      held.value = value;
      return;
    }
    moving = true;
    if (!cancelled) handlers.preview(value);
  };
  const steer = (): void => {
    const value = held?.value;
    held = undefined;
    if (value !== undefined) input(value);
  };

  return {
    keyDown(key, isRepeat = false) {
      if (MOVING_KEYS.has(key)) {
        if (ignoring && isRepeat) return;
        ignoring = false;
        keyIsDown = true;
      } else if (key === 'Escape' && moving && !cancelled) {
        cancelled = true;
        handlers.cancel();
        if (keyIsDown) {
          moving = false;
          cancelled = false;
        }
      }
    },
    keyUp() {
      keyIsDown = false;
      // A pointer may still be holding the thumb after Escape was let go; its `change` ends that.
      if (!cancelled) end(true);
    },
    input,
    change() {
      if (!keyIsDown && !held && !ignoring) end();
    },
    blur() {
      keyIsDown = false;
      held = undefined;
      end();
    },
    down(isFinger) {
      pointerIsDown = true;
      ignoring = false;
      held = isFinger ? { value: undefined } : undefined;
    },
    steer,
    lift() {
      pointerIsDown = false;
      if (!held) return;
      steer();
      end();
    },
    callOff() {
      pointerIsDown = false;
      if (!held) return;
      held = undefined;
      ignoring = true;
    },
    abandon() {
      taps.end();
      if (moving || keyIsDown || pointerIsDown) ignoring = true;
      moving = false;
      keyIsDown = false;
      cancelled = false;
      held = undefined;
    },
  };
}

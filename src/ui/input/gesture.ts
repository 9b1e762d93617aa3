/**
 * Turns a range input's events into one gesture: many previews, then one commit. A held arrow key fires `change`
 * with every repeat, so while a key is down the commit waits for its release; a pointer commits on `change`, and so
 * does assistive technology, which fires `input` and `change` with neither key nor pointer.
 */
export interface GestureHandlers {
  preview(value: number): void;
  commit(): void;
  cancel(): void;
}

export interface Gesture {
  keyDown(key: string): void;
  keyUp(): void;
  input(value: number): void;
  change(): void;
  blur(): void;
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

export function createGesture(handlers: GestureHandlers): Gesture {
  let moving = false;
  let keyIsDown = false;
  /** Escape during a drag: the rest of that drag is ignored. */
  let cancelled = false;

  const end = (): void => {
    if (moving && !cancelled) handlers.commit();
    moving = false;
    cancelled = false;
  };

  return {
    keyDown(key) {
      if (MOVING_KEYS.has(key)) {
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
      if (!cancelled) end();
    },
    input(value) {
      moving = true;
      if (!cancelled) handlers.preview(value);
    },
    change() {
      if (!keyIsDown) end();
    },
    blur() {
      keyIsDown = false;
      end();
    },
  };
}

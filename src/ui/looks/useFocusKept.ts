import { type FocusEvent, type RefObject, useLayoutEffect, useRef } from 'react';
import type { LookItem } from '../../app';
import { PHOTO_ID } from '../editor/PhotoView';

interface FocusKept {
  onFocus: (event: FocusEvent<HTMLElement>) => void;
  onBlur: (event: FocusEvent<HTMLElement>) => void;
}

/**
 * For a strip of looks and what is beside it: when what has the focus goes, the look that is now in its place has the
 * focus, or the photo where no look is. Gives what is to be done about focus around both.
 */
export function useFocusKept(strip: RefObject<HTMLElement | null>, items: readonly LookItem[]): FocusKept {
  const focused = useRef<HTMLElement>(null);
  const before = useRef(items);

  useLayoutEffect(() => {
    const element = focused.current;
    const place = before.current.findIndex(({ id }) => id === element?.dataset.look);
    before.current = items;
    if (!element || element.isConnected || document.activeElement !== document.body) return;
    focused.current = null;
    const options = strip.current?.querySelectorAll<HTMLElement>('[role="option"]') ?? [];
    const next = place < 0 ? undefined : options[Math.min(place, options.length - 1)];
    (next ?? document.getElementById(PHOTO_ID))?.focus({ preventScroll: true });
  });

  return {
    onFocus({ target }) {
      focused.current = target;
    },
    onBlur({ target }) {
      // It still has the focus where only the window has lost it.
      if (document.activeElement !== target) focused.current = null;
    },
  };
}

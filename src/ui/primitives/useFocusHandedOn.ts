import { type RefObject, useLayoutEffect, useRef } from 'react';

/**
 * For a part that nothing comes in the place of: what it leaves the focus to, if it goes while it has it. Gives the ref
 * for the part.
 */
export function useFocusHandedOn<Part extends HTMLElement>(
  next: RefObject<HTMLElement | null>,
): RefObject<Part | null> {
  const part = useRef<Part>(null);
  // A layout effect, because its cleanup still finds the part in the document.
  useLayoutEffect(() => {
    const element = part.current;
    return () => {
      if (element?.contains(document.activeElement)) next.current?.focus({ preventScroll: true });
    };
  }, [next]);
  return part;
}

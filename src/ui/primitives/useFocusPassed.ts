import { type RefObject, useLayoutEffect, useRef } from 'react';

/**
 * For parts that take turns in one place: the first button of the one that comes has the focus, if something in the one
 * that leaves had it. Gives the ref for what holds a part's buttons.
 * @param hadFocus shared by the parts, in the component that shows one of them
 * @param first what is to have the focus, where it is not the first button
 */
export function useFocusPassed<Part extends HTMLElement = HTMLDivElement>(
  hadFocus: RefObject<boolean>,
  first = 'button:not([aria-disabled])',
): RefObject<Part | null> {
  const part = useRef<Part>(null);
  // A layout effect, because its cleanup still finds the part in the document.
  useLayoutEffect(() => {
    const element = part.current;
    if (hadFocus.current) element?.querySelector<HTMLElement>(first)?.focus();
    return () => {
      hadFocus.current = element?.contains(document.activeElement) ?? false;
    };
  }, [hadFocus, first]);
  return part;
}

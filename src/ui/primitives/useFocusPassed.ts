import { type RefObject, useLayoutEffect, useRef } from 'react';

/**
 * For parts that take turns in one place: the first button of the one that comes has the focus, if a button of the one
 * that leaves had it. Gives the ref for what holds a part's buttons.
 * @param hadFocus shared by the parts, in the component that shows one of them
 */
export function useFocusPassed(hadFocus: RefObject<boolean>): RefObject<HTMLDivElement | null> {
  const buttons = useRef<HTMLDivElement>(null);
  // A layout effect, because its cleanup still finds the buttons in the document.
  useLayoutEffect(() => {
    const element = buttons.current;
    if (hadFocus.current) element?.querySelector<HTMLElement>('button:not([aria-disabled])')?.focus();
    return () => {
      hadFocus.current = element?.contains(document.activeElement) ?? false;
    };
  }, [hadFocus]);
  return buttons;
}

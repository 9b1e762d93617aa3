/** What one line of a wheel that counts in lines is in pixels, as browsers scroll it. */
const LINE = 40;

/**
 * A plain mouse's wheel, which only turns down and up, moves a row that scrolls sideways alone; what turns sideways
 * itself, zooms (Ctrl) or is turned sideways by the browser (Shift) stays the browser's. Returns what ends it.
 */
export function wheelMovesSideways(element: HTMLElement): () => void {
  const onWheel = (event: WheelEvent): void => {
    const { deltaX, deltaY, deltaMode, ctrlKey, shiftKey } = event;
    const isRow = element.scrollHeight <= element.clientHeight && element.scrollWidth > element.clientWidth;
    if (!isRow || ctrlKey || shiftKey || Math.abs(deltaX) >= Math.abs(deltaY)) return;
    const before = element.scrollLeft;
    const unit = [1, LINE, element.clientWidth][deltaMode] ?? 1;
    element.scrollBy({ left: deltaY * unit, behavior: 'instant' });
    // At its end the row lets go, and what is around it may scroll.
    if (element.scrollLeft !== before) event.preventDefault();
  };
  element.addEventListener('wheel', onWheel, { passive: false });
  return () => element.removeEventListener('wheel', onWheel);
}

import type { Session, Zoom } from '../../app';
import { scaleZoom, wheelFactor } from '../input/zoom';

/** A finger resting this long compares; one that moved further than SLOP is dragging. Milliseconds, CSS pixels. */
const LONG_PRESS = 400;
const SLOP = 8;
/** How far an arrow key moves the zoomed photo, with Shift four times that. */
const KEY_STEP = 64;

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [1, 0],
  ArrowRight: [-1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** Whether it is for the split line, which lies on the photo and has a hand and keys of its own. */
function isOnSplit({ target }: Event): boolean {
  return target instanceof Element && target.closest('[role="slider"]') !== null;
}

/**
 * Drag pans, the wheel and two fingers zoom, double-click goes between fit and 100%, a long press compares, arrow
 * keys pan. All go straight to the session, past React, whose own handlers within come later: so what is not the photo's
 * is told here by where it began. Returns the way to stop.
 */
export function attachPhotoGestures(element: HTMLElement, session: Session): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  const pointers = new Map<number, { x: number; y: number }>();
  /** How far apart two fingers were at the last move; undefined without two. */
  let spreadBefore: number | undefined;
  let travelled = 0;
  let pressTimer: ReturnType<typeof setTimeout> | undefined;
  let comparing = false;

  const zoomTo = (zoom: Zoom, clientX: number, clientY: number): void => {
    const box = element.getBoundingClientRect();
    session.zoomAt(zoom, clientX - box.left, clientY - box.top);
  };
  const zoomBy = (factor: number, clientX: number, clientY: number): void => {
    const { photo, view } = session.state.getState();
    if (!photo) return;
    const fit = Math.min(element.clientWidth / photo.width, element.clientHeight / photo.height);
    zoomTo(scaleZoom(view.zoom, fit * window.devicePixelRatio, factor), clientX, clientY);
  };
  const spread = (): { distance: number; x: number; y: number } => {
    const [a, b] = [...pointers.values()];
    return { distance: Math.hypot(a.x - b.x, a.y - b.y), x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
  };
  const endPress = (): void => {
    clearTimeout(pressTimer);
    if (comparing) session.compare(false);
    comparing = false;
  };

  const onPointerDown = (event: PointerEvent): void => {
    if (event.button !== 0 || isOnSplit(event)) return;
    element.setPointerCapture(event.pointerId);
    pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    endPress();
    if (pointers.size === 2) {
      spreadBefore = spread().distance;
    } else if (pointers.size === 1) {
      travelled = 0;
      if (event.pointerType !== 'mouse') {
        pressTimer = setTimeout(() => {
          comparing = true;
          session.compare(true);
        }, LONG_PRESS);
      }
    }
  };
  const onPointerMove = (event: PointerEvent): void => {
    const before = pointers.get(event.pointerId);
    if (!before) return;
    const dx = event.clientX - before.x;
    const dy = event.clientY - before.y;
    pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    travelled += Math.hypot(dx, dy);
    if (travelled > SLOP && !comparing) clearTimeout(pressTimer);
    if (spreadBefore !== undefined && pointers.size === 2) {
      const { distance, x, y } = spread();
      // Each finger's move carries the middle by half of it.
      session.pan(dx / 2, dy / 2);
      zoomBy(Math.max(1, distance) / Math.max(1, spreadBefore), x, y);
      spreadBefore = distance;
    } else if (pointers.size === 1 && !comparing && session.state.getState().view.zoom !== 'fit') {
      session.pan(dx, dy);
    }
  };
  const onPointerEnd = (event: PointerEvent): void => {
    if (!pointers.delete(event.pointerId)) return;
    if (pointers.size < 2) spreadBefore = undefined;
    endPress();
  };
  const onDoubleClick = (event: MouseEvent): void => {
    if (isOnSplit(event)) return;
    const { zoom } = session.state.getState().view;
    zoomTo(zoom === 'fit' ? 1 : 'fit', event.clientX, event.clientY);
  };
  const onWheel = (event: WheelEvent): void => {
    event.preventDefault();
    zoomBy(wheelFactor(event.deltaY, event.deltaMode, event.ctrlKey), event.clientX, event.clientY);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const arrow = ARROWS[event.key];
    if (!arrow || isOnSplit(event) || session.state.getState().view.zoom === 'fit') return;
    event.preventDefault();
    const step = KEY_STEP * (event.shiftKey ? 4 : 1);
    session.pan(arrow[0] * step, arrow[1] * step);
  };
  // A long press on a phone would otherwise also open the browser's menu.
  const onContextMenu = (event: Event): void => {
    if (comparing || pointers.size > 0 || isOnSplit(event)) event.preventDefault();
  };

  element.addEventListener('pointerdown', onPointerDown, { signal });
  element.addEventListener('pointermove', onPointerMove, { signal });
  element.addEventListener('pointerup', onPointerEnd, { signal });
  element.addEventListener('pointercancel', onPointerEnd, { signal });
  element.addEventListener('dblclick', onDoubleClick, { signal });
  element.addEventListener('wheel', onWheel, { signal, passive: false });
  element.addEventListener('keydown', onKeyDown, { signal });
  element.addEventListener('contextmenu', onContextMenu, { signal });
  return () => {
    listening.abort();
    endPress();
  };
}

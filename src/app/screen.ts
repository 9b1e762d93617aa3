import { NEUTRAL } from '../edit';
import { createCoalescer, onNextFrame } from './coalesce';
import type { DrawRequest } from './engine-types';
import type { Kernel } from './kernel';
import { mark, measureFrame } from './marks';
import type { Session } from './session-types';
import type { ViewState, Zoom } from './state-types';
import {
  centreAfterPan,
  centreAfterZoom,
  clampCentre,
  limitZoom,
  MIDDLE,
  type Point,
  photoBox,
  type Viewport,
} from './view';

type ScreenCases = Pick<
  Session,
  'attachCanvas' | 'resizeViewport' | 'compare' | 'setSplit' | 'showClipping' | 'setZoom' | 'zoomAt' | 'pan'
>;

/** What is on the canvas: sends the newest frame whenever something shown has changed. */
export interface Screen extends ScreenCases {
  /** Draws what is now to be seen. */
  refresh(): void;
  /** Draws the same again: it can be drawn better now. */
  redraw(): void;
  /** Another photo: all of it, from the next frame on. */
  reset(): void;
  /** Resolves with the first frame of the open photo, or after a while where none can be drawn (a hidden tab). */
  firstFrame(): Promise<void>;
  dispose(): void;
}

/** Changes no farther apart than this are one movement of the hand, in ms. */
const MOVEMENT = 600;

/** So soon after a change another one is likely, in ms; when none comes the frame is drawn again in full. */
const HURRY = 160;

/** Looks are not kept waiting longer than this by a canvas that does not come, in ms. */
const FIRST_FRAME_PATIENCE = 4_000;

export function createScreen(kernel: Kernel): Screen {
  const wide = matchMedia('(color-gamut: p3)');
  let viewport: Viewport | undefined;
  let attached: HTMLCanvasElement | undefined;
  let changed = Number.NEGATIVE_INFINITY;
  let moving = false;
  let rest: ReturnType<typeof setTimeout> | undefined;
  let isFirst = false;
  let onFirst: (() => void)[] = [];

  const request = (): DrawRequest | undefined => {
    const { current } = kernel;
    if (!current || !viewport) return undefined;
    const { comparing, view } = kernel.state.getState();
    const adjustments = comparing ? NEUTRAL : kernel.draft.getState();
    const hurried = moving && !isFirst && performance.now() - changed < HURRY;
    const overlay = { asShot: comparing ? 0 : (view.split ?? 0), clipping: view.clipping };
    const { zoom, centre } = view;
    const wideScreen = wide.matches;
    return { photo: current.photo.id, adjustments, viewport, zoom, centre, hurried, overlay, wideScreen };
  };
  const frames = createCoalescer<null>(async () => {
    // Made when it is sent, so that it is the newest.
    const next = request();
    if (!next) return;
    // This one is in full already.
    if (!next.hurried) clearTimeout(rest);
    const start = performance.now();
    try {
      if (!(await kernel.engine.draw(next))) return;
    } catch (error) {
      kernel.report(error);
      return;
    }
    measureFrame(start, next.hurried);
    if (next.hurried) {
      clearTimeout(rest);
      rest = setTimeout(() => frames.submit(null), HURRY);
    }
    if (isFirst && next.photo === kernel.current?.photo.id) {
      isFirst = false;
      mark('first-frame');
      for (const resolve of onFirst.splice(0)) resolve();
    }
  }, onNextFrame);
  const refresh = () => {
    const now = performance.now();
    // One change alone is a click; the next soon after it is a drag.
    moving = now - changed < MOVEMENT;
    changed = now;
    clearTimeout(rest);
    frames.submit(null);
  };

  // The window may be moved to another screen.
  wide.addEventListener('change', refresh);

  const setShown = (change: Partial<ViewState>) => {
    kernel.set({ view: { ...kernel.state.getState().view, ...change } });
    refresh();
  };
  const setView = (zoom: Zoom, centre: Point) => {
    const photo = kernel.current?.photo;
    let box: ViewState['photoBox'];
    if (photo && viewport) box = photoBox(photo, viewport, zoom, centre);
    setShown({ zoom, centre, photoBox: box });
  };

  return {
    refresh,
    redraw: () => frames.submit(null),
    reset() {
      isFirst = true;
      onFirst = [];
      setView('fit', MIDDLE);
    },
    firstFrame: () =>
      new Promise((resolve) => {
        if (!isFirst) return resolve();
        onFirst.push(resolve);
        setTimeout(resolve, FIRST_FRAME_PATIENCE);
      }),
    attachCanvas(canvas) {
      // A canvas is handed over once; effects may run twice.
      if (canvas === attached) return;
      attached = canvas;
      kernel.engine.attachCanvas(canvas.transferControlToOffscreen()).then(refresh, kernel.report);
    },
    resizeViewport(width, height, ratio) {
      if (!(width > 0 && height > 0 && ratio > 0)) return;
      if (viewport?.width === width && viewport.height === height && viewport.ratio === ratio) return;
      viewport = { width, height, ratio };
      const { zoom, centre } = kernel.state.getState().view;
      const photo = kernel.current?.photo;
      setView(zoom, photo ? clampCentre(photo, viewport, zoom, centre) : centre);
    },
    compare(on) {
      if (!kernel.current || kernel.state.getState().comparing === on) return;
      kernel.set({ comparing: on });
      refresh();
    },
    setSplit(share) {
      const split = share === null ? null : Math.min(1, Math.max(0, share));
      if (kernel.state.getState().view.split !== split) setShown({ split });
    },
    showClipping(on) {
      if (kernel.state.getState().view.clipping !== on) setShown({ clipping: on });
    },
    setZoom(wished) {
      const photo = kernel.current?.photo;
      if (!photo || !viewport) return;
      const zoom = limitZoom(photo, viewport, wished);
      setView(zoom, clampCentre(photo, viewport, zoom, kernel.state.getState().view.centre));
    },
    zoomAt(wished, x, y) {
      const photo = kernel.current?.photo;
      if (!photo || !viewport) return;
      const zoom = limitZoom(photo, viewport, wished);
      setView(zoom, centreAfterZoom(photo, viewport, kernel.state.getState().view, zoom, { x, y }));
    },
    pan(dx, dy) {
      const photo = kernel.current?.photo;
      if (!photo || !viewport) return;
      const { zoom, centre } = kernel.state.getState().view;
      setView(zoom, centreAfterPan(photo, viewport, zoom, centre, dx, dy));
    },
    dispose() {
      wide.removeEventListener('change', refresh);
      clearTimeout(rest);
      frames.dispose();
    },
  };
}

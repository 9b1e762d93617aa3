import { useEffect, useId, useRef } from 'react';
import { useSession, useSessionState } from '../sessionContext';
import { attachPhotoGestures } from './photoGestures';
import { SplitHandle } from './SplitHandle';
import { PHOTO_NAME_ID } from './Toolbar';
import './photo.css';

/** Where the focus goes when what had it is gone. */
export const PHOTO_ID = 'photo';

/** The photo, drawn by the session on a canvas that fills the region whatever the photo's shape. */
export function PhotoView() {
  const session = useSession();
  const generation = useSessionState((state) => state.canvasGeneration);
  const zoomed = useSessionState((state) => state.view.zoom !== 'fit');
  const comparing = useSessionState((state) => state.comparing);
  const singleKeys = useSessionState((state) => state.singleKeys);
  const busy = useSessionState((state) => {
    if (state.phase === 'opening') return `Opening ${state.openingName}`;
    // The first frame brings the first histogram.
    return state.histogram ? '' : 'Developing';
  });
  const region = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const helpId = useId();

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new generation is a new element to hand over
  useEffect(() => {
    if (canvas.current) session.attachCanvas(canvas.current);
  }, [session, generation]);

  useEffect(() => {
    const element = region.current;
    if (!element) return;
    const report = (): void =>
      session.resizeViewport(element.clientWidth, element.clientHeight, window.devicePixelRatio);
    const observer = new ResizeObserver(report);
    observer.observe(element);
    report();
    // On another monitor the region may keep its size in CSS pixels. A query knows one density: each change asks anew.
    const listening = new AbortController();
    const watchDensity = (): void => {
      const onChange = (): void => {
        report();
        watchDensity();
      };
      matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`).addEventListener('change', onChange, {
        once: true,
        signal: listening.signal,
      });
    };
    watchDensity();
    return () => {
      observer.disconnect();
      listening.abort();
    };
  }, [session]);

  useEffect(() => {
    const element = region.current;
    return element ? attachPhotoGestures(element, session) : undefined;
  }, [session]);

  return (
    <div ref={region} className="photo" data-zoomed={zoomed || undefined}>
      <canvas
        key={generation}
        ref={canvas}
        id={PHOTO_ID}
        className="photo-canvas"
        role="img"
        aria-label="Photo"
        aria-describedby={`${PHOTO_NAME_ID} ${helpId}`}
        tabIndex={0}
      />
      <span id={helpId} className="spoken">
        {singleKeys
          ? '0, 1 and 2 zoom to fit, 100% and 200%; arrow keys move the zoomed photo; hold backslash to compare.'
          : 'Arrow keys move the zoomed photo.'}
      </span>
      <SplitHandle photo={canvas} />
      {comparing && <AsShotNote />}
      <span className="photo-busy" role="status">
        {busy}
      </span>
    </div>
  );
}

/** At the photo's lower edge, as the split view's words: the upper one is where messages come. */
function AsShotNote() {
  const lowerEdge = useSessionState(({ view }) => view.photoBox && view.photoBox.y + view.photoBox.height);
  const style = lowerEdge === undefined ? undefined : { '--lower-edge': `${lowerEdge}px` };
  return (
    <span className="photo-note" style={style as React.CSSProperties}>
      As shot
    </span>
  );
}

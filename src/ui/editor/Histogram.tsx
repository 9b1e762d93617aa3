import { useEffect, useRef } from 'react';
import { useSession, useSessionState } from '../sessionContext';
import { drawHistogram } from './drawHistogram';
import './histogram.css';

/** Clipping below this share of the photo is specks, not a warning. */
const WORTH_MARKING = 0.001;

const percent = (fraction: number): string =>
  fraction < 0.0005 ? 'none' : `${(fraction * 100).toFixed(fraction < 0.1 ? 1 : 0)}%`;

/** Drawn on a canvas outside React, since it changes with every frame. */
export function Histogram() {
  const session = useSession();
  const canvas = useRef<HTMLCanvasElement>(null);

  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    let drawn: unknown;
    const draw = (): void => {
      const { histogram } = session.state.getState();
      if (histogram === drawn) return;
      drawn = histogram;
      drawHistogram(element, histogram);
    };
    const redraw = (): void => {
      drawn = null;
      draw();
    };
    const theme = matchMedia('(prefers-color-scheme: light)');
    theme.addEventListener('change', redraw);
    const observer = new ResizeObserver(redraw);
    observer.observe(element);
    const stop = session.state.subscribe(draw);
    return () => {
      stop();
      observer.disconnect();
      theme.removeEventListener('change', redraw);
    };
  }, [session]);

  return (
    <figure className="histogram">
      <canvas ref={canvas} className="histogram-canvas" role="img" aria-label="Histogram" />
      <figcaption>
        <ClippingButton />
      </figcaption>
    </figure>
  );
}

/** How much is clipped; pressed, it is painted over on the photo. */
function ClippingButton() {
  const session = useSession();
  const on = useSessionState((state) => state.view.clipping);
  return (
    <button
      type="button"
      className="histogram-clipping figures small"
      aria-pressed={on}
      title="Paint what is clipped over: shadows blue, highlights red (J)"
      onClick={() => session.showClipping(!on)}
    >
      <span className="spoken">Show clipping:</span>
      <Clipping side="shadows" label="Shadows" />
      <Clipping side="highlights" label="Highlights" />
    </button>
  );
}

function Clipping({ side, label }: { side: 'shadows' | 'highlights'; label: string }) {
  // Rounded in the selector, so that it renders again only when the words change.
  const share = useSessionState(({ histogram }) => {
    if (!histogram) return 'none';
    return percent(side === 'shadows' ? histogram.shadowsClipped : histogram.highlightsClipped);
  });
  const marked = useSessionState(({ histogram }) => {
    if (!histogram) return false;
    return (side === 'shadows' ? histogram.shadowsClipped : histogram.highlightsClipped) > WORTH_MARKING;
  });
  return (
    <span className={`clipping clipping-${side}`} data-marked={marked || undefined}>
      <svg viewBox="0 0 10 10" width="10" height="10" aria-hidden="true">
        <path d="M1 9 5 2l4 7z" />
      </svg>
      {label} {share}
    </span>
  );
}

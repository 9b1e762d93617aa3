import type { TasteState } from '../../app';
import { changeWords, doubtWords, habitWords, knownWords, waitingWords } from './words';

const WIDTH = 120;
const HEIGHT = 26;

/** How sure the model is, in words, and how that came about over the last edits, in words and as a line. */
export function Sureness({ taste }: { taste: TasteState }) {
  const { phase, styles, sliders, own, count, waiting, dislikes, path, message } = taste;
  const isReady = phase === 'ready';
  const change = isReady ? changeWords(styles, path) : undefined;
  const habits = isReady ? habitWords(sliders, count) : [];
  const doubt = isReady ? doubtWords(own, count) : undefined;
  return (
    <>
      <p className="quiet taste-known" role="status">
        {isReady ? knownWords(styles, count) : message}
      </p>
      {change && (
        <div className="sureness">
          <p className="quiet small figures">{change.words}</p>
          <ShareLine shares={change.shares} />
        </div>
      )}
      {habits.length > 0 && <p className="quiet small">{habits.join(' ')}</p>}
      {doubt && <p className="quiet small">{doubt}</p>}
      {isReady && waiting > 0 && <p className="quiet">{waitingWords(waiting)}</p>}
      {isReady && count === 0 && dislikes.length === 0 && (
        <p className="quiet">
          Nothing learned yet, so everybody's shares are shown. Take a look, tweak it and press Done: the
          looks of the next photo will lean your way.
        </p>
      )}
    </>
  );
}

/** One style's share after each edit; the words beside it say the same. */
function ShareLine({ shares }: { shares: readonly number[] }) {
  const points = shares.map((share, i) => {
    const x = (i / Math.max(1, shares.length - 1)) * WIDTH;
    return `${x.toFixed(1)},${((1 - share) * HEIGHT).toFixed(1)}`;
  });
  return (
    <svg
      className="share-line"
      viewBox={`-2 -2 ${WIDTH + 4} ${HEIGHT + 4}`}
      width={WIDTH + 4}
      height={HEIGHT + 4}
      aria-hidden="true"
      focusable="false"
    >
      <path d={`M0,${HEIGHT}H${WIDTH}`} className="share-line-base" />
      <polyline points={points.join(' ')} />
    </svg>
  );
}

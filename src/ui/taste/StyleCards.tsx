import type { TasteState, TasteStyle } from '../../app';
import { useSessionState } from '../sessionContext';
import { shareWords, styleTitle } from './words';
import './styles.css';

/** The styles, the weightiest first, as the open photo in each; a card opens the style's page. */
export function StyleCards({ taste, onOpen }: { taste: TasteState; onOpen: (style: number) => void }) {
  const { styles, pictures } = taste;
  const hasPhoto = useSessionState((state) => state.photo !== null);
  const largest = Math.max(0.01, ...styles.map(({ weight, baseline }) => Math.max(weight, baseline)));
  const ordered = styles.toSorted((a, b) => b.weight - a.weight);
  return (
    <>
      {styles.length > 0 && (
        <p className="quiet small">
          {hasPhoto ? 'Your open photo in each style. ' : 'With a photo open, it is shown in each style. '}
          The bar is the share of your taste, the tick that of a new person.
        </p>
      )}
      <ol className="styles">
        {ordered.map((style) => (
          <StyleCard
            key={style.index}
            style={style}
            largest={largest}
            url={pictures[style.index]?.picture.url}
            hasPhoto={hasPhoto}
            onOpen={onOpen}
          />
        ))}
      </ol>
    </>
  );
}

interface StyleCardProps {
  style: TasteStyle;
  largest: number;
  url: string | undefined;
  hasPhoto: boolean;
  onOpen: (style: number) => void;
}

function StyleCard({ style, largest, url, hasPhoto, onOpen }: StyleCardProps) {
  const { index, weight, baseline } = style;
  return (
    <li className="style">
      <button
        id={`style-${index}`}
        type="button"
        className="style-card"
        aria-describedby={`style-${index}-new`}
        onClick={() => onOpen(index)}
      >
        {hasPhoto && <span className="style-frame">{url && <img src={url} alt="" decoding="async" />}</span>}
        <span className="style-head">
          <span className="style-name">{styleTitle(style)}</span>
          <span className="figures">{shareWords(weight)}</span>
        </span>
        <span
          className="style-bar"
          aria-hidden="true"
          style={{ '--weight': weight / largest, '--baseline': baseline / largest } as React.CSSProperties}
        />
      </button>
      <span id={`style-${index}-new`} className="spoken">
        A new person: {shareWords(baseline)}
      </span>
    </li>
  );
}

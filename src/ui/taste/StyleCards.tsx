import type { TasteState, TasteStyle } from '../../app';
import { useSessionState } from '../sessionContext';
import { shareWords, styleNote } from './words';
import './styles.css';

/** The styles, the weightiest first, as the open photo in each; a card opens the style's page. */
export function StyleCards({ taste, onOpen }: { taste: TasteState; onOpen: (style: number) => void }) {
  const { styles, pictures } = taste;
  const hasPhoto = useSessionState((state) => state.photo !== null);
  const ordered = styles.toSorted((a, b) => b.weight - a.weight);
  return (
    <>
      {styles.length > 0 && (
        <p className="quiet small">
          {hasPhoto ? 'Your open photo in each style. ' : 'With a photo open, it is shown in each style. '}A
          full bar would be all of your taste; the tick is the share of a new person.
        </p>
      )}
      <ol className="styles">
        {ordered.map((style) => (
          <StyleCard
            key={style.index}
            style={style}
            note={styleNote(style, styles)}
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
  /** What its name leaves out. */
  note: string;
  url: string | undefined;
  hasPhoto: boolean;
  onOpen: (style: number) => void;
}

function StyleCard({ style, note, url, hasPhoto, onOpen }: StyleCardProps) {
  const { index, name, weight, baseline } = style;
  return (
    <li className="style">
      <button
        id={`style-${index}`}
        type="button"
        className="style-card"
        aria-describedby={`style-${index}-new`}
        onClick={() => onOpen(index)}
      >
        {hasPhoto && (
          <span className="style-frame">
            {url && <img src={url} alt="" draggable={false} decoding="async" />}
          </span>
        )}
        <span className="style-head">
          <span className="style-name">{name}</span>
          <span className="figures">{shareWords(weight)}</span>
        </span>
        {note && <span className="quiet small figures">{note}</span>}
        <span
          className="style-bar"
          aria-hidden="true"
          style={{ '--weight': weight, '--baseline': baseline } as React.CSSProperties}
        />
      </button>
      <span id={`style-${index}-new`} className="spoken">
        A new person: {shareWords(baseline)}
      </span>
    </li>
  );
}

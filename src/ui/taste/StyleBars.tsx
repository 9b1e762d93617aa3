import type { TasteStyle } from '../../app';
import { shareWords, styleTitle } from './words';

/** A bar a style, the weightiest first; the tick is where a new person starts. */
export function StyleBars({ styles }: { styles: readonly TasteStyle[] }) {
  const largest = Math.max(0.01, ...styles.map(({ weight, baseline }) => Math.max(weight, baseline)));
  const ordered = styles.toSorted((a, b) => b.weight - a.weight);
  return (
    <ol className="styles">
      {ordered.map(({ index, name, words, weight, baseline }) => (
        <li key={index} className="style">
          <div className="style-head">
            <span className="style-name">{styleTitle({ name, words })}</span>
            <span className="figures">{shareWords(weight)}</span>
          </div>
          <div
            className="style-bar"
            aria-hidden="true"
            style={{ '--weight': weight / largest, '--baseline': baseline / largest } as React.CSSProperties}
          />
          <p className="quiet small figures">
            {!styleTitle({ name, words }).includes(words) && `${words}. `}A new person: {shareWords(baseline)}
          </p>
        </li>
      ))}
    </ol>
  );
}

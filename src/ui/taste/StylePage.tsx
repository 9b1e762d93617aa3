import { useEffect, useRef } from 'react';
import type { TasteStyle } from '../../app';
import { ADJUSTMENTS, type Adjustments } from '../../edit';
import { formatNumber } from '../input/numbers';
import { Button } from '../primitives/Button';
import { useSession, useSessionState } from '../sessionContext';
import { Confirm } from './Confirm';
import { EditHistory } from './EditHistory';
import { editsWords, shareWords, styleNote } from './words';
import './styles.css';

/** One style in words: what it does, here and on average, which edits speak for it, and how to forget it. */
export function StylePage({ style, onBack }: { style: TasteStyle; onBack: () => void }) {
  const session = useSession();
  const { index, name, weight, baseline, average } = style;
  const observations = useSessionState((state) => state.taste.observations);
  const note = useSessionState(({ taste }) => styleNote(style, taste.styles));
  const onPhoto = useSessionState((state) => state.taste.pictures[index]);
  const title = useRef<HTMLHeadingElement>(null);
  const edits = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  // Nothing is left to be forgotten: the button can no longer have the focus.
  const forgetAll = async (): Promise<void> => {
    await session.forgetStyle(index);
    edits.current?.focus();
  };
  const own = observations.filter(({ towards }) => towards.style === index);
  return (
    <article className="style-page" aria-labelledby="style-title">
      <Button label="All styles" icon="back" look="raised" className="style-back" onClick={onBack} />
      <h3 id="style-title" ref={title} tabIndex={-1} className="style-name">
        {name}
      </h3>
      <p className="figures">
        {note && <span className="style-name">{note}. </span>}
        {shareWords(weight)} of your taste; {shareWords(baseline)} of a new person’s.
      </p>
      <div className="taste">
        <section className="taste-part" aria-labelledby="style-does">
          <h4 id="style-does">What it does</h4>
          {onPhoto && (
            <span className="style-frame style-frame-large">
              <img
                src={onPhoto.picture.url}
                alt="What is open, in this style"
                draggable={false}
                decoding="async"
              />
            </span>
          )}
          <StyleSliders average={average} onPhoto={onPhoto?.adjustments} />
        </section>
        <section className="taste-part" aria-labelledby="style-edits">
          <h4 id="style-edits" ref={edits} tabIndex={-1}>
            Your edits that speak for it
          </h4>
          {own.length === 0 ? (
            <p className="quiet">None.</p>
          ) : (
            <EditHistory observations={own} heading="style-edits" />
          )}
          <Confirm
            label="Forget this style"
            disabled={own.length === 0}
            question={`This forgets the ${editsWords(own.length)} that ${own.length === 1 ? 'speaks' : 'speak'} most for “${name}”. The photos keep their edits; your taste no longer counts them, nor the looks of these photos that you turned down.`}
            yes={`Forget ${editsWords(own.length)}`}
            onYes={() => void forgetAll()}
          />
        </section>
      </div>
    </article>
  );
}

/** The sliders that it moves, on the average photo and on the open one. */
function StyleSliders({ average, onPhoto }: { average: Adjustments; onPhoto: Adjustments | undefined }) {
  const moved = ADJUSTMENTS.filter(({ id }) => average[id] !== 0 || (onPhoto?.[id] ?? 0) !== 0);
  return (
    <table className="style-sliders figures">
      <thead>
        <tr>
          <th scope="col">Slider</th>
          <th scope="col">On average</th>
          {onPhoto && <th scope="col">On your photo</th>}
        </tr>
      </thead>
      <tbody>
        {moved.map((adjustment) => (
          <tr key={adjustment.id}>
            <th scope="row">{adjustment.label}</th>
            <td>{formatNumber(average[adjustment.id], adjustment)}</td>
            {onPhoto && <td>{formatNumber(onPhoto[adjustment.id], adjustment)}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

import { useState } from 'react';
import type { ObservationView } from '../../app';
import type { PhotoId } from '../../core';
import { whenWords } from '../input/sizes';
import { Button } from '../primitives/Button';
import { useSession } from '../sessionContext';
import { forgetRow } from './forgetRow';
import { shareWords, strengthWords } from './words';

interface EditHistoryProps {
  /** Newest first. */
  observations: readonly ObservationView[];
  /** The id of the heading above, which gets the focus when none is left. */
  heading: string;
  /** Offers the order by what moved the taste most. */
  sortable?: boolean;
}

/** More are shown when asked for: a long history is many pictures. */
const PAGE = 40;

/** What the taste was learned from, each of which can be taken back exactly. */
export function EditHistory({ observations, heading, sortable = false }: EditHistoryProps) {
  const now = Date.now();
  const [byInfluence, setByInfluence] = useState(false);
  const [most, setMost] = useState(PAGE);
  /** The first of those that the last press showed: the button has gone, and the focus goes on from here. */
  const [goesOn, setGoesOn] = useState<PhotoId>();
  const ordered = byInfluence ? observations.toSorted((a, b) => b.influence - a.influence) : observations;
  const showMore = (): void => {
    if (ordered.length <= most + PAGE) setGoesOn(ordered[most].photoId);
    setMost(most + PAGE);
  };
  return (
    <>
      {sortable && observations.length > 1 && (
        // biome-ignore lint/a11y/useSemanticElements: two buttons, not fields of a form
        <div className="edits-order" role="group" aria-label="Order of the edits">
          <Button label="Newest first" aria-pressed={!byInfluence} onClick={() => setByInfluence(false)} />
          <Button
            label="What moved it most"
            aria-pressed={byInfluence}
            onClick={() => setByInfluence(true)}
          />
        </div>
      )}
      <ul className="edits">
        {ordered.slice(0, most).map((observation) => (
          <EditRow
            key={observation.photoId}
            observation={observation}
            heading={heading}
            now={now}
            focused={observation.photoId === goesOn}
          />
        ))}
      </ul>
      {ordered.length > most && (
        <Button label={`Show more of ${ordered.length}`} look="raised" onClick={showMore} />
      )}
    </>
  );
}

interface EditRowProps extends Pick<EditHistoryProps, 'heading'> {
  observation: ObservationView;
  now: number;
  /** It comes with the focus. */
  focused: boolean;
}

function EditRow({ observation, heading, now, focused }: EditRowProps) {
  const session = useSession();
  const { photoId, name, thumbnail, when, towards, influence, without } = observation;
  return (
    <li className="edit">
      <span className="edit-frame">
        {thumbnail && <img src={thumbnail.url} alt="" draggable={false} decoding="async" />}
      </span>
      <div className="edit-words">
        <p className="edit-name">{name}</p>
        <p className="quiet small">
          Towards “{towards.name}”: {strengthWords(influence)}{' '}
          <span className="figures">(share without it: {shareWords(without)})</span>
        </p>
        <p className="quiet small">{whenWords(when, now)}</p>
      </div>
      <Button
        label={`Forget ${name}`}
        look="raised"
        className="edit-forget"
        autoFocus={focused}
        onClick={({ currentTarget }) => void forgetRow(currentTarget, heading, () => session.forget(photoId))}
      />
    </li>
  );
}

import { useState } from 'react';
import type { ObservationView } from '../../app';
import { whenWords } from '../input/sizes';
import { Button } from '../primitives/Button';
import { useSession } from '../sessionContext';
import { strengthWords } from './words';

/** An imported history has thousands; so many rows are drawn at a time. */
const ROWS = 100;

/** What the taste was learned from, newest first, each of which can be taken back exactly. */
export function EditHistory({ observations }: { observations: readonly ObservationView[] }) {
  const now = Date.now();
  const [rows, setRows] = useState(ROWS);
  const more = observations.length - rows;
  return (
    <>
      <ul className="edits">
        {observations.slice(0, rows).map((observation) => (
          <EditRow key={observation.photoId} observation={observation} now={now} />
        ))}
      </ul>
      {more > 0 && (
        <Button
          label={`Show ${Math.min(more, ROWS)} more`}
          look="raised"
          onClick={() => setRows(rows + ROWS)}
        />
      )}
    </>
  );
}

function EditRow({ observation, now }: { observation: ObservationView; now: number }) {
  const session = useSession();
  const { photoId, name, thumbnail, when, towards, influence } = observation;
  return (
    <li className="edit">
      <span className="edit-frame">{thumbnail && <img src={thumbnail.url} alt="" decoding="async" />}</span>
      <div className="edit-words">
        <p className="edit-name">{name}</p>
        <p className="quiet small">
          Towards “{towards.name}”: {strengthWords(influence)}
        </p>
        <p className="quiet small">{whenWords(when, now)}</p>
      </div>
      <Button
        label={`Forget ${name}`}
        look="raised"
        className="edit-forget"
        onClick={() => void session.forget(photoId)}
      />
    </li>
  );
}

import type { DislikeView } from '../../app';
import { whenWords } from '../input/sizes';
import { Button } from '../primitives/Button';
import { useSession } from '../sessionContext';
import { forgetRow } from './forgetRow';
import { strengthWords } from './words';

interface DislikeListProps {
  dislikes: readonly DislikeView[];
  /** The id of the heading above, which gets the focus when none is left. */
  heading: string;
}

/** Looks that were not for the person, by photo; forgetting takes them back with the photo's edit. */
export function DislikeList({ dislikes, heading }: DislikeListProps) {
  const session = useSession();
  const now = Date.now();
  return (
    <section className="taste-part" aria-labelledby="taste-dislikes">
      <h3 id="taste-dislikes">Looks that were not for you</h3>
      <ul className="edits">
        {dislikes.map(({ photoId, name, when, count, against, influence }) => (
          <li key={photoId} className="edit edit-plain">
            <div className="edit-words">
              <p className="edit-name">{name}</p>
              <p className="quiet small">
                {count === 1 ? 'One look' : `${count} looks`}, against “{against.name}”:{' '}
                {strengthWords(influence)}
              </p>
              <p className="quiet small">{whenWords(when, now)}</p>
            </div>
            <Button
              label={`Forget what was said of ${name}`}
              look="raised"
              className="edit-forget"
              onClick={({ currentTarget }) =>
                void forgetRow(currentTarget, heading, () => session.forget(photoId))
              }
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

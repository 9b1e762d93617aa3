import { type RefObject, useRef } from 'react';
import type { ShowDialog } from '../dialogName';
import { Button } from '../primitives/Button';
import { TurnButton } from '../primitives/TurnButton';
import { useFocusPassed } from '../primitives/useFocusPassed';
import { useSession, useSessionState } from '../sessionContext';

/** The button, for who is to have the focus after its work was undone. */
export const EDIT_ALL_ID = 'edit-all';

/** What can be done to all photos at once; while that runs, how far it is. */
export function FilmActions({ show }: { show: ShowDialog }) {
  const isBusy = useSessionState(({ set }) => set.task !== null);
  const hadFocus = useRef(false);
  return (
    <div className="film-actions">
      {isBusy ? <Progress hadFocus={hadFocus} /> : <Actions show={show} hadFocus={hadFocus} />}
      <p className="spoken" role="status">
        <TaskWords />
      </p>
    </div>
  );
}

interface TurnProps {
  hadFocus: RefObject<boolean>;
}

function Actions({ show, hadFocus }: TurnProps & { show: ShowDialog }) {
  const session = useSession();
  const buttons = useFocusPassed(hadFocus);
  const looksMissing = useSessionState(({ looks }) => looks.phase === 'unavailable');
  // What the button follows: the open photo's edit where that is the person's own.
  const follows = useSessionState(({ set, edit }) => {
    const photo = set.photos.find(({ key }) => key === set.open);
    return photo ? photo.edit === 'hand' : !edit.neutral;
  });
  const sentence = follows ? 'This look, fitted to each.' : 'One look, fitted to each.';
  return (
    <>
      <div ref={buttons} className="film-buttons">
        <TurnButton
          id={EDIT_ALL_ID}
          label="Edit all"
          look="raised"
          title={`${sentence} What is edited by hand stays as it is.`}
          disabled={looksMissing}
          onClick={() => void session.editAll()}
        />
        <Button label="Export all" look="raised" onClick={() => show('export-all')} />
      </div>
      <p className="film-sentence quiet small">{sentence}</p>
    </>
  );
}

function Progress({ hadFocus }: TurnProps) {
  const session = useSession();
  const buttons = useFocusPassed(hadFocus);
  const task = useSessionState(({ set }) => set.task);
  if (!task) return null;
  const { words, done, total } = task;
  return (
    <>
      <div ref={buttons} className="film-buttons">
        <TurnButton label="Stop" look="raised" onClick={() => session.stopTask()} />
      </div>
      <div className="film-progress small">
        <p className="film-step">
          <span>{words}</span>
          <span className="figures">
            {done} of {total}
          </span>
        </p>
        <progress aria-label={words} max={total} value={done} />
      </div>
    </>
  );
}

/** Said once when something begins: every step of it would be too much. */
function TaskWords() {
  return useSessionState(({ set }) => set.task?.words ?? '');
}

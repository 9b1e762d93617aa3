import { useId } from 'react';
import { useSession, useSessionState } from '../sessionContext';

/** For who speaks to the computer, or hits keys unawares: a word would be as many commands as it has letters. */
export function SingleKeys() {
  const session = useSession();
  const on = useSessionState((state) => state.singleKeys);
  const hint = useId();
  return (
    <div>
      <label className="about-check">
        <input
          type="checkbox"
          checked={on}
          aria-describedby={hint}
          onChange={(event) => session.setSingleKeys(event.currentTarget.checked)}
        />
        Single keys anywhere in the editor
      </label>
      <p id={hint} className="quiet small">
        Without them N, P, M, Y, J, Z, 0, 1, 2 and \ do nothing. Keys with Ctrl, and those on a look or a
        slider that has the focus, stay.
      </p>
    </div>
  );
}

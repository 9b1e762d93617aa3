import { useState } from 'react';
import { Button } from '../primitives/Button';
import { useSession } from '../sessionContext';

/** Asks once, in place, and says what goes. */
export function ForgetEverything({ count }: { count: number }) {
  const session = useSession();
  const [asking, setAsking] = useState(false);
  if (!asking) {
    return <Button label="Forget everything" look="danger" onClick={() => setAsking(true)} />;
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a question and its two answers, not fields of a form
    <div className="forget" role="group" aria-labelledby="forget-question">
      <p id="forget-question">
        This erases from this device: your taste
        {count > 0 && ` and the ${count === 1 ? 'edit' : `${count} edits`} it came from`}, the edits of all
        photos, recent photos and settings. The open photo stays open. It cannot be undone.
      </p>
      <div className="forget-answers">
        <Button label="Keep it" look="raised" autoFocus onClick={() => setAsking(false)} />
        <Button
          label="Erase it all"
          look="danger"
          onClick={() => {
            setAsking(false);
            void session.forgetEverything();
          }}
        />
      </div>
    </div>
  );
}

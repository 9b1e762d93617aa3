import { Dialog } from '../primitives/Dialog';
import { useSessionState } from '../sessionContext';
import { EditHistory } from './EditHistory';
import { ForgetEverything } from './ForgetEverything';
import { StartWithHistory } from './StartWithHistory';
import { StyleBars } from './StyleBars';
import { knownWords } from './words';
import './taste.css';

interface TasteDialogProps {
  onClose: () => void;
  onAbout: () => void;
}

/** What was learned, from what, and how to take it back. */
export function TasteDialog({ onClose, onAbout }: TasteDialogProps) {
  const taste = useSessionState((state) => state.taste);
  const storage = useSessionState((state) => state.storage);
  return (
    <Dialog title="Your taste" size="wide" onClose={onClose}>
      <div className="taste">
        <section className="taste-part" aria-labelledby="taste-styles">
          <h3 id="taste-styles">What the model thinks you like</h3>
          <p className="quiet taste-known" role="status">
            {taste.phase === 'ready' ? knownWords(taste.styles, taste.count) : taste.message}
          </p>
          {taste.phase === 'ready' && taste.count === 0 && (
            <p className="quiet">
              Nothing learned yet, so everybody's shares are shown. Take a look, tweak it and press Done: the
              looks of the next photo will lean your way.
            </p>
          )}
          <StyleBars styles={taste.styles} />
        </section>
        <section className="taste-part" aria-labelledby="taste-edits">
          <h3 id="taste-edits">The edits it learned from</h3>
          {taste.observations.length === 0 ? (
            <p className="quiet">
              None yet. An edit counts once you press Done, export it or open another photo. Or start with a
              history.
            </p>
          ) : (
            <EditHistory observations={taste.observations} />
          )}
          {taste.phase === 'ready' && <StartWithHistory />}
        </section>
      </div>
      <footer className="taste-foot">
        <p className="quiet small">
          {storage.phase === 'not-kept'
            ? storage.reason
            : 'All of this lies in this browser, on this device only.'}{' '}
          <button type="button" className="link" onClick={onAbout}>
            About Manylight
          </button>
        </p>
        <ForgetEverything count={taste.count} />
      </footer>
    </Dialog>
  );
}

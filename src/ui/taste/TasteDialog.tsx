import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { Dialog } from '../primitives/Dialog';
import { useSession, useSessionState } from '../sessionContext';
import { DislikeList } from './DislikeList';
import { EditHistory } from './EditHistory';
import { ForgetEverything } from './ForgetEverything';
import { Profiles } from './Profiles';
import { StartWithHistory } from './StartWithHistory';
import { StyleCards } from './StyleCards';
import { StylePage } from './StylePage';
import { Sureness } from './Sureness';
import { TasteFile } from './TasteFile';
import './taste.css';

interface TasteDialogProps {
  onClose: () => void;
  onAbout: () => void;
}

/** What was learned, from what, and how to take it back: one section a concern, and a page a style. */
export function TasteDialog({ onClose, onAbout }: TasteDialogProps) {
  const [shown, setShown] = useState<number | null>(null);
  const session = useSession();
  const photo = useSessionState((state) => state.photo?.id);
  const style = useSessionState(({ taste }) => taste.styles.find(({ index }) => index === shown));
  const left = useRef<number | null>(null);

  useEffect(() => {
    if (!photo) return;
    const looking = new AbortController();
    void session.developStyles(looking.signal);
    return () => looking.abort();
  }, [session, photo]);

  // Back from a style's page the focus is where it was.
  useLayoutEffect(() => {
    if (shown === null && left.current !== null) document.getElementById(`style-${left.current}`)?.focus();
    left.current = shown;
  }, [shown]);

  return (
    <Dialog title="Your taste" size="wide" onClose={onClose}>
      {style ? (
        <StylePage style={style} onBack={() => setShown(null)} />
      ) : (
        <Overview onStyle={setShown} onAbout={onAbout} />
      )}
    </Dialog>
  );
}

function Overview({ onStyle, onAbout }: { onStyle: (style: number) => void; onAbout: () => void }) {
  const taste = useSessionState((state) => state.taste);
  return (
    <>
      <Profiles />
      <div className="taste">
        <section className="taste-part" aria-labelledby="taste-styles">
          <h3 id="taste-styles">What the model thinks you like</h3>
          <Sureness taste={taste} />
          <StyleCards taste={taste} onOpen={onStyle} />
        </section>
        <div className="taste-part">
          <section className="taste-part" aria-labelledby="taste-edits">
            <h3 id="taste-edits" tabIndex={-1}>
              The edits it learned from
            </h3>
            {taste.observations.length === 0 ? (
              <p className="quiet">
                None yet. An edit counts once you press Done, export it or open another photo. Or start with a
                history.
              </p>
            ) : (
              <EditHistory observations={taste.observations} heading="taste-edits" sortable />
            )}
          </section>
          {taste.dislikes.length > 0 && <DislikeList dislikes={taste.dislikes} heading="taste-edits" />}
          {taste.phase === 'ready' && <StartWithHistory />}
        </div>
      </div>
      <footer className="taste-foot">
        <TasteFile />
        <KeptWhere onAbout={onAbout} />
        <ForgetEverything count={taste.count} />
      </footer>
    </>
  );
}

function KeptWhere({ onAbout }: { onAbout: () => void }) {
  const storage = useSessionState((state) => state.storage);
  return (
    <p className="quiet small taste-where">
      {storage.phase === 'not-kept'
        ? storage.reason
        : 'All of this lies in this browser, on this device only.'}{' '}
      <button type="button" className="link" onClick={onAbout}>
        About Manylight
      </button>
    </p>
  );
}

import type { RefObject } from 'react';
import type { ShowDialog } from '../dialogName';
import { Button } from '../primitives/Button';
import { OPEN_PHOTOS_ID, OpenPhotos } from '../primitives/OpenPhotos';
import { useFocusPassed } from '../primitives/useFocusPassed';
import { useSession, useSessionState } from '../sessionContext';
import { RecentPhotos } from './RecentPhotos';
import './first.css';

/** Before there is a photo. The whole page takes drops; the first thing that focus reaches is "Open photos". */
export function FirstScreen({ show, hadFocus }: { show: ShowDialog; hadFocus: RefObject<boolean> }) {
  const session = useSession();
  const opening = useSessionState((state) => (state.phase === 'opening' ? state.openingName : ''));
  const screen = useFocusPassed<HTMLElement>(hadFocus, `#${OPEN_PHOTOS_ID}`);
  const hasRecent = useSessionState((state) => state.recent.length > 0);
  return (
    <main ref={screen} className="first">
      <div className="first-middle">
        <h1 className="first-brand">Manylight</h1>
        <p className="first-sentence">
          <span>Many good edits of your photo.</span> <span>Nothing leaves this device.</span>
        </p>
        <div className="first-actions">
          <OpenPhotos look="main" />
          <Button
            label="Try a sample"
            icon="sample"
            look="raised"
            onClick={() => void session.openSample()}
          />
        </div>
        <p className="first-hint quiet" role="status">
          {opening && `Opening ${opening}`}
          {!opening && (
            <span className="first-drop">Or drop a photo anywhere on this page, or paste one.</span>
          )}
        </p>
        <section className="first-recent" aria-label="Recent photos" hidden={!hasRecent}>
          <h2 className="first-recent-title quiet small">Recent photos</h2>
          <RecentPhotos />
        </section>
      </div>
      <footer className="first-foot quiet small">
        <Capabilities />
        <nav aria-label="More">
          <button type="button" className="link" onClick={() => show('taste')}>
            Your taste
          </button>
          <button type="button" className="link" onClick={() => show('about')}>
            About Manylight
          </button>
        </nav>
      </footer>
    </main>
  );
}

/** What this browser can do, and whether anything will be kept, in small print. */
function Capabilities() {
  const words = useSessionState((state) => state.capability.words);
  const storage = useSessionState((state) => state.storage);
  return (
    <div className="first-capabilities">
      <p>{words || 'Looking at what this browser can do.'}</p>
      <p>
        {storage.phase === 'opening' && 'Looking for earlier edits.'}
        {storage.phase === 'kept' && 'Edits and taste are kept in this browser, on this device only.'}
        {storage.phase === 'not-kept' && storage.reason}
      </p>
    </div>
  );
}

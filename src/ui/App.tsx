import { useEffect, useRef, useState } from 'react';
import type { Session } from '../app';
import { AboutDialog } from './about/AboutDialog';
import type { DialogName } from './dialogName';
import { ErrorBoundary } from './ErrorBoundary';
import { Editor } from './editor/Editor';
import { ExportAllDialog } from './export/ExportAllDialog';
import { ExportDialog } from './export/ExportDialog';
import { FirstScreen } from './first/FirstScreen';
import { RecentDialog } from './first/RecentDialog';
import { Messages } from './messages/Messages';
import { Spoken } from './messages/Spoken';
import { SessionContext, useSession, useSessionState } from './sessionContext';
import { TasteDialog } from './taste/TasteDialog';
import { useIncomingFiles } from './useIncomingFiles';
import { useShortcuts } from './useShortcuts';
import './theme/tokens.css';
import './theme/base.css';

/** The whole screen. It sees the session's use cases and state, and nothing behind them. */
export function App({ session }: { session: Session }) {
  return (
    <SessionContext value={session}>
      <ErrorBoundary>
        <Screen />
      </ErrorBoundary>
    </SessionContext>
  );
}

function Screen() {
  const session = useSession();
  const name = useSessionState((state) => state.photo?.name);
  const [dialog, setDialog] = useState<DialogName | null>(null);
  const dragging = useIncomingFiles(session);
  useShortcuts(session, setDialog);
  const close = (): void => setDialog(null);
  const hadFocus = useRef(false);

  useEffect(() => {
    document.title = name === undefined ? 'Manylight' : `${name} – Manylight`;
  }, [name]);

  return (
    <>
      {name === undefined ? (
        <FirstScreen show={setDialog} hadFocus={hadFocus} />
      ) : (
        <Editor show={setDialog} hadFocus={hadFocus} />
      )}
      <Messages />
      <Spoken />
      {dialog === 'export' && <ExportDialog onClose={close} />}
      {dialog === 'export-all' && <ExportAllDialog onClose={close} />}
      {dialog === 'taste' && <TasteDialog onClose={close} onAbout={() => setDialog('about')} />}
      {dialog === 'about' && <AboutDialog onClose={close} />}
      {dialog === 'recent' && <RecentDialog onClose={close} />}
      {dragging && (
        <div className="drop-hint" role="status">
          <span className="drop-words">Drop to open</span>
        </div>
      )}
    </>
  );
}

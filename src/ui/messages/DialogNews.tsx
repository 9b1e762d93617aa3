import { useState } from 'react';
import { useSession, useSessionState } from '../sessionContext';
import { MessageList } from './Messages';

/**
 * What the session says while a dialog covers the messages: only what came since it was opened. Below what scrolls, so
 * that it covers nothing of it.
 */
export function DialogNews({ onEmptied }: { onEmptied: () => void }) {
  const session = useSession();
  const messages = useSessionState((state) => state.messages);
  const [last] = useState(() => Math.max(0, ...session.state.getState().messages.map(({ id }) => id)));
  return (
    <div className="dialog-news">
      <MessageList
        messages={messages.filter(({ id }) => id > last)}
        // What they offer is done behind the dialog.
        offering={false}
        onEmptied={onEmptied}
      />
    </div>
  );
}

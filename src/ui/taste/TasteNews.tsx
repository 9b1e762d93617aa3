import { useState } from 'react';
import { useSession, useSessionState } from '../sessionContext';

/** What the session says while the dialog covers the messages: only what came since it was opened. */
export function TasteNews() {
  const session = useSession();
  const messages = useSessionState((state) => state.messages);
  const [last] = useState(() => Math.max(0, ...session.state.getState().messages.map(({ id }) => id)));
  const news = messages.filter(({ id }) => id > last);
  const lines = (kind: 'status' | 'alert') =>
    news.filter((message) => message.kind === kind).map(({ id, text }) => <p key={id}>{text}</p>);
  return (
    <div className="taste-news">
      <div role="status">{lines('status')}</div>
      <div role="alert">{lines('alert')}</div>
    </div>
  );
}

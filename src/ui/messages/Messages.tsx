import type { Message, Session } from '../../app';
import { EDIT_ALL_ID } from '../film/FilmActions';
import { Button } from '../primitives/Button';
import { OPEN_PHOTOS_ID } from '../primitives/OpenPhotos';
import { useSession, useSessionState } from '../sessionContext';
import './messages.css';

const OFFERS: Readonly<
  Record<
    NonNullable<Message['offers']>,
    { readonly label: string; readonly take: (session: Session) => void }
  >
> = {
  'undo-edit-all': {
    label: 'Undo Edit all',
    take(session) {
      // The message goes, and the focus with it to where one would go on.
      document.getElementById(EDIT_ALL_ID)?.focus();
      void session.undoEditAll();
    },
  },
  'open-again': { label: 'Open again', take: () => document.getElementById(OPEN_PHOTOS_ID)?.click() },
};

/**
 * What the session has to say, over the photo's lower edge and outside the layout. Both live regions are always in
 * the document, since one that is inserted together with its words is not read aloud.
 */
export function Messages() {
  const messages = useSessionState((state) => state.messages);
  return (
    <div className="messages">
      <div role="status" className="messages-kind">
        {messages.filter(({ kind }) => kind === 'status').map(toast)}
      </div>
      <div role="alert" className="messages-kind">
        {messages.filter(({ kind }) => kind === 'alert').map(toast)}
      </div>
    </div>
  );
}

const toast = (message: Message) => <Toast key={message.id} message={message} />;

function Toast({ message }: { message: Message }) {
  const session = useSession();
  const offer = message.offers && OFFERS[message.offers];
  return (
    <div className={`toast toast-${message.kind}`}>
      <p>{message.text}</p>
      {offer && (
        <Button
          label={offer.label}
          look="raised"
          className="toast-offer"
          onClick={() => offer.take(session)}
        />
      )}
      <Button
        label="Dismiss"
        icon="close"
        className="toast-dismiss"
        title="Dismiss"
        onClick={() => session.dismissMessage(message.id)}
      />
    </div>
  );
}

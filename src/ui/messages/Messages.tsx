import type { Message } from '../../app';
import { EDIT_ALL_ID } from '../film/FilmActions';
import { Button } from '../primitives/Button';
import { useSession, useSessionState } from '../sessionContext';
import './messages.css';

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
  return (
    <div className={`toast toast-${message.kind}`}>
      <p>{message.text}</p>
      {message.offers === 'undo-edit-all' && (
        <Button
          label="Undo Edit all"
          look="raised"
          className="toast-offer"
          onClick={() => {
            // The message goes, and the focus with it to where one would go on.
            document.getElementById(EDIT_ALL_ID)?.focus();
            void session.undoEditAll();
          }}
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

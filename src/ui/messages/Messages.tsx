import { useRef } from 'react';
import { atMost, type Message, type Session } from '../../app';
import { PHOTO_ID } from '../editor/PhotoView';
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

/** So many have room above a photo on a phone; the others wait there. */
const ON_PHONE = 2;

/** The last message is gone: the focus goes to the photo, or before there is one to the way to open it. */
function goOn(): void {
  (document.getElementById(PHOTO_ID) ?? document.getElementById(OPEN_PHOTOS_ID))?.focus();
}

/** What the session has to say, over the photo and outside the layout. */
export function Messages() {
  const messages = useSessionState((state) => state.messages);
  return (
    <div className="messages">
      <MessageList messages={messages} onEmptied={goOn} />
    </div>
  );
}

interface MessageListProps {
  messages: readonly Message[];
  /** With what can be done about them. */
  offering?: boolean;
  /** The last was dismissed, and the focus has to go somewhere. */
  onEmptied?: () => void;
}

/**
 * Both live regions are always in the document, since one that is inserted together with its words is not read aloud. Not
 * atomic, or each message would have all that are still there read again.
 */
export function MessageList({ messages, offering = true, onEmptied }: MessageListProps) {
  const list = useRef<HTMLDivElement>(null);
  const session = useSession();
  const onPhone = atMost(ON_PHONE, messages);

  const dismiss = ({ id }: Message, button: HTMLElement): void => {
    // The button goes, and the focus with it to the next.
    const buttons = [...(list.current?.querySelectorAll<HTMLElement>('.toast-dismiss') ?? [])];
    const shown = buttons.filter((one) => one.getClientRects().length > 0);
    const next = shown[shown.indexOf(button) + 1] ?? shown[shown.indexOf(button) - 1];
    session.dismissMessage(id);
    if (next) next.focus();
    else onEmptied?.();
  };

  const toast = (message: Message) => (
    <Toast
      key={message.id}
      message={message}
      offering={offering}
      waiting={!onPhone.includes(message)}
      onDismiss={(button) => dismiss(message, button)}
    />
  );
  return (
    <div ref={list}>
      <div role="status" aria-atomic="false" className="messages-kind">
        {messages.filter(({ kind }) => kind === 'status').map(toast)}
      </div>
      <div role="alert" aria-atomic="false" className="messages-kind">
        {messages.filter(({ kind }) => kind === 'alert').map(toast)}
      </div>
    </div>
  );
}

interface ToastProps {
  message: Message;
  offering: boolean;
  /** A phone has no room for it yet. */
  waiting: boolean;
  onDismiss: (button: HTMLElement) => void;
}

function Toast({ message, offering, waiting, onDismiss }: ToastProps) {
  const session = useSession();
  const holds = useRef({ focus: false, pointer: false });
  const hold = (by: 'focus' | 'pointer', on: boolean) => {
    holds.current[by] = on;
    session.holdMessage(message.id, holds.current.focus || holds.current.pointer);
  };
  const offer = offering && message.offers && OFFERS[message.offers];
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: nothing to press; news stays while whoever reads it is there
    <div
      className={`toast toast-${message.kind}`}
      data-waiting={waiting || undefined}
      onFocus={() => hold('focus', true)}
      onBlur={() => hold('focus', false)}
      onPointerEnter={() => hold('pointer', true)}
      onPointerLeave={() => hold('pointer', false)}
    >
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
        onClick={(event) => onDismiss(event.currentTarget)}
      />
    </div>
  );
}

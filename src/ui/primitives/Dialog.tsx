import { type ReactNode, useEffectEvent, useId, useLayoutEffect, useRef } from 'react';
import { DialogNews } from '../messages/DialogNews';
import { Button } from './Button';
import './dialog.css';

interface DialogProps {
  title: string;
  size?: 'small' | 'wide';
  onClose: () => void;
  children: ReactNode;
}

/**
 * A modal <dialog>: the browser keeps the focus inside, closes on Escape and gives the focus back. It covers the messages,
 * and what is outside it is not read aloud, so what the session says meanwhile stands in it.
 */
export function Dialog({ title, size = 'small', onClose, children }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const titleId = useId();
  const close = useEffectEvent(onClose);

  // A layout effect, because its cleanup still finds the dialog in the document: close() then restores the focus.
  useLayoutEffect(() => {
    const dialog = element.current;
    if (!dialog) return;
    const onCancel = (event: Event): void => {
      if (event.target !== dialog) return;
      event.preventDefault();
      close();
    };
    let pressed: EventTarget | null = null;
    const onPointerDown = (event: PointerEvent): void => {
      pressed = event.target;
    };
    // Not on the press: a tap's click would go to what lies under the dialog. Nor where a drag out of the dialog ends.
    const onClick = (event: MouseEvent): void => {
      if (event.target === dialog && pressed === dialog) close();
    };
    dialog.addEventListener('cancel', onCancel);
    dialog.addEventListener('pointerdown', onPointerDown);
    dialog.addEventListener('click', onClick);
    dialog.showModal();
    return () => {
      dialog.removeEventListener('cancel', onCancel);
      dialog.removeEventListener('pointerdown', onPointerDown);
      dialog.removeEventListener('click', onClick);
      dialog.close();
    };
  }, []);

  return (
    <dialog ref={element} className={`dialog dialog-${size}`} aria-labelledby={titleId}>
      {/* Fills the dialog, so that a press on the dialog itself is one on the backdrop. */}
      <div className="dialog-body">
        <header className="dialog-header">
          <h2 id={titleId}>{title}</h2>
          <Button
            label="Close"
            icon="close"
            className="dialog-close"
            title="Close (Escape)"
            onClick={onClose}
          />
        </header>
        <div ref={content} className="dialog-content" tabIndex={-1}>
          {children}
        </div>
        <DialogNews onEmptied={() => content.current?.focus()} />
      </div>
    </dialog>
  );
}

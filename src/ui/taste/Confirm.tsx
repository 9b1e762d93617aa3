import { useId, useRef, useState } from 'react';
import { Button } from '../primitives/Button';

interface ConfirmProps {
  label: string;
  /** What goes, in a sentence or two. */
  question: string;
  yes: string;
  no?: string;
  disabled?: boolean;
  onYes: () => void;
}

/** A button that asks once, in place, before something is lost. Escape answers no. */
export function Confirm({ label, question, yes, no = 'Keep it', disabled, onYes }: ConfirmProps) {
  const id = useId();
  const [asking, setAsking] = useState(false);
  const asked = useRef(false);
  if (!asking || disabled) {
    return (
      <Button
        label={label}
        look="danger"
        disabled={disabled}
        // Answered with no: the focus is back on what was pressed.
        autoFocus={asked.current}
        onClick={() => setAsking(true)}
      />
    );
  }
  const answer = (): void => {
    asked.current = true;
    setAsking(false);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a question and its two answers, not fields of a form
    <div
      className="forget"
      role="group"
      aria-labelledby={id}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        answer();
      }}
    >
      <p id={id}>{question}</p>
      <div className="forget-answers">
        <Button label={no} look="raised" autoFocus onClick={answer} />
        <Button
          label={yes}
          look="danger"
          onClick={() => {
            answer();
            onYes();
          }}
        />
      </div>
    </div>
  );
}

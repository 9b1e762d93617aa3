import { useId, useMemo } from 'react';
import { onOtherPhoto } from '../otherPhoto';
import { NumberField } from '../primitives/NumberField';
import { Range } from '../primitives/Range';
import type { ValueSource } from '../primitives/valueSource';
import { useSession } from '../sessionContext';
import { LockButton } from './LockButton';
import { Ridge, RidgeWords } from './Ridge';
import type { Row } from './row';
import './adjust.css';

interface AdjustmentRowProps {
  row: Row;
}

/**
 * Label, number, slider and lock of one adjustment. It never renders again: thumb and number follow the draft by
 * themselves, lock and ridge the state.
 */
export function AdjustmentRow({ row }: AdjustmentRowProps) {
  const session = useSession();
  const words = useId();
  const source = useMemo<ValueSource>(
    () => ({
      range: row,
      read: () => session.draft.getState()[row.id],
      subscribe: (listener) => session.draft.subscribe(listener),
      onReplaced: (listener) => onOtherPhoto(session, listener),
      begin: () => session.previewLook(null),
      preview: (value) => session.preview({ [row.id]: value }),
      commit: (goesOn) => session.commit(row.label, goesOn),
      cancel: () => session.cancelDraft(),
      reset: () => session.resetSlider(row.id),
    }),
    [session, row],
  );

  return (
    <div className="adjustment">
      {/* The slider has its own name; this is where a double-click resets it, as the keyboard does by typing 0. */}
      <span
        className="adjustment-label"
        aria-hidden="true"
        onDoubleClick={source.reset}
        title="Double-click: back to 0"
      >
        {row.label}
      </span>
      <Range
        {...source}
        name={row.label}
        neutral={0}
        unit={row.unit}
        behind={<Ridge id={row.id} />}
        describedBy={words}
      />
      <NumberField {...source} name={`${row.label} value`} unit={row.unit} />
      <LockButton row={row} />
      <RidgeWords row={row} elementId={words} />
    </div>
  );
}

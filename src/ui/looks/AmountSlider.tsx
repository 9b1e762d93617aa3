import { useMemo } from 'react';
import { onOtherPhoto } from '../otherPhoto';
import { NumberField } from '../primitives/NumberField';
import { Range } from '../primitives/Range';
import type { ValueSource } from '../primitives/valueSource';
import { useSession, useSessionState } from '../sessionContext';

/** Shown in percent of the look; the session counts 0..1.5. */
const PERCENT = { min: 0, max: 150, step: 1 };

/** How much of the taken look; without one there is nothing to blend, so it rests. */
export function AmountSlider() {
  const session = useSession();
  const usable = useSessionState((state) => state.looks.taken !== null);
  const source = useMemo<ValueSource>(
    () => ({
      range: PERCENT,
      read: () => Math.round(session.state.getState().looks.amount * 100),
      subscribe: (listener) => session.state.subscribe(listener),
      onReplaced: (listener) => onOtherPhoto(session, listener),
      preview: (value) => session.setAmount(value / 100),
      commit: (goesOn) => session.commit('Amount', goesOn),
      cancel: () => session.cancelDraft(),
      reset: () => {
        if (session.state.getState().looks.taken === null) return;
        session.setAmount(1);
        session.commit('Amount');
      },
    }),
    [session],
  );
  return (
    <div className="amount" title={usable ? undefined : 'Take a look first, then blend it here'}>
      <span aria-hidden="true" className={usable ? undefined : 'quiet'} onDoubleClick={source.reset}>
        Amount
      </span>
      <Range {...source} name="Amount" neutral={100} unit="%" disabled={!usable} />
      <NumberField {...source} name="Amount value" unit="%" suffix="%" disabled={!usable} />
    </div>
  );
}

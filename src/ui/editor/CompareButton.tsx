import type { KeyboardEvent, PointerEvent } from 'react';
import { Button } from '../primitives/Button';
import { useSession, useSessionState } from '../sessionContext';

const isPress = ({ key }: KeyboardEvent): boolean => key === ' ' || key === 'Enter';

/** Shows the photo as shot for as long as it is held, by pointer or key; assistive technology's click toggles. */
export function CompareButton() {
  const session = useSession();
  const comparing = useSessionState((state) => state.comparing);
  const hold = (event: PointerEvent<HTMLButtonElement>): void => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    session.compare(true);
  };
  const holdKey = (event: KeyboardEvent): void => {
    if (!isPress(event)) return;
    event.preventDefault();
    session.compare(true);
  };
  const release = (): void => session.compare(false);
  const releaseKey = (event: KeyboardEvent): void => {
    if (!isPress(event)) return;
    event.preventDefault();
    release();
  };
  return (
    <Button
      label="Compare"
      icon="compare"
      compact
      title="Hold to see the photo as shot (\)"
      aria-pressed={comparing}
      onPointerDown={hold}
      onPointerUp={release}
      onPointerCancel={release}
      onKeyDown={holdKey}
      onKeyUp={releaseKey}
      onBlur={release}
      onContextMenu={(event) => event.preventDefault()}
      onClick={(event) => {
        // No pointer and no key: pressed by a screen reader, which cannot hold.
        if (event.detail === 0) session.compare(!comparing);
      }}
    />
  );
}

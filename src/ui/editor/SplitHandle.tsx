import type { KeyboardEvent, PointerEvent } from 'react';
import { useSession, useSessionState } from '../sessionContext';
import './split.css';

/** How far an arrow key moves the line, as a share of the photo; with Shift ten times that. */
const KEY_STEP = 0.01;

/** The line between as shot and edited: dragged, or moved by arrow keys. The photo's gestures leave it alone. */
export function SplitHandle() {
  const session = useSession();
  const split = useSessionState((state) => state.view.split);
  const box = useSessionState((state) => state.view.photoBox);
  if (split === null || !box) return null;

  const onPointerMove = (event: PointerEvent<HTMLDivElement>): void => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const left = event.currentTarget.parentElement?.getBoundingClientRect().left ?? 0;
    session.setSplit((event.clientX - left - box.x) / box.width);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 };
    const ends: Readonly<Record<string, number>> = { Home: 0, End: 1 };
    const step = steps[event.key];
    const next = step === undefined ? ends[event.key] : split + step * KEY_STEP * (event.shiftKey ? 10 : 1);
    if (next === undefined) return;
    event.preventDefault();
    session.setSplit(next);
  };
  return (
    <div
      className="split"
      role="slider"
      tabIndex={0}
      aria-label="Split"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(split * 100)}
      aria-valuetext={`${Math.round(split * 100)}% as shot`}
      style={{ left: box.x + split * box.width, top: Math.max(0, box.y), height: box.height }}
      onPointerDown={(event) => {
        if (event.button === 0) event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={onPointerMove}
      onKeyDown={onKeyDown}
    >
      <span className="split-word split-before">As shot</span>
      <span className="split-word split-after">Edited</span>
    </div>
  );
}

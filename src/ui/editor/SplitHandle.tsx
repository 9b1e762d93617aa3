import type { KeyboardEvent, PointerEvent, RefObject } from 'react';
import type { ViewState } from '../../app';
import { useFocusHandedOn } from '../primitives/useFocusHandedOn';
import { useSession, useSessionState } from '../sessionContext';
import './split.css';

/** How far an arrow key moves the line, as a share of the photo; with Shift ten times that. */
const KEY_STEP = 0.01;

interface SplitHandleProps {
  /** What has the focus once there is no line any more. */
  photo: RefObject<HTMLElement | null>;
}

/** The line between as shot and edited: dragged, or moved by arrow keys. The photo's gestures leave it alone. */
export function SplitHandle({ photo }: SplitHandleProps) {
  const split = useSessionState((state) => state.view.split);
  const box = useSessionState((state) => state.view.photoBox);
  return split !== null && box ? <Line photo={photo} split={split} box={box} /> : null;
}

interface LineProps extends SplitHandleProps {
  split: number;
  box: NonNullable<ViewState['photoBox']>;
}

function Line({ photo, split, box }: LineProps) {
  const session = useSession();
  const comparing = useSessionState((state) => state.comparing);
  const line = useFocusHandedOn<HTMLDivElement>(photo);

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
      ref={line}
      className="split"
      // Out of sight while the whole photo is as shot, but there: it may have the focus.
      data-hidden={comparing || undefined}
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

import type { SliderDensity } from '../../app';
import type { AdjustmentId } from '../../edit';
import { useSessionState } from '../sessionContext';
import { RIDGE_HEIGHT, RIDGE_WIDTH, ridgePath, spikeHeight, usualWords } from './ridgeShape';
import type { Row } from './row';

/** A locked slider has its value: what others would set says nothing there. */
function useDensity(id: AdjustmentId): SliderDensity | undefined {
  return useSessionState(({ looks, locked }) => (locked.includes(id) ? undefined : looks.densities[id]));
}

/** Where people of this taste would set the slider for this photo, drawn behind its track. */
export function Ridge({ id }: { id: AdjustmentId }) {
  const density = useDensity(id);
  return (
    <svg
      className="ridge"
      viewBox={`0 0 ${RIDGE_WIDTH} ${RIDGE_HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      {density && (
        <>
          <path d={ridgePath(density)} />
          <line
            x1={RIDGE_WIDTH / 2}
            x2={RIDGE_WIDTH / 2}
            y1={RIDGE_HEIGHT}
            y2={RIDGE_HEIGHT - spikeHeight(density)}
          />
        </>
      )}
    </svg>
  );
}

/** The same in words, for those who do not see it: the slider's description. */
export function RidgeWords({ row, elementId }: { row: Row; elementId: string }) {
  const density = useDensity(row.id);
  const locked = useSessionState((state) => state.locked.includes(row.id));
  return (
    <span id={elementId} className="spoken">
      {locked ? 'Locked' : density && usualWords(density, row, row.unit)}
    </span>
  );
}

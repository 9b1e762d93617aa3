import type { Zoom } from '../../app';

/** Fit, 100%, 200%, from the outside in. */
export const ZOOMS: readonly Zoom[] = ['fit', 1, 2];

export function zoomLabel(zoom: Zoom): string {
  return zoom === 'fit' ? 'Fit' : `${zoom * 100}%`;
}

/** One step in (+1) or out (-1); stays at the ends. */
export function stepZoom(zoom: Zoom, direction: 1 | -1): Zoom {
  const next = ZOOMS.indexOf(zoom) + direction;
  return ZOOMS[Math.min(ZOOMS.length - 1, Math.max(0, next))];
}

/** About one notch of a mouse wheel, in pixels. */
const NOTCH = 60;
/** Fingers this much further apart, or nearer, are one step. */
const SPREAD = 1.35;

/** Adds up wheel movement (touchpads send many small ones) and says when a step is due: +1 in, -1 out, 0 not yet. */
export function createWheelSteps(): (deltaY: number) => 1 | -1 | 0 {
  let sum = 0;
  return (deltaY) => {
    if (Math.sign(deltaY) !== Math.sign(sum)) sum = 0;
    sum += deltaY;
    if (Math.abs(sum) < NOTCH) return 0;
    const direction = sum < 0 ? 1 : -1;
    sum = 0;
    return direction;
  };
}

/** The same for two fingers: give it their distance with each move, starting with the first. */
export function createPinchSteps(startDistance: number): (distance: number) => 1 | -1 | 0 {
  let reference = Math.max(1, startDistance);
  return (distance) => {
    const ratio = Math.max(1, distance) / reference;
    if (ratio < SPREAD && ratio > 1 / SPREAD) return 0;
    reference = Math.max(1, distance);
    return ratio > 1 ? 1 : -1;
  };
}

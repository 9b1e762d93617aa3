import { MAX_ZOOM, type Zoom } from '../../app';

/** The zooms that have a button and a key, from the outside in. */
export const ZOOMS: readonly Zoom[] = ['fit', 1, 2];

export function zoomLabel(zoom: Zoom): string {
  return zoom === 'fit' ? 'Fit' : `${Math.round(zoom * 100)}%`;
}

/**
 * The zoom after the photo grew by `factor`. Never smaller than the whole photo, which is 'fit' again.
 * @param fitScale device pixels to one photo pixel when the whole photo is shown
 */
export function scaleZoom(zoom: Zoom, fitScale: number, factor: number): Zoom {
  const scale = (zoom === 'fit' ? fitScale : zoom) * factor;
  if (scale <= fitScale) return 'fit';
  return Math.min(scale, Math.max(MAX_ZOOM, fitScale));
}

/** How much a wheel's movement zooms: a notch of a mouse (about 100 pixels) by a fifth; a touchpad's pinch is finer. */
export function wheelFactor(deltaY: number, deltaMode: number, pinching: boolean): number {
  // Some browsers count in lines (1) or pages (2).
  const pixels = deltaY * [1, 33, 300][deltaMode];
  return Math.exp(-Math.max(-300, Math.min(300, pixels)) * (pinching ? 0.01 : 0.0018));
}

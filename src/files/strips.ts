/** A big photo goes through a canvas in strips of about this many pixels, so that the thread does not stand still. */
const STRIP_PIXELS = 4_000_000;

/** Rows of a strip of a picture. */
export function stripRows(width: number, height: number): number {
  return Math.min(height, Math.max(1, Math.floor(STRIP_PIXELS / width)));
}

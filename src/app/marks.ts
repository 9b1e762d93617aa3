/** The moments that User Timing records; all but `open` and `frame` are measured from the last `open`. */
export type Moment = 'open' | 'first-frame' | 'features' | 'looks';

const nameOf = (moment: string) => `manylight:${moment}`;

export function mark(moment: Moment): void {
  const name = nameOf(moment);
  performance.mark(name);
  if (moment === 'open') return;
  if (performance.getEntriesByName(nameOf('open'), 'mark').length > 0) {
    performance.measure(name, nameOf('open'));
  }
}

/** A day of dragging must not fill the browser's list. */
const KEPT_FRAMES = 2_000;
let frames = 0;

/**
 * One frame from being sent to being done; `start` as of performance.now(). Its detail says whether it was a hurried one,
 * which is drawn again in full.
 */
export function measureFrame(start: number, hurried: boolean): void {
  const name = nameOf('frame');
  frames += 1;
  if (frames % KEPT_FRAMES === 0) performance.clearMeasures(name);
  performance.measure(name, { start, detail: { hurried } });
}

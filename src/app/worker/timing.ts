/** The parts of opening a photo, in the worker's own User Timing; `npm run bench` prints them. */
export type Part =
  | 'decode'
  | 'load'
  | 'draw'
  | 'neutral'
  | 'features'
  | 'sample'
  | 'develop-looks'
  | 'develop-styles'
  | 'looks';

/** A day's photos must not fill the browser's list. */
const KEPT = 2_000;
let taken = 0;

/** Runs a part and measures it as `manylight:engine:PART`, whether it succeeds or not. */
export async function timed<T>(part: Part, work: () => Promise<T>): Promise<T> {
  const name = `manylight:engine:${part}`;
  const start = performance.now();
  try {
    return await work();
  } finally {
    taken += 1;
    if (taken % KEPT === 0) performance.clearMeasures();
    performance.measure(name, { start });
  }
}

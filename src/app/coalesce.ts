/** Feeds the newest of many values to slow work: one run at a time, everything older is dropped. */
export interface Coalescer<T> {
  submit(value: T): void;
  /** Resolves when nothing is waiting or running. */
  settled(): Promise<void>;
  dispose(): void;
}

/** Calls back at the next good moment (an animation frame); returns the way to call it off. */
export type Schedule = (callback: () => void) => () => void;

/**
 * @param run the work on one value; never called again before its promise ends, however that ends
 * @param schedule when a waiting value is picked up, so that many submits within a frame become one
 */
export function createCoalescer<T>(run: (value: T) => Promise<void>, schedule: Schedule): Coalescer<T> {
  let waiting: { value: T } | undefined;
  let unschedule: (() => void) | undefined;
  let running = false;
  let disposed = false;
  let settlers: (() => void)[] = [];

  const settleIfIdle = () => {
    if (running || waiting || unschedule) return;
    for (const settle of settlers) settle();
    settlers = [];
  };
  const pickUp = () => {
    if (unschedule || running || !waiting || disposed) return;
    unschedule = schedule(() => {
      unschedule = undefined;
      if (!waiting || disposed) return settleIfIdle();
      const { value } = waiting;
      waiting = undefined;
      running = true;
      const ended = () => {
        running = false;
        pickUp();
        settleIfIdle();
      };
      run(value).then(ended, ended);
    });
  };

  return {
    submit(value) {
      if (disposed) return;
      waiting = { value };
      pickUp();
    },
    settled: () =>
      new Promise((resolve) => {
        settlers.push(resolve);
        settleIfIdle();
      }),
    dispose() {
      disposed = true;
      waiting = undefined;
      unschedule?.();
      unschedule = undefined;
      settleIfIdle();
    },
  };
}

/** The next animation frame, or soon where frames are withheld (a hidden tab), so that work never stands still. */
export const onNextFrame: Schedule = (callback) => {
  let called = false;
  const once = () => {
    if (called) return;
    called = true;
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    callback();
  };
  const frame = requestAnimationFrame(once);
  const timer = setTimeout(once, 250);
  return () => {
    called = true;
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
};

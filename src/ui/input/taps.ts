/** A key let go of and pressed again within this many milliseconds goes on with the same change. */
const PAUSE = 1_000;

/** Tells taps of a key in quick succession, which are one change, from separate ones. */
export interface Taps {
  /** A key that moved something is let go of: whether that goes on from the last time. */
  tap(): boolean;
  /** Something else came between. */
  end(): void;
}

/** @param now milliseconds that only rise */
export function createTaps(now: () => number = () => performance.now()): Taps {
  let last = Number.NEGATIVE_INFINITY;
  return {
    tap() {
      const time = now();
      const goesOn = time - last <= PAUSE;
      last = time;
      return goesOn;
    },
    end() {
      last = Number.NEGATIVE_INFINITY;
    },
  };
}

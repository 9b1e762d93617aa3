import type { Histogram } from '../../develop';
import type { Adjustments } from '../../edit';

import type { HeldPhoto } from './stage';

/** Counts what is shown, one count at a time and the newest only, so that it never holds up a frame. */
export interface HistogramLoop {
  show(photo: HeldPhoto, adjustments: Adjustments, isSlow: boolean): void;
  /** What was counted with a frame. */
  counted(histogram: Promise<Histogram>): void;
  /** A frame is being drawn: what waits, waits for the end of the movement. */
  hold(): void;
  /** Nothing more of what was asked for is reported. */
  stop(): void;
}

/** Where the processor counts, it waits until the slider rests this long, in ms. */
const REST = 150;

export function createHistogramLoop(report: (histogram: Histogram) => void): HistogramLoop {
  let wanted: { photo: HeldPhoto; adjustments: Adjustments; turn: number } | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running = false;
  /** What was asked for last, and what was reported last: an older count that comes late is not. */
  let asked = 0;
  let reported = 0;

  const tell = (turn: number, histogram: Histogram): void => {
    if (turn < reported) return;
    reported = turn;
    report(histogram);
  };

  async function run(): Promise<void> {
    if (running) return;
    running = true;
    while (wanted) {
      const { photo, adjustments, turn } = wanted;
      wanted = undefined;
      try {
        tell(turn, await photo.use((loaded) => loaded.histogram(adjustments)));
      } catch {
        // The photo was closed, the device lost for good, or counting did not compile: the next frame asks again.
      }
    }
    running = false;
  }

  return {
    show(photo, adjustments, isSlow) {
      clearTimeout(timer);
      const turn = ++asked;
      timer = setTimeout(
        () => {
          wanted = { photo, adjustments, turn };
          void run();
        },
        isSlow ? REST : 0,
      );
    },
    counted(histogram) {
      clearTimeout(timer);
      wanted = undefined;
      const turn = ++asked;
      histogram.then(
        (found) => tell(turn, found),
        // The device was lost: the next frame counts again.
        () => undefined,
      );
    },
    hold: () => clearTimeout(timer),
    stop() {
      clearTimeout(timer);
      wanted = undefined;
      reported = ++asked;
    },
  };
}

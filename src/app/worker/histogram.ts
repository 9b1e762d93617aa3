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
  let wanted: { photo: HeldPhoto; adjustments: Adjustments } | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running = false;
  let generation = 0;

  async function run(): Promise<void> {
    if (running) return;
    running = true;
    while (wanted) {
      const { photo, adjustments } = wanted;
      const began = generation;
      wanted = undefined;
      try {
        const histogram = await photo.use((loaded) => loaded.histogram(adjustments));
        if (began === generation) report(histogram);
      } catch {
        // The photo was closed, or the device lost for good: the next frame asks again.
      }
    }
    running = false;
  }

  return {
    show(photo, adjustments, isSlow) {
      clearTimeout(timer);
      timer = setTimeout(
        () => {
          wanted = { photo, adjustments };
          void run();
        },
        isSlow ? REST : 0,
      );
    },
    counted(histogram) {
      clearTimeout(timer);
      const began = generation;
      histogram.then(
        (found) => {
          if (began === generation) report(found);
        },
        // The device was lost: the next frame counts again.
        () => undefined,
      );
    },
    hold: () => clearTimeout(timer),
    stop() {
      clearTimeout(timer);
      generation += 1;
      wanted = undefined;
    },
  };
}

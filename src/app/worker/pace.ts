import { type Adjustments, sameAdjustments } from '../../edit';

/** How many pixels a frame may have so that it is there in time; learned from the frames before it. */
export interface Pace {
  /** Pixels for the next frame: all that are allowed, or fewer when it is hurried and frames have been slow. */
  budget(allowed: number, hurried: boolean): number;
  /**
   * A frame of so many pixels took so long. One with the adjustments of the frame before it teaches nothing: a view that
   * only moves is drawn from tiles, and says nothing of what a slider's frame takes.
   */
  took(adjustments: Adjustments, pixels: number, milliseconds: number): void;
}

/** A hurried frame should take no longer than this, in ms. */
const TARGET = 90;

/** Coarser than this a preview says too little. */
const FEWEST = 120_000;

/** How much the newest frame counts against those before. */
const WEIGHT = 0.3;

export function createPace(): Pace {
  let perPixel: number | undefined;
  let last: Adjustments | undefined;
  return {
    budget(allowed, hurried) {
      if (!hurried || perPixel === undefined) return allowed;
      const affordable = Math.max(FEWEST, TARGET / perPixel);
      // In steps, so that what is cached for one size serves the next frame too.
      const step = Math.floor(Math.log2(Math.max(1, Math.min(allowed, 8e6) / affordable)) * 2);
      return step <= 0 ? allowed : Math.max(FEWEST, Math.min(allowed, 8e6) / 2 ** ((step + 1) / 2));
    },
    took(adjustments, pixels, milliseconds) {
      // By value: each frame's come in a message of its own, a copy.
      const isDeveloped = last === undefined || !sameAdjustments(last, adjustments);
      last = adjustments;
      if (!isDeveloped) return;
      const newest = milliseconds / Math.max(1, pixels);
      perPixel = perPixel === undefined ? newest : perPixel + WEIGHT * (newest - perPixel);
    },
  };
}

import { describe, expect, it } from 'vitest';
import { createPace, type Pace } from '../../../src/app/worker/pace';
import { type Adjustments, NEUTRAL, patchAdjustments } from '../../../src/edit';

/** A hand on a slider: every frame has other adjustments than the one before it. */
function drag(): (pace: Pace, pixels: number, milliseconds: number) => void {
  let temp = 0;
  return (pace, pixels, milliseconds) => {
    temp += 1;
    pace.took(patchAdjustments(NEUTRAL, { temp }), pixels, milliseconds);
  };
}

describe('createPace', () => {
  const took = drag();

  it('allows everything before anything is known, and when there is no hurry', () => {
    const pace = createPace();
    expect(pace.budget(1e6, true)).toBe(1e6);
    took(pace, 1e6, 2_000);
    expect(pace.budget(1e6, false)).toBe(1e6);
  });

  it('leaves quick frames as they are and makes slow ones coarser, in few steps', () => {
    const quick = createPace();
    took(quick, 1e6, 70);
    expect(quick.budget(1e6, true)).toBe(1e6);
    const slow = createPace();
    took(slow, 1e6, 400);
    const budget = slow.budget(1e6, true);
    expect(budget).toBeLessThanOrEqual(1e6 * (90 / 400));
    expect(budget).toBeGreaterThanOrEqual(120_000);
    took(slow, budget, (budget / 1e6) * 420);
    expect(slow.budget(1e6, true)).toBe(budget);
  });

  it('never gets too coarse to judge', () => {
    const pace = createPace();
    took(pace, 1e6, 60_000);
    expect(pace.budget(1e6, true)).toBe(120_000);
  });

  it('learns nothing from a view that only moves, whose adjustments come as a copy each time', () => {
    const pace = createPace();
    const arriving = (adjustments: Adjustments) => structuredClone(adjustments);
    const edit = patchAdjustments(NEUTRAL, { exposure: 1 });
    pace.took(arriving(edit), 1e6, 400);
    const budget = pace.budget(1e6, true);
    for (let i = 0; i < 20; i++) pace.took(arriving(edit), 1e6, 3);
    expect(pace.budget(1e6, true)).toBe(budget);
    pace.took(arriving(NEUTRAL), 1e6, 60);
    pace.took(arriving(edit), 1e6, 60);
    expect(pace.budget(1e6, true)).toBeGreaterThan(budget);
  });
});

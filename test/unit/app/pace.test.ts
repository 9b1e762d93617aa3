import { describe, expect, it } from 'vitest';
import { createPace } from '../../../src/app/worker/pace';

describe('createPace', () => {
  it('allows everything before anything is known, and when there is no hurry', () => {
    const pace = createPace();
    expect(pace.budget(1e6, true)).toBe(1e6);
    pace.took(1e6, 2_000);
    expect(pace.budget(1e6, false)).toBe(1e6);
  });

  it('leaves quick frames as they are and makes slow ones coarser, in few steps', () => {
    const quick = createPace();
    quick.took(1e6, 70);
    expect(quick.budget(1e6, true)).toBe(1e6);
    const slow = createPace();
    slow.took(1e6, 400);
    const budget = slow.budget(1e6, true);
    expect(budget).toBeLessThanOrEqual(1e6 * (90 / 400));
    expect(budget).toBeGreaterThanOrEqual(120_000);
    slow.took(budget, (budget / 1e6) * 420);
    expect(slow.budget(1e6, true)).toBe(budget);
  });

  it('never gets too coarse to judge', () => {
    const pace = createPace();
    pace.took(1e6, 60_000);
    expect(pace.budget(1e6, true)).toBe(120_000);
  });
});

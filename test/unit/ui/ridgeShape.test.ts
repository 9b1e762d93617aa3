import { describe, expect, it } from 'vitest';
import type { SliderDensity } from '../../../src/app';
import { adjustmentOf } from '../../../src/edit';
import {
  RIDGE_HEIGHT,
  RIDGE_WIDTH,
  ridgePath,
  spikeHeight,
  usualWords,
} from '../../../src/ui/adjust/ridgeShape';

const density = (change: Partial<SliderDensity>): SliderDensity => ({
  curve: Float32Array.from({ length: 61 }, (_, i) => Math.exp(-(((i - 40) / 6) ** 2))),
  atZero: 0,
  low: 0,
  high: 0,
  ...change,
});

/** Its points, without the two corners on the track. */
const pointsOf = (path: string) =>
  path
    .split('L')
    .slice(1, -1)
    .map((pair) => pair.split(' ').map(Number));

describe('the ridge behind a track', () => {
  it('spans the track and rises to where most set the slider', () => {
    const points = pointsOf(ridgePath(density({})));
    expect(points).toHaveLength(61);
    expect([points[0][0], points.at(-1)?.[0]]).toEqual([0, RIDGE_WIDTH]);
    const [x] = points.reduce((top, point) => (point[1] < top[1] ? point : top));
    expect(x).toBeCloseTo((40 / 60) * RIDGE_WIDTH, 1);
    expect(Math.min(...points.map(([, y]) => y))).toBe(0);
    expect(ridgePath(density({}))).toMatch(/^M0 10L.*L120 10Z$/);
  });

  it('is lower, and the mark at 0 higher, the more leave the slider alone', () => {
    const top = (atZero: number) => Math.min(...pointsOf(ridgePath(density({ atZero }))).map(([, y]) => y));
    expect(top(0.2)).toBeLessThan(top(0.8));
    expect(top(1)).toBe(RIDGE_HEIGHT);
    expect(spikeHeight(density({ atZero: 0 }))).toBe(0);
    expect(spikeHeight(density({ atZero: 0.3 }))).toBeLessThan(spikeHeight(density({ atZero: 0.9 })));
    expect(spikeHeight(density({ atZero: 1 }))).toBe(RIDGE_HEIGHT);
  });

  it('says the same in words', () => {
    const exposure = adjustmentOf('exposure');
    const words = (low: number, high: number) => usualWords(density({ low, high }), exposure, 'EV');
    expect(words(0.2, 0.8)).toBe('Usually between +0.20 and +0.80 EV');
    expect(words(-0.5, 0)).toBe('Usually between −0.50 and 0 EV');
    expect(words(0.35, 0.35)).toBe('Usually about +0.35 EV');
    expect(words(0, 0)).toBe('Usually left at 0');
    expect(usualWords(density({ low: -3, high: 12 }), adjustmentOf('temp'), '')).toBe(
      'Usually between −3 and +12',
    );
  });
});

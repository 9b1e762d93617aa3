import { expect, it } from 'vitest';
import { barHeight, plotHeight } from '../../../src/ui/editor/drawHistogram';

it('is scaled by the tallest inner bin, so that clipping at the ends does not flatten it', () => {
  const counts = new Uint32Array(256);
  counts[0] = 90_000;
  counts[120] = 400;
  counts[255] = 50_000;
  expect(plotHeight([counts, new Uint32Array(256)])).toBe(400);
  expect(barHeight(400, 400)).toBe(1);
  expect(barHeight(100, 400)).toBe(0.5);
  expect(barHeight(90_000, 400)).toBe(1);
});

it('survives an empty histogram', () => {
  expect(plotHeight([new Uint32Array(256)])).toBe(1);
});

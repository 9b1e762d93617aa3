import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  centreAfterPan,
  centreAfterZoom,
  clampCentre,
  cssScale,
  frame,
  limitZoom,
  MIDDLE,
  photoBox,
  type Viewport,
} from '../../../src/app/view';

const sizes = fc.record({
  width: fc.integer({ min: 1, max: 9000 }),
  height: fc.integer({ min: 1, max: 9000 }),
});
const viewports: fc.Arbitrary<Viewport> = fc.record({
  width: fc.integer({ min: 50, max: 2500 }),
  height: fc.integer({ min: 50, max: 1600 }),
  ratio: fc.constantFrom(1, 1.25, 2, 3),
});
const zooms = fc.constantFrom('fit' as const, 1 as const, 2 as const);
const points = fc.record({
  x: fc.double({ min: -0.5, max: 1.5, noNaN: true }),
  y: fc.double({ min: -0.5, max: 1.5, noNaN: true }),
});

describe('frame', () => {
  it('draws a part of the photo onto a part of the canvas, at one scale', () => {
    fc.assert(
      fc.property(sizes, viewports, zooms, points, (photo, viewport, zoom, wished) => {
        const centre = clampCentre(photo, viewport, zoom, wished);
        const { canvas, source, target, scale } = frame(photo, viewport, zoom, centre);
        expect(source.x).toBeGreaterThanOrEqual(0);
        expect(source.y).toBeGreaterThanOrEqual(0);
        expect(source.x + source.width).toBeLessThanOrEqual(photo.width + 1e-3);
        expect(source.y + source.height).toBeLessThanOrEqual(photo.height + 1e-3);
        expect(target.x + target.width).toBeLessThanOrEqual(canvas.width);
        expect(target.y + target.height).toBeLessThanOrEqual(canvas.height);
        // Half a canvas pixel on each side is rounding.
        expect(Math.abs(source.width * scale - target.width)).toBeLessThanOrEqual(1.01);
        expect(Math.abs(source.height * scale - target.height)).toBeLessThanOrEqual(1.01);
      }),
    );
  });

  it('fits all of the photo', () => {
    const photo = { width: 6000, height: 4000 };
    const { source, target, canvas } = frame(photo, { width: 900, height: 900, ratio: 2 }, 'fit', MIDDLE);
    expect(canvas).toEqual({ width: 1800, height: 1800 });
    expect(source).toEqual({ x: 0, y: 0, width: 6000, height: 4000 });
    expect(target).toEqual({ x: 0, y: 300, width: 1800, height: 1200 });
  });

  it('shows photo pixels as device pixels at 100%', () => {
    const { source, scale } = frame(
      { width: 6000, height: 4000 },
      { width: 600, height: 400, ratio: 2 },
      1,
      MIDDLE,
    );
    expect(scale).toBe(1);
    expect(source).toEqual({ x: 2400, y: 1600, width: 1200, height: 800 });
  });

  it('keeps to a budget of pixels', () => {
    const { canvas } = frame(
      { width: 6000, height: 4000 },
      { width: 2000, height: 1400, ratio: 2 },
      'fit',
      MIDDLE,
      1e6,
    );
    expect(canvas.width * canvas.height).toBeLessThan(1.01e6);
    expect(canvas.width / canvas.height).toBeCloseTo(2000 / 1400, 2);
  });
});

describe('zoom and pan', () => {
  const photo = { width: 6000, height: 4000 };
  const viewport = { width: 1000, height: 700, ratio: 1 };

  it('keeps the point under the pointer', () => {
    const at = { x: 420, y: 300 };
    const before = photoBox(photo, viewport, 'fit', MIDDLE);
    const held = { x: (at.x - before.x) / before.width, y: (at.y - before.y) / before.height };
    const centre = centreAfterZoom(photo, viewport, { zoom: 'fit', centre: MIDDLE }, 2, at);
    const after = photoBox(photo, viewport, 2, centre);
    expect(after.x + held.x * after.width).toBeCloseTo(at.x);
    expect(after.y + held.y * after.height).toBeCloseTo(at.y);
  });

  it('moves with the hand, and never past the edge', () => {
    const moved = centreAfterPan(photo, viewport, 1, MIDDLE, 100, -40);
    const [before, after] = [MIDDLE, moved].map((centre) => photoBox(photo, viewport, 1, centre));
    expect(after.x - before.x).toBeCloseTo(100);
    expect(after.y - before.y).toBeCloseTo(-40);
    const far = photoBox(photo, viewport, 1, centreAfterPan(photo, viewport, 1, MIDDLE, 1e6, 1e6));
    expect(far.x).toBeCloseTo(0);
    expect(far.y).toBeCloseTo(0);
  });

  it('zooms no further out than the whole photo, and no further in than 400%', () => {
    expect(limitZoom(photo, viewport, 'fit')).toBe('fit');
    expect(limitZoom(photo, viewport, 0.01)).toBeCloseTo(1 / 6);
    expect(limitZoom(photo, viewport, 9)).toBe(4);
    expect(limitZoom({ width: 300, height: 200 }, viewport, 1)).toBe(1);
  });

  it('a photo that is shown whole at more than 400% does not shrink by zooming in', () => {
    const tiny = { width: 60, height: 40 };
    const fit = cssScale(tiny, viewport, 'fit') * viewport.ratio;
    expect(fit).toBeGreaterThan(4);
    expect(limitZoom(tiny, viewport, fit)).toBe(fit);
    expect(limitZoom(tiny, viewport, fit * 1.2)).toBe(fit);
  });

  it('a photo smaller than the canvas stays in the middle', () => {
    const centre = centreAfterPan({ width: 300, height: 200 }, viewport, 1, MIDDLE, 80, 80);
    expect(centre).toEqual(MIDDLE);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scaleZoom, wheelFactor, zoomLabel } from '../../../src/ui/input/zoom';

describe('scaleZoom', () => {
  it('grows from fit and comes back to it, never smaller', () => {
    expect(scaleZoom('fit', 0.25, 2)).toBe(0.5);
    expect(scaleZoom(0.5, 0.25, 2)).toBe(1);
    expect(scaleZoom(0.5, 0.25, 0.25)).toBe('fit');
    expect(scaleZoom('fit', 0.25, 0.5)).toBe('fit');
  });

  it('ends at four device pixels to a photo pixel', () => {
    expect(scaleZoom(3, 0.25, 10)).toBe(4);
  });

  it('shows all of a tiny photo and no less', () => {
    expect(scaleZoom('fit', 8, 1.2)).toBe(8);
    expect(scaleZoom(8, 8, 0.9)).toBe('fit');
  });

  it('stays within its ends whatever the fingers do', () => {
    const positive = fc.double({ min: 1e-3, max: 1e3, noNaN: true });
    fc.assert(
      fc.property(positive, positive, positive, (start, fitScale, factor) => {
        const zoom = scaleZoom(start, fitScale, factor);
        return zoom === 'fit' || (zoom > fitScale && zoom <= 4) || zoom === fitScale;
      }),
    );
  });
});

describe('wheelFactor', () => {
  it('zooms in when rolled up, out by as much when rolled down', () => {
    expect(wheelFactor(-100, 0, false)).toBeGreaterThan(1.1);
    expect(wheelFactor(-100, 0, false) * wheelFactor(100, 0, false)).toBeCloseTo(1);
    expect(wheelFactor(0, 0, true)).toBe(1);
  });

  it('takes lines for what they are, and no leap from a wild wheel', () => {
    expect(wheelFactor(-3, 1, false)).toBeCloseTo(wheelFactor(-99, 0, false));
    expect(wheelFactor(-5000, 0, false)).toBeLessThan(2);
  });
});

it('names zooms', () => {
  expect([zoomLabel('fit'), zoomLabel(1), zoomLabel(0.333)]).toEqual(['Fit', '100%', '33%']);
});

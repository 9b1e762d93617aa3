import { describe, expect, it } from 'vitest';
import { createPinchSteps, createWheelSteps, stepZoom, zoomLabel } from '../../../src/ui/input/zoomSteps';

describe('stepZoom', () => {
  it('goes fit, 100%, 200% and stays at the ends', () => {
    expect(stepZoom('fit', 1)).toBe(1);
    expect(stepZoom(1, 1)).toBe(2);
    expect(stepZoom(2, 1)).toBe(2);
    expect(stepZoom(1, -1)).toBe('fit');
    expect(stepZoom('fit', -1)).toBe('fit');
    expect([zoomLabel('fit'), zoomLabel(1), zoomLabel(2)]).toEqual(['Fit', '100%', '200%']);
  });
});

describe('createWheelSteps', () => {
  it('takes a notch of a mouse as one step, up is in', () => {
    const wheel = createWheelSteps();
    expect([wheel(-100), wheel(-100), wheel(120)]).toEqual([1, 1, -1]);
  });

  it('adds up the small moves of a touchpad and starts again when it turns', () => {
    const wheel = createWheelSteps();
    expect([wheel(-25), wheel(-25), wheel(10), wheel(-25), wheel(-25), wheel(-25)]).toEqual([
      0, 0, 0, 0, 0, 1,
    ]);
  });
});

describe('createPinchSteps', () => {
  it('steps as the fingers spread and close, measured from the last step', () => {
    const pinch = createPinchSteps(100);
    expect([pinch(120), pinch(140), pinch(150), pinch(200), pinch(140)]).toEqual([0, 1, 0, 1, -1]);
  });

  it('survives fingers on one spot', () => {
    expect(createPinchSteps(0)(0)).toBe(0);
  });
});

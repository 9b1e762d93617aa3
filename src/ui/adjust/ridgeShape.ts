import type { SliderDensity } from '../../app';
import { formatNumber, type NumberRange } from '../input/numbers';

/** The ridge's own units; the style sheet stretches them to the slider's width. */
export const RIDGE_WIDTH = 120;
export const RIDGE_HEIGHT = 10;

/** Square roots keep what few people do visible beside what most do. */
const heightOf = (share: number): number => RIDGE_HEIGHT * Math.sqrt(Math.min(1, Math.max(0, share)));

/** A closed path from the track up and back: higher where more people set the slider, lower where most leave it at 0. */
export function ridgePath({ curve, atZero }: SliderDensity): string {
  const top = heightOf(1 - atZero);
  const points = Array.from(curve, (value, i) => {
    const x = (i / (curve.length - 1)) * RIDGE_WIDTH;
    return `${x.toFixed(1)} ${(RIDGE_HEIGHT - top * value).toFixed(2)}`;
  });
  return `M0 ${RIDGE_HEIGHT}L${points.join('L')}L${RIDGE_WIDTH} ${RIDGE_HEIGHT}Z`;
}

/** Of the mark at 0, for those who leave the slider alone. */
export function spikeHeight({ atZero }: SliderDensity): number {
  return heightOf(atZero);
}

/** "Usually between +0.20 and +0.80 EV": what two in three do. */
export function usualWords({ low, high }: SliderDensity, range: NumberRange, unit: string): string {
  const [from, to] = [formatNumber(low, range), formatNumber(high, range)];
  if (from === to) return from === '0' ? 'Usually left at 0' : `Usually about ${from}${unit && ` ${unit}`}`;
  return `Usually between ${from} and ${to}${unit && ` ${unit}`}`;
}

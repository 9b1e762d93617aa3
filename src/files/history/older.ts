import type { AdjustmentsPatch } from '../../edit';
import type { OlderSlider } from './settings';

/**
 * Sliders of process 5.0 and 5.7 as today's, on a photo that was rendered with all of them at 0 (as MIT-Adobe FiveK's
 * InputAsShotZeroed is). Adobe publishes no formula; these follow what each slider is documented to act on, and are no
 * more than a correspondence. Whoever owns Lightroom gets Adobe's own by updating the catalogue's process there.
 *
 * - Exposure is in stops in both. Brightness moves the mid-tones and little else; a hundred of it count as a stop.
 * - Recovery (0..100) pulls highlights only down, Fill Light (0..100) lifts shadows only.
 * - Shadows, in the catalogue, is the slider "Blacks" (0..100): it deepens black.
 * - Contrast is -50..100.
 */
const STOPS_A_BRIGHTNESS = 1 / 100;

export function olderToCurrent(older: Readonly<Partial<Record<OlderSlider, number>>>): AdjustmentsPatch {
  const of = (name: OlderSlider) => older[name] ?? 0;
  return {
    exposure: of('Exposure') + of('Brightness') * STOPS_A_BRIGHTNESS,
    contrast: of('Contrast'),
    highlights: -of('HighlightRecovery'),
    shadows: of('FillLight'),
    blacks: -of('Shadows'),
    clarity: of('Clarity'),
  };
}

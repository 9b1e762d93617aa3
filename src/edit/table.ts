/**
 * THE TABLE of adjustments. It drives the sliders, the uniforms, XMP, the models' vector and the tests; nothing
 * else may list the eleven.
 */
export interface AdjustmentDefinition {
  readonly id: string;
  /** The slider's name, as Lightroom's users know it. */
  readonly label: string;
  /** Slider units; 0 is neutral for all. */
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly unit: '' | 'EV';
  readonly group: 'white-balance' | 'tone' | 'presence';
  /** The `crs:` property of a rendered photo, and of a raw one where that differs in kind (Kelvin). */
  readonly xmp: { readonly rendered: string; readonly raw: string };
  /** What must be redone when it moves; the edge-aware base depends on the photo alone, so only uniforms. */
  readonly invalidates: 'uniforms';
}

const hundred = { min: -100, max: 100, step: 1, unit: '', invalidates: 'uniforms' } as const;
const same = (name: string) => ({ rendered: name, raw: name });

export const ADJUSTMENTS = [
  {
    id: 'temp',
    label: 'Temp',
    group: 'white-balance',
    xmp: { rendered: 'IncrementalTemperature', raw: 'Temperature' },
    ...hundred,
  },
  {
    id: 'tint',
    label: 'Tint',
    group: 'white-balance',
    xmp: { rendered: 'IncrementalTint', raw: 'Tint' },
    ...hundred,
  },
  {
    id: 'exposure',
    label: 'Exposure',
    group: 'tone',
    xmp: same('Exposure2012'),
    ...hundred,
    min: -5,
    max: 5,
    step: 0.05,
    unit: 'EV',
  },
  { id: 'contrast', label: 'Contrast', group: 'tone', xmp: same('Contrast2012'), ...hundred },
  { id: 'highlights', label: 'Highlights', group: 'tone', xmp: same('Highlights2012'), ...hundred },
  { id: 'shadows', label: 'Shadows', group: 'tone', xmp: same('Shadows2012'), ...hundred },
  { id: 'whites', label: 'Whites', group: 'tone', xmp: same('Whites2012'), ...hundred },
  { id: 'blacks', label: 'Blacks', group: 'tone', xmp: same('Blacks2012'), ...hundred },
  { id: 'clarity', label: 'Clarity', group: 'presence', xmp: same('Clarity2012'), ...hundred },
  { id: 'vibrance', label: 'Vibrance', group: 'presence', xmp: same('Vibrance'), ...hundred },
  { id: 'saturation', label: 'Saturation', group: 'presence', xmp: same('Saturation'), ...hundred },
] as const satisfies readonly AdjustmentDefinition[];

export type AdjustmentId = (typeof ADJUSTMENTS)[number]['id'];

/** How many numbers y has. */
export const ADJUSTMENT_COUNT = ADJUSTMENTS.length;

export const ADJUSTMENT_IDS: readonly AdjustmentId[] = ADJUSTMENTS.map(({ id }) => id);

const byId = new Map<string, (typeof ADJUSTMENTS)[number]>(ADJUSTMENTS.map((row) => [row.id, row]));

export function adjustmentOf(id: AdjustmentId): AdjustmentDefinition {
  return byId.get(id)!;
}

export function isAdjustmentId(id: string): id is AdjustmentId {
  return byId.has(id);
}

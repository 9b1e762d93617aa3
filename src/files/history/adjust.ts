import { ADJUSTMENTS, type Adjustments, isNeutral, NEUTRAL, patchAdjustments } from '../../edit';
import { olderToCurrent } from './older';
import type { DevelopSettings, KelvinWhite } from './settings';

/** Why a photo's settings are no edit that Manylight can take over; each with words for a person. */
export const REFUSALS = {
  'no-settings': 'no develop settings',
  unreadable: 'develop settings that cannot be read',
  'already-applied': 'the settings are already in the pixels (an export)',
  grayscale: 'black and white, which the eleven sliders cannot say',
  'older-process': 'an older process (before 2012): update it in Lightroom first',
  'newer-process': 'a newer process than 15.4',
  kelvin: 'white balance in Kelvin, and the camera’s own is not known',
  auto: 'values that Lightroom has still to find (Auto)',
  'not-edited': 'nothing was changed',
} as const;
export type Refusal = keyof typeof REFUSALS;

export type Found = { readonly adjustments: Adjustments } | { readonly refused: Refusal };

export interface AdjustOptions {
  /** What the camera's own white balance is in Kelvin, where that is known. */
  readonly asShot?: KelvinWhite | undefined;
  /** Takes settings of process 5.0 and 5.7 over by the correspondences in older.ts. */
  readonly older?: boolean;
}

/** Process versions that have the eleven sliders: 6.7 (2012) to 15.4. */
const OLDEST = [6, 7] as const;
const NEWEST = [15, 4] as const;

/**
 * How far Temp 100 goes in mired (10^6 / K), and Tint 100 in Camera Raw's units (1/3000 in CIE 1960 uv): the
 * definition of the two sliders, in develop/reference/whiteBalance.ts.
 */
const MIRED_AT_100 = 75;
const TINT_UNITS_AT_100 = 0.023 * 3000;

function compare(version: string, [major, minor]: readonly [number, number]): number {
  const [a = 0, b = 0] = version.split('.').map(Number);
  return a - major || b - minor;
}

/** Temp and Tint that lead from one white to another: + is warmer, + is more magenta. */
export function shiftBetween(from: KelvinWhite, to: KelvinWhite): { temp: number; tint: number } {
  return {
    temp: ((1e6 / from.temperature - 1e6 / to.temperature) / MIRED_AT_100) * 100,
    tint: ((to.tint - from.tint) / TINT_UNITS_AT_100) * 100,
  };
}

function whiteShift(
  { whiteBalance }: DevelopSettings,
  asShot: KelvinWhite | undefined,
): { temp: number; tint: number } | undefined {
  switch (whiteBalance.kind) {
    case 'as-shot':
      return { temp: 0, tint: 0 };
    case 'incremental':
      return { temp: whiteBalance.temp, tint: whiteBalance.tint };
    case 'kelvin':
      return asShot && whiteBalance.white && shiftBetween(asShot, whiteBalance.white);
  }
}

/** The eleven adjustments that settings stand for, or why there are none. Values past a slider's end go to its end. */
export function adjustmentsOf(settings: DevelopSettings | undefined, options: AdjustOptions = {}): Found {
  if (!settings) return { refused: 'no-settings' };
  if (settings.alreadyApplied) return { refused: 'already-applied' };
  if (settings.isGrayscale) return { refused: 'grayscale' };
  if (settings.hasAuto) return { refused: 'auto' };
  const { processVersion } = settings;
  const isOlder =
    processVersion === undefined
      ? !namesCurrent(settings) && namesOlder(settings)
      : compare(processVersion, OLDEST) < 0;
  if (isOlder && !options.older) return { refused: 'older-process' };
  if (processVersion !== undefined && compare(processVersion, NEWEST) > 0)
    return { refused: 'newer-process' };
  // What a newer process left of them says nothing.
  if (isOlder && settings.hasOlderAuto) return { refused: 'auto' };
  const shift = whiteShift(settings, options.asShot);
  if (!shift) return { refused: 'kelvin' };
  const values = isOlder ? { ...olderToCurrent(settings.older), ...colourOf(settings) } : settings.values;
  const adjustments = patchAdjustments(NEUTRAL, { ...values, ...shift });
  return isNeutral(adjustments) ? { refused: 'not-edited' } : { adjustments };
}

function namesCurrent({ values }: DevelopSettings): boolean {
  return ADJUSTMENTS.some(({ id, xmp }) => xmp.rendered.endsWith('2012') && values[id] !== undefined);
}

const namesOlder = ({ older, hasOlderAuto }: DevelopSettings): boolean =>
  hasOlderAuto || Object.keys(older).length > 0;

/** Vibrance and Saturation kept their names and meaning through all processes. */
function colourOf({ values: { vibrance, saturation } }: DevelopSettings) {
  return { ...(vibrance !== undefined && { vibrance }), ...(saturation !== undefined && { saturation }) };
}

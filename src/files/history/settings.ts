import { ManylightError } from '../../core';
import { ADJUSTMENTS, type AdjustmentId } from '../../edit';
import type { LuaTable } from './lua';
import type { Xmp } from './xmp';

/** What a person set the white balance to. Kelvin belong to raw photos and never mix with the other kind. */
export type WhiteBalance =
  /** As the camera had it; Lightroom notes in Kelvin what that was. */
  | { readonly kind: 'as-shot'; readonly white?: KelvinWhite }
  /** Without a white where the number is none that a converter has. */
  | { readonly kind: 'kelvin'; readonly white?: KelvinWhite }
  /** Temp and Tint of a rendered photo, -100..100. */
  | { readonly kind: 'incremental'; readonly temp: number; readonly tint: number };

/** A white as raw converters name it. */
export interface KelvinWhite {
  /** 2000..50000 */
  readonly temperature: number;
  /** -150..150, + is magenta. */
  readonly tint: number;
}

/** A photo's develop settings as Lightroom or Camera Raw left them. */
export interface DevelopSettings {
  /** Absent when nothing says it. */
  readonly processVersion?: string;
  /** The pixels already show the settings: they are no edit of this file. */
  readonly alreadyApplied: boolean;
  readonly isGrayscale: boolean;
  /** Lightroom was asked to find a value by itself and has not written it down. */
  readonly hasAuto: boolean;
  /** The same of a slider of the processes before 2012. */
  readonly hasOlderAuto: boolean;
  readonly whiteBalance: WhiteBalance;
  /** Of the other nine, those that are named, in slider units. */
  readonly values: Readonly<Partial<Record<AdjustmentId, number>>>;
  /** The sliders of processes before 2012, where they are named. */
  readonly older: Readonly<Partial<Record<OlderSlider, number>>>;
  /** Other tools that were used: masks, curves, mixers. */
  readonly beyond: readonly string[];
}

/** Basic sliders of process versions 5.0 (2003) and 5.7 (2010). */
export const OLDER_SLIDERS = [
  'Exposure',
  'HighlightRecovery',
  'FillLight',
  'Shadows',
  'Brightness',
  'Contrast',
  'Clarity',
] as const;
export type OlderSlider = (typeof OLDER_SLIDERS)[number];

type Simple = string | number | boolean;

/** Tools whose neutral is 0, by the start of their names: enough to tell that a photo's look is not of the eleven alone. */
const OTHER_TOOLS = [
  'Texture',
  'Dehaze',
  'HueAdjustment',
  'SaturationAdjustment',
  'LuminanceAdjustment',
  'SplitToningHighlightSaturation',
  'SplitToningShadowSaturation',
  'ColorGradeMidtoneSat',
  'ColorGradeGlobalSat',
  'ParametricShadows',
  'ParametricDarks',
  'ParametricLights',
  'ParametricHighlights',
  'PostCropVignetteAmount',
  'GrainAmount',
] as const;

const LOCAL_TOOLS = ['MaskGroupBasedCorrections', 'GradientBasedCorrections', 'PaintBasedCorrections'];

const nine = ADJUSTMENTS.filter(({ xmp }) => xmp.rendered === xmp.raw);
const [TEMP, TINT] = ADJUSTMENTS;

/** Lightroom's mark for a value that it was asked to find by itself and has not yet. */
const AUTO = -999_999;

function numberOf(name: string, value: Simple | undefined): number | undefined {
  if (value === undefined || value === '') return undefined;
  const number = typeof value === 'string' && /^[+-]?(\d+\.?\d*|\.\d+)$/.test(value) ? Number(value) : value;
  if (typeof number !== 'number') {
    throw new ManylightError('data-invalid', `${name} is not a number: ${JSON.stringify(value)}.`);
  }
  return number === AUTO ? undefined : number;
}

const isTrue = (value: Simple | undefined): boolean =>
  value === true || (typeof value === 'string' && value.toLowerCase() === 'true');

function whiteBalanceOf(get: (name: string) => number | undefined, named: Simple | undefined): WhiteBalance {
  const temperature = get(TEMP.xmp.raw);
  const tint = get(TINT.xmp.raw);
  const isKelvin = temperature !== undefined && temperature >= 2000 && temperature <= 50_000;
  const white = isKelvin ? { temperature, tint: tint ?? 0 } : undefined;
  if (named === 'As Shot') return { kind: 'as-shot', ...(white && { white }) };
  const temp = get(TEMP.xmp.rendered);
  const shift = get(TINT.xmp.rendered);
  if (temp === undefined && shift === undefined) {
    const isNamed = temperature !== undefined || tint !== undefined;
    return isNamed ? { kind: 'kelvin', ...(white && { white }) } : { kind: 'as-shot' };
  }
  return { kind: 'incremental', temp: temp ?? 0, tint: shift ?? 0 };
}

/**
 * Settings from their names (without `crs:`) and values. Undefined when there are none. Throws `data-invalid` when a
 * slider's value is no number.
 */
export function settingsFrom(
  simple: ReadonlyMap<string, Simple>,
  nested: ReadonlySet<string>,
): DevelopSettings | undefined {
  const get = (name: string) => numberOf(name, simple.get(name));
  const processVersion = simple.get('ProcessVersion');
  const isNamed = (name: string) => simple.has(name);
  const isAuto = (name: string) => Number(simple.get(name)) === AUTO;
  const isThere =
    processVersion !== undefined || ADJUSTMENTS.some(({ xmp }) => isNamed(xmp.rendered) || isNamed(xmp.raw));
  if (!isThere || simple.get('HasSettings') === 'False' || simple.get('HasSettings') === false)
    return undefined;

  const values: Partial<Record<AdjustmentId, number>> = {};
  for (const { id, xmp } of nine) {
    const value = get(xmp.rendered);
    if (value !== undefined) values[id] = value;
  }
  const older: Partial<Record<OlderSlider, number>> = {};
  for (const name of OLDER_SLIDERS) {
    const value = get(name);
    if (value !== undefined) older[name] = value;
  }
  const beyond = [
    ...[...simple]
      .filter(([name, value]) => OTHER_TOOLS.some((tool) => name.startsWith(tool)) && Number(value) !== 0)
      .map(([name]) => name),
    ...LOCAL_TOOLS.filter((name) => nested.has(name)),
  ];
  return {
    ...(processVersion !== undefined && { processVersion: String(processVersion) }),
    alreadyApplied: isTrue(simple.get('AlreadyApplied')),
    isGrayscale: isTrue(simple.get('ConvertToGrayscale')),
    hasAuto: ADJUSTMENTS.some(({ xmp }) => isAuto(xmp.rendered) || isAuto(xmp.raw)),
    hasOlderAuto: OLDER_SLIDERS.some(isAuto),
    whiteBalance: whiteBalanceOf(get, simple.get('WhiteBalance')),
    values,
    older,
    beyond,
  };
}

/** The develop settings that XMP holds; undefined when it holds none. Throws `data-invalid`. */
export function settingsOfXmp(xmp: Xmp): DevelopSettings | undefined {
  return settingsFrom(xmp.fields.crs, xmp.nested);
}

/** The same of a catalogue's table. */
export function settingsOfLua(table: LuaTable): DevelopSettings | undefined {
  const simple = new Map<string, Simple>();
  const nested = new Set<string>();
  for (const [name, value] of table.fields) {
    if (typeof value === 'object') {
      if (value.list.length > 0 || value.fields.size > 0) nested.add(name);
    } else simple.set(name, value);
  }
  return settingsFrom(simple, nested);
}

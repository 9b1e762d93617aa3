import type { AdjustmentDefinition } from '../../edit';

/** Namespaces of XMP (ISO 16684-1) and of Camera Raw's settings. */
export const NAMESPACES = {
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  crs: 'http://ns.adobe.com/camera-raw-settings/1.0/',
  xmp: 'http://ns.adobe.com/xap/1.0/',
  photoshop: 'http://ns.adobe.com/photoshop/1.0/',
  exif: 'http://ns.adobe.com/exif/1.0/',
} as const;

/** The process version that is written: 5, of Lightroom Classic 8. */
export const WRITTEN_PROCESS = '11.0';

/** As Lightroom writes numbers: Exposure with two decimals, a plus before what is positive. */
export function crsNumber(value: number, unit: AdjustmentDefinition['unit']): string {
  const text = unit === 'EV' ? value.toFixed(2) : String(Math.round(value));
  return value > 0 ? `+${text}` : text;
}

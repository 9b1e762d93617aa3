/** How slider values are written and read by people. Pure, so that it can be tested without a page. */

export interface NumberRange {
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

/** Decimals that a step needs: 0 for 1, 2 for 0.05. */
export function decimalsOf(step: number): number {
  return Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
}

/** "+0.35", "−12" (a true minus, as wide as the plus), "0". Signed only where the range reaches below 0. */
export function formatNumber(value: number, range: NumberRange): string {
  const digits = Math.abs(value).toFixed(decimalsOf(range.step));
  if (Number(digits) === 0) return '0';
  if (value < 0) return `−${digits}`;
  return range.min < 0 ? `+${digits}` : digits;
}

/** To the nearest step within the range. */
export function clampToStep(value: number, { min, max, step }: NumberRange): number {
  const stepped = Math.round(Math.min(max, Math.max(min, value)) / step) * step;
  return Number(stepped.toFixed(decimalsOf(step))) || 0;
}

/**
 * What a person typed: signs of any kind, a decimal point or comma, and a trailing unit ("EV", "%") are understood.
 * Undefined for what is not a number; numbers outside the range end at its ends.
 */
export function parseNumber(text: string, range: NumberRange): number | undefined {
  const plain = text
    .trim()
    .replace(/[\u2212\u2012\u2013\u2014]/g, '-')
    .replace(',', '.')
    .replace(/\s*(ev|%)$/i, '')
    .replace(/^([+-])\s+/, '$1');
  if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(plain)) return undefined;
  return clampToStep(Number(plain), range);
}

const NUDGES: Readonly<Record<string, number>> = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 };

/** Whether a key steps the number in its field. */
export function isNudge(key: string): boolean {
  return Object.hasOwn(NUDGES, key);
}

/** Arrow keys in a number field: up and down by a step, by ten with Shift, Page keys by ten; no other key moves it. */
export function nudge(value: number, key: string, shift: boolean, range: NumberRange): number {
  const steps = isNudge(key) ? NUDGES[key] : 0;
  return clampToStep(value + steps * (shift ? 10 : 1) * range.step, range);
}

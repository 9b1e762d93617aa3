import { OKLAB_TO_LMS } from '../../colour';
import { rollOff } from '../reference/curves';
import { ditherAt } from '../reference/dither';
import { DENT, focusOf, type GamutPlan, HALVINGS, SLACK } from '../reference/gamut';
import { ENCODE, ENCODE_CELLS } from './tables';

const k = OKLAB_TO_LMS;

/** Linear output RGB of a share of the way from the grey to the colour, as cubics in the share; see reference/gamut. */
const terms = new Float64Array(12);

/** How far outside the gamut the line is at a share: at most 0 inside. */
function excess(t: number): number {
  const r = ((terms[9] * t + terms[6]) * t + terms[3]) * t + terms[0];
  const g = ((terms[10] * t + terms[7]) * t + terms[4]) * t + terms[1];
  const b = ((terms[11] * t + terms[8]) * t + terms[5]) * t + terms[2];
  const largest = Math.max(r, g, b);
  return Math.max(largest - 1, -Math.min(r, g, b) - DENT * largest) - SLACK;
}

/**
 * The share at which the line leaves the gamut, as the reference finds it: where the line grazes the edge (along the way
 * to blue), anything cleverer finds another crossing.
 * @param beyond the excess at `reach`, above 0
 */
function edgeBefore(reach: number, beyond: number): number {
  let inside = 0;
  let outside = reach;
  let room = -SLACK;
  let over = beyond;
  for (let i = 0; i < HALVINGS; i++) {
    const middle = 0.5 * (inside + outside);
    const here = excess(middle);
    if (here <= 0) {
      inside = middle;
      room = here;
    } else {
      outside = middle;
      over = here;
    }
  }
  return inside + ((outside - inside) * room) / (room - over);
}

/** The share of the way from the grey to a colour at which it is shown; 1 for what is inside. */
function shareWithin(
  plan: GamutPlan,
  reach: number,
  focus: number,
  lightness: number,
  a: number,
  b: number,
): number {
  const m = plan.fromLms;
  const d = lightness - focus;
  const l = d + k[1] * a + k[2] * b;
  const n = d + k[4] * a + k[5] * b;
  const s = d + k[7] * a + k[8] * b;
  const squared = 3 * focus * focus;
  const tripled = 3 * focus;
  for (let c = 0; c < 3; c++) {
    const ml = m[3 * c] * l;
    const mn = m[3 * c + 1] * n;
    const ms = m[3 * c + 2] * s;
    terms[c] = focus * focus * focus;
    terms[3 + c] = squared * (ml + mn + ms);
    terms[6 + c] = tripled * (ml * l + mn * n + ms * s);
    terms[9 + c] = ml * l * l + mn * n * n + ms * s * s;
  }
  const beyond = excess(reach);
  if (beyond <= 0) return 1;
  const edge = edgeBefore(reach, beyond);
  return edge * rollOff(1 / edge, plan.knee, plan.ceiling);
}

/** Encoded 8-bit value of linear light, with noise in steps. */
function encode(value: number, noise: number): number {
  const at = Math.min(1, Math.max(0, value)) * ENCODE_CELLS;
  const cell = at | 0;
  const low = ENCODE[cell];
  // Above 0 always, so that cutting off is rounding down.
  return (low + (at - cell) * (ENCODE[cell + 1] - low) + noise) | 0;
}

/**
 * Brings a row of OKLab colours into the output's gamut and writes them as 8 bits with dither to data[at..], alpha left
 * alone; `x`, `y` are the place of the first in the whole picture.
 */
export function encodeRow(
  plan: GamutPlan,
  lightnesses: Float32Array,
  as: Float32Array,
  bs: Float32Array,
  count: number,
  x: number,
  y: number,
  data: Uint8ClampedArray,
  at: number,
): void {
  const [m0, m1, m2, m3, m4, m5, m6, m7, m8] = plan.fromLms;
  const [, k1, k2, , k4, k5, , k7, k8] = k;
  const reach = plan.ceiling > 1 ? 1 / plan.knee : 1;
  for (let i = 0, j = at; i < count; i++, j += 4) {
    const lightness = lightnesses[i];
    const a = as[i];
    const b = bs[i];
    const focus = focusOf(lightness, Math.sqrt(a * a + b * b));
    // The colour at the reach: where that is inside, so is the colour, and it stays.
    const far = focus + reach * (lightness - focus);
    const rl = reach * (k1 * a + k2 * b) + far;
    const rn = reach * (k4 * a + k5 * b) + far;
    const rs = reach * (k7 * a + k8 * b) + far;
    let l = rl * rl * rl;
    let n = rn * rn * rn;
    let s = rs * rs * rs;
    let red = m0 * l + m1 * n + m2 * s;
    let green = m3 * l + m4 * n + m5 * s;
    let blue = m6 * l + m7 * n + m8 * s;
    const largest = Math.max(red, green, blue);
    let share = 1;
    if (largest > 1 + SLACK || Math.min(red, green, blue) < -SLACK - DENT * largest) {
      share = shareWithin(plan, reach, focus, lightness, a, b);
    }
    if (share !== reach) {
      const grey = focus + share * (lightness - focus);
      const sl = share * (k1 * a + k2 * b) + grey;
      const sn = share * (k4 * a + k5 * b) + grey;
      const ss = share * (k7 * a + k8 * b) + grey;
      l = sl * sl * sl;
      n = sn * sn * sn;
      s = ss * ss * ss;
      red = m0 * l + m1 * n + m2 * s;
      green = m3 * l + m4 * n + m5 * s;
      blue = m6 * l + m7 * n + m8 * s;
    }
    const noise = 0.5 + ditherAt(x + i, y);
    data[j] = encode(red, noise);
    data[j + 1] = encode(green, noise);
    data[j + 2] = encode(blue, noise);
  }
}

/** Writes a row of linear light (r, g, b and alpha from values[from]) as it is, as 8 bits, to data[at..]. */
export function showRow(
  values: Float32Array,
  from: number,
  count: number,
  data: Uint8ClampedArray,
  at: number,
): void {
  for (let i = from, j = at; i < from + 4 * count; i += 4, j += 4) {
    data[j] = encode(values[i], 0.5);
    data[j + 1] = encode(values[i + 1], 0.5);
    data[j + 2] = encode(values[i + 2], 0.5);
    data[j + 3] = (values[i + 3] * 255 + 0.5) | 0;
  }
}

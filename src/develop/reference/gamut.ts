import { lmsToRgb, type Matrix3, OKLAB_TO_LMS, type OutputSpace } from '../../colour';
import { rollOff } from './curves';

/** Colours within this share of the way to the gamut's edge are not touched by soft compression. */
const KNEE = 0.8;
/** Ottosson's adaptive focus ("sRGB gamut clipping" 2021, alpha): 0 keeps lightness, large values keep chroma. */
const FOCUS = 0.5;
/** Halvings of the interval that holds the edge, before a straight line across what is left finds it. */
export const HALVINGS = 10;
/** Channels this far outside still count as inside: rounding of the matrices there and back. */
export const SLACK = 1e-6;
/**
 * And this far below 0, as a share of the largest channel: along the way to blue, sRGB's edge dents inwards by
 * 8e-4 in OKLab, and a blue inside must not be taken for one beyond the dent.
 */
export const DENT = 1e-3;

export interface GamutPlan {
  /** LMS (cubed) to the output's linear RGB. */
  readonly fromLms: Matrix3;
  /** How far beyond the edge colours may have been pushed, 1 = not at all: then nothing inside is moved. */
  readonly ceiling: number;
  readonly knee: number;
}

export function planGamut(space: OutputSpace, ceiling: number): GamutPlan {
  return { fromLms: lmsToRgb(space), ceiling, knee: KNEE };
}

const k = OKLAB_TO_LMS;

/**
 * Linear output RGB on the straight line from a grey (share 0) to a colour (share 1). Each of LMS's cube roots is
 * linear in the share, so each channel is a cubic: constant, linear, quadratic and cubic term of r, g, b.
 */
const terms = new Float64Array(12);

function writeLine(m: Matrix3, focus: number, lightness: number, a: number, b: number): void {
  const d = lightness - focus;
  const l = d + k[1] * a + k[2] * b;
  const n = d + k[4] * a + k[5] * b;
  const s = d + k[7] * a + k[8] * b;
  for (let c = 0; c < 3; c++) {
    const ml = m[3 * c];
    const mn = m[3 * c + 1];
    const ms = m[3 * c + 2];
    terms[c] = (ml + mn + ms) * focus * focus * focus;
    terms[3 + c] = 3 * focus * focus * (ml * l + mn * n + ms * s);
    terms[6 + c] = 3 * focus * (ml * l * l + mn * n * n + ms * s * s);
    terms[9 + c] = ml * l * l * l + mn * n * n * n + ms * s * s * s;
  }
}

/** Writes the line's colour at share t to out[0..2]; how far it is outside, at most 0 if inside. */
function along(t: number, out: Float64Array): number {
  const r = ((terms[9] * t + terms[6]) * t + terms[3]) * t + terms[0];
  const g = ((terms[10] * t + terms[7]) * t + terms[4]) * t + terms[1];
  const blue = ((terms[11] * t + terms[8]) * t + terms[5]) * t + terms[2];
  out[0] = r;
  out[1] = g;
  out[2] = blue;
  const largest = Math.max(r, g, blue);
  return Math.max(largest - 1, -Math.min(r, g, blue) - DENT * largest) - SLACK;
}

/** The grey towards which a colour is drawn, by its lightness and chroma. */
export function focusOf(lightness: number, chroma: number): number {
  const d = lightness - 0.5;
  const side = d < 0 ? -1 : 1;
  const e = 0.5 + Math.abs(d) + FOCUS * chroma;
  return 0.5 * (1 + side * (e - Math.sqrt(Math.max(0, e * e - 2 * Math.abs(d)))));
}

/**
 * OKLab to the output's linear RGB in [0, 1], into out[0..2]: along the straight line towards a grey, so the hue
 * is kept. What is inside stays exactly while the ceiling is 1; otherwise the outer part makes room, softly.
 */
export function compressToGamut(
  plan: GamutPlan,
  lightness: number,
  a: number,
  b: number,
  out: Float64Array,
): void {
  const focus = focusOf(lightness, Math.sqrt(a * a + b * b));
  writeLine(plan.fromLms, focus, lightness, a, b);
  const reach = plan.ceiling > 1 ? 1 / plan.knee : 1;
  let excess = along(reach, out);
  if (excess > 0) {
    let inside = 0;
    let outside = reach;
    // The grey itself is inside; by how much matters only where it is black or white, and then by this.
    let room = -SLACK;
    for (let i = 0; i < HALVINGS; i++) {
      const middle = 0.5 * (inside + outside);
      const here = along(middle, out);
      if (here <= 0) {
        inside = middle;
        room = here;
      } else {
        outside = middle;
        excess = here;
      }
    }
    // Without this, the edge would move in steps of the last interval, seen in 16 bits.
    const edge = inside + ((outside - inside) * room) / (room - excess);
    along(edge * rollOff(1 / edge, plan.knee, plan.ceiling), out);
  } else if (reach !== 1) {
    along(1, out);
  }
  for (let i = 0; i < 3; i++) out[i] = Math.min(1, Math.max(0, out[i]));
}

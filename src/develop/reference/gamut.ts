import { lmsToRgb, type Matrix3, OKLAB_TO_LMS, type OutputSpace } from '../../colour';
import { rollOff } from './curves';

/** Colours within this share of the way to the gamut's edge are not touched by soft compression. */
const KNEE = 0.8;
/** Ottosson's adaptive focus ("sRGB gamut clipping" 2021, alpha): 0 keeps lightness, large values keep chroma. */
const FOCUS = 0.5;
/** Halvings of the interval that holds the edge; 1.25 / 2^14 is far below an 8-bit step. */
const HALVINGS = 14;
/** Channels this far outside still count as inside: rounding of the matrices there and back. */
const SLACK = 1e-6;
/**
 * And this far below 0, as a share of the largest channel: along the way to blue, sRGB's edge dents inwards by
 * 8e-4 in OKLab, and a blue inside must not be taken for one beyond the dent.
 */
const DENT = 1e-3;

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

/** Linear output RGB at share t of the way from the grey `focus` to the colour, into out[0..2]; true if inside. */
function along(
  m: Matrix3,
  focus: number,
  lightness: number,
  a: number,
  b: number,
  t: number,
  out: Float64Array,
): boolean {
  const L = focus + t * (lightness - focus);
  const l = L + t * (k[1] * a + k[2] * b);
  const n = L + t * (k[4] * a + k[5] * b);
  const s = L + t * (k[7] * a + k[8] * b);
  const l3 = l * l * l;
  const n3 = n * n * n;
  const s3 = s * s * s;
  const r = m[0] * l3 + m[1] * n3 + m[2] * s3;
  const g = m[3] * l3 + m[4] * n3 + m[5] * s3;
  const blue = m[6] * l3 + m[7] * n3 + m[8] * s3;
  out[0] = r;
  out[1] = g;
  out[2] = blue;
  const largest = Math.max(r, g, blue);
  return largest <= 1 + SLACK && Math.min(r, g, blue) >= -SLACK - DENT * largest;
}

/** The grey towards which a colour is drawn, by its lightness and chroma. */
function focusOf(lightness: number, chroma: number): number {
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
  const m = plan.fromLms;
  const focus = focusOf(lightness, Math.sqrt(a * a + b * b));
  const reach = plan.ceiling > 1 ? 1 / plan.knee : 1;
  if (!along(m, focus, lightness, a, b, reach, out)) {
    let inside = 0;
    let outside = reach;
    for (let i = 0; i < HALVINGS; i++) {
      const middle = 0.5 * (inside + outside);
      if (along(m, focus, lightness, a, b, middle, out)) inside = middle;
      else outside = middle;
    }
    const edge = 0.5 * (inside + outside);
    along(m, focus, lightness, a, b, edge * rollOff(1 / edge, plan.knee, plan.ceiling), out);
  } else if (reach !== 1) {
    along(m, focus, lightness, a, b, 1, out);
  }
  for (let i = 0; i < 3; i++) out[i] = Math.min(1, Math.max(0, out[i]));
}

import { LMS_TO_OKLAB, luminanceWeights, rgbToLms } from '../../colour';
import { applyClarity } from './clarity';
import { applyContrast } from './contrast';
import { applyBlacks, applyWhites } from './endPoints';
import { expose } from './exposure';
import { compressToGamut } from './gamut';
import { chromaOfLift, liftByStops, stopsOfBase } from './highlightsShadows';
import type { DevelopPlan } from './plan';
import { vibranceFactor } from './vibrance';

/** Luminance is raised to this before logarithms and ratios: a billionth of an 8-bit step. */
export const LEAST = 1e-12;
/** Lifted blacks take their chroma along up to this factor; beyond it the lift is a grey veil. */
export const VEIL = 1.5;

const Y = luminanceWeights('rec2020');
const m = rgbToLms('rec2020');
const q = LMS_TO_OKLAB;

/**
 * One pixel, the whole chain. r, g, b: the photo's own linear light, any value from 0 to 64. fine, coarse: its
 * log2-luminance minus the base at the two scales, in EV; base: the coarse base as luminance. Writes linear light
 * of the output space, in [0, 1], to out[0..2].
 *
 * All tone is a function of luminance, applied to OKLab as a factor on (L, a, b): hue cannot move, and grey stays
 * grey, because OKLab scales with light.
 */
export function developPixel(
  plan: DevelopPlan,
  r: number,
  g: number,
  b: number,
  fine: number,
  coarse: number,
  base: number,
  out: Float64Array,
): void {
  const w = plan.toWorking;
  const R = w[0] * r + w[1] * g + w[2] * b;
  const G = w[3] * r + w[4] * g + w[5] * b;
  const B = w[6] * r + w[7] * g + w[8] * b;

  // Tone, on luminance y in [0, 1] and its cube root p.
  const luminance = Math.max(LEAST, Y[0] * R + Y[1] * G + Y[2] * B);
  const start = Math.cbrt(luminance);
  const balanced = Math.min(1, luminance);
  let y = expose(plan.exposure, balanced);
  let chroma = plan.saturation;
  if (plan.highlightsShadows.active) {
    // White balance moves the base by as much as it moved the pixel.
    const weights = plan.photoLuminance;
    const before = Math.max(LEAST, weights[0] * r + weights[1] * g + weights[2] * b);
    const balancedBase = Math.min(1, (base * balanced) / Math.min(1, before));
    const stops = stopsOfBase(plan.highlightsShadows, expose(plan.exposure, balancedBase));
    chroma *= chromaOfLift(plan.highlightsShadows, y, stops);
    y = liftByStops(y, stops);
  }
  let p = applyWhites(plan.endPoints, applyContrast(plan.contrast, Math.cbrt(y)));
  const lifted = applyBlacks(plan.endPoints, p);
  let factor = (p / start) * Math.min(VEIL, lifted / p);
  const unlifted = p;
  p = lifted;
  if (plan.clarity.active) {
    const clear = Math.cbrt(
      applyClarity(plan.clarity, p * p * p, fine, coarse, unlifted * unlifted * unlifted),
    );
    factor *= p > 0 ? clear / p : 1;
    p = clear;
  }

  const l = Math.cbrt(m[0] * R + m[1] * G + m[2] * B);
  const n = Math.cbrt(m[3] * R + m[4] * G + m[5] * B);
  const s = Math.cbrt(m[6] * R + m[7] * G + m[8] * B);
  // What the factor does not reach (the veil) is added to lightness alone.
  const lightness = factor * (q[0] * l + q[1] * n + q[2] * s) + (p - factor * start);
  let A = factor * (q[3] * l + q[4] * n + q[5] * s);
  let C = factor * (q[6] * l + q[7] * n + q[8] * s);
  if (plan.vibrance.active) chroma *= vibranceFactor(plan.vibrance, A, C);
  A *= chroma;
  C *= chroma;
  compressToGamut(plan.gamut, lightness, A, C, out);
}

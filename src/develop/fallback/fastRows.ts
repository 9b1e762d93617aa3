import { LMS_TO_OKLAB } from '../../colour';
import { LEAST } from '../reference/pixel';
import { vibranceFactor } from '../reference/vibrance';
import type { FastPlan, LiftTables } from './fastPlan';
import { encodeRow } from './gamutRow';
import { createRow, cubeRoots, EXP2, EXP2_CELLS, EXP2_REACH, type Row } from './tables';

/** What the sliders do not change of the pixels of a part of a picture. */
export interface Pixels {
  /** [pixels * 4]: linear r, g, b of the photo's space, and alpha. */
  readonly linear: Float32Array;
  /**
   * [pixels * 3]: detail of the fine scale and structure, both softened (reference/clarity), and the coarse base as
   * luminance. Needed where the plan uses the base.
   */
  readonly detail: Float32Array | undefined;
}

/** One row between the steps of the chain, in single floats: small enough to stay in the fastest memory. */
export interface RowBuffers {
  /** LMS and their cube roots; then OKLab. */
  readonly l: Row;
  readonly n: Row;
  readonly s: Row;
  /** Luminance, then its cube root. */
  readonly start: Row;
  /** Luminance on its way, or its cube root. */
  readonly tone: Row;
  /** The base's luminance, balanced; then Clarity's weight, and what it makes of luminance. */
  readonly base: Row;
  /** Factor on OKLab, and on chroma alone. */
  readonly factor: Row;
  readonly chroma: Row;
}

export function createRowBuffers(width: number): RowBuffers {
  const row = () => createRow(width);
  return {
    l: row(),
    n: row(),
    s: row(),
    start: row(),
    tone: row(),
    base: row(),
    factor: row(),
    chroma: row(),
  };
}

/** White balance; cube roots of LMS and of luminance. */
function enter(
  { toLms: m, toLuminance: Y }: FastPlan,
  linear: Float32Array,
  from: number,
  count: number,
  buffers: RowBuffers,
): void {
  const [m0, m1, m2, m3, m4, m5, m6, m7, m8] = m;
  const [Y0, Y1, Y2] = Y;
  const l = buffers.l.values;
  const n = buffers.n.values;
  const s = buffers.s.values;
  const start = buffers.start.values;
  for (let x = 0, i = 4 * from; x < count; x++, i += 4) {
    const r = linear[i];
    const g = linear[i + 1];
    const b = linear[i + 2];
    l[x] = m0 * r + m1 * g + m2 * b;
    n[x] = m3 * r + m4 * g + m5 * b;
    s[x] = m6 * r + m7 * g + m8 * b;
    start[x] = Math.max(LEAST, Y0 * r + Y1 * g + Y2 * b);
  }
  cubeRoots(buffers.l, count);
  cubeRoots(buffers.n, count);
  cubeRoots(buffers.s, count);
  cubeRoots(buffers.start, count);
}

/** Exposure, Highlights and Shadows: writes the cube root of the lifted luminance to `tone`, and to `chroma`. */
function lift(
  { plan, cells, exposed }: FastPlan,
  { gain, bend, chroma: fade }: LiftTables,
  { linear, detail }: Required<Pixels>,
  from: number,
  count: number,
  buffers: RowBuffers,
): void {
  if (!exposed || !detail) return;
  const [w0, w1, w2] = plan.photoLuminance;
  const start = buffers.start.values;
  const tone = buffers.tone.values;
  const chroma = buffers.chroma.values;
  const base = buffers.base.values;
  for (let x = 0, i = 4 * from, j = 3 * from + 2; x < count; x++, i += 4, j += 3) {
    const root = Math.min(1, start[x]);
    const at = root * cells;
    const cell = at | 0;
    const part = at - cell;
    const low = exposed[2 * cell];
    const lowFade = exposed[2 * cell + 1];
    const y = low + part * (exposed[2 * cell + 2] - low);
    tone[x] = y * y * y;
    chroma[x] = lowFade + part * (exposed[2 * cell + 3] - lowFade);
    // White balance moves the base by as much as it moved the pixel.
    const before = Math.min(1, Math.max(LEAST, w0 * linear[i] + w1 * linear[i + 1] + w2 * linear[i + 2]));
    base[x] = Math.min(1, (detail[j] * root * root * root) / before);
  }
  const bits = buffers.base.bits;
  const mask = (1 << gain.shift) - 1;
  const unit = 1 / (1 << gain.shift);
  const gains = gain.values;
  const bends = bend.values;
  const fades = fade.values;
  for (let x = 0; x < count; x++) {
    const whole = bits[x];
    const place = (whole >> gain.shift) - gain.first;
    const cell = place < 0 ? 0 : place;
    const part = place < 0 ? 0 : (whole & mask) * unit;
    const y = tone[x];
    const g = gains[cell] + part * (gains[cell + 1] - gains[cell]);
    const bent = bends[cell] + part * (bends[cell + 1] - bends[cell]);
    tone[x] = (g * y) / (1 - bent * y);
    chroma[x] *= fades[cell] + part * (fades[cell + 1] - fades[cell]);
  }
  cubeRoots(buffers.tone, count);
}

/** Contrast, Whites and Blacks (and Exposure, where there is no lift): from `source` to `tone` and `factor`. */
function curve({ tone: table, cells }: FastPlan, source: Row, count: number, buffers: RowBuffers): void {
  const roots = source.values;
  const start = buffers.start.values;
  const tone = buffers.tone.values;
  const factor = buffers.factor.values;
  for (let x = 0; x < count; x++) {
    const at = Math.min(1, roots[x]) * cells;
    const cell = at | 0;
    const part = at - cell;
    const low = table[2 * cell];
    const lowTone = table[2 * cell + 1];
    factor[x] = (low + part * (table[2 * cell + 2] - low)) / start[x];
    tone[x] = lowTone + part * (table[2 * cell + 3] - lowTone);
  }
}

/** Clarity's weights, to `base`, from what the curve will be of. */
function weigh(table: Float32Array, cells: number, source: Row, count: number, buffers: RowBuffers): void {
  const roots = source.values;
  const weights = buffers.base.values;
  for (let x = 0; x < count; x++) {
    const at = Math.min(1, roots[x]) * cells;
    const cell = at | 0;
    const low = table[cell];
    weights[x] = low + (at - cell) * (table[cell + 1] - low);
  }
}

/** Clarity: moves `tone` and, with it, `factor`; `base` has its weights. */
function clarify(
  { plan }: FastPlan,
  detail: Float32Array,
  from: number,
  count: number,
  buffers: RowBuffers,
): void {
  const { texture, structure, dark } = plan.clarity;
  const tone = buffers.tone.values;
  const factor = buffers.factor.values;
  const clear = buffers.base.values;
  for (let x = 0, i = 3 * from; x < count; x++, i += 3) {
    const p = tone[x];
    const stops = texture * detail[i] + structure * detail[i + 1];
    const raised = (stops > 0 ? stops * dark : stops) * clear[x];
    const over = (raised + EXP2_REACH) * EXP2_CELLS;
    const step = over | 0;
    const gain = EXP2[step] + (over - step) * (EXP2[step + 1] - EXP2[step]);
    const y = p * p * p;
    clear[x] = (gain * y) / (1 - (1 - gain) * y);
  }
  cubeRoots(buffers.base, count);
  for (let x = 0; x < count; x++) {
    const p = tone[x];
    if (p > 0) factor[x] *= clear[x] / p;
    tone[x] = clear[x];
  }
}

/** OKLab of the result in place of LMS's roots: tone as a factor, Vibrance and Saturation. */
function colour({ plan }: FastPlan, hasLift: boolean, count: number, buffers: RowBuffers): void {
  const [q0, q1, q2, q3, q4, q5, q6, q7, q8] = LMS_TO_OKLAB;
  const { vibrance, saturation } = plan;
  const l = buffers.l.values;
  const n = buffers.n.values;
  const s = buffers.s.values;
  const start = buffers.start.values;
  const tone = buffers.tone.values;
  const factors = buffers.factor.values;
  const fades = buffers.chroma.values;
  for (let x = 0; x < count; x++) {
    const factor = factors[x];
    const L = l[x];
    const N = n[x];
    const S = s[x];
    const a = factor * (q3 * L + q4 * N + q5 * S);
    const b = factor * (q6 * L + q7 * N + q8 * S);
    let chroma = saturation;
    if (hasLift) chroma *= fades[x];
    if (vibrance.active) chroma *= vibranceFactor(vibrance, a, b);
    // What the factor does not reach (the veil of lifted blacks) is added to lightness alone.
    l[x] = factor * (q0 * L + q1 * N + q2 * S) + (tone[x] - factor * start[x]);
    n[x] = chroma * a;
    s[x] = chroma * b;
  }
}

/**
 * Develops `count` pixels of a row to 8 bits at data[4 * from..], alpha too.
 * @param from index of the first pixel in `pixels` and in data
 * @param x and y: its place in the whole picture, for the dither
 */
export function developRow(
  fast: FastPlan,
  pixels: Pixels,
  from: number,
  count: number,
  x: number,
  y: number,
  buffers: RowBuffers,
  data: Uint8ClampedArray,
): void {
  const { linear, detail } = pixels;
  enter(fast, linear, from, count, buffers);
  const lifts = fast.lift && detail;
  if (lifts) lift(fast, fast.lift, { linear, detail }, from, count, buffers);
  const source = lifts ? buffers.tone : buffers.start;
  const clears = fast.clarityWeight && detail;
  if (clears) weigh(fast.clarityWeight, fast.cells, source, count, buffers);
  curve(fast, source, count, buffers);
  if (clears) clarify(fast, detail, from, count, buffers);
  colour(fast, fast.lift !== undefined, count, buffers);
  const { l, n, s } = buffers;
  encodeRow(fast.plan.gamut, l.values, n.values, s.values, count, x, y, data, 4 * from);
  for (let i = 4 * from + 3; i < 4 * (from + count); i += 4) data[i] = (linear[i] * 255 + 0.5) | 0;
}

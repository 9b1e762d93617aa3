/*
 * Functions as tables with linear interpolation: a few instructions where a cube root or a power takes tens of
 * nanoseconds. All are far finer than an 8-bit step.
 */
import { encodeSrgb } from '../../colour';

/**
 * A table over the bits of a single float: cells are as wide as a share of the value, so the interpolation is as
 * exact, relatively, for small values as for large ones. Floats' bits, read as integers, grow with the float.
 */
export interface BitTable {
  readonly values: Float32Array;
  /** Bits of a float to the right of its cell's number. */
  readonly shift: number;
  /** Cell number of the first entry; smaller floats count as the first. */
  readonly first: number;
}

const MANTISSA_BITS = 23;
const EXPONENT_BIAS = 127;

/**
 * @param from the least power of two that is told apart
 * @param to the power of two where the table ends
 * @param cellBits each octave has 2^cellBits cells
 */
export function createBitTable(
  from: number,
  to: number,
  cellBits: number,
  at: (x: number) => number,
): BitTable {
  const cells = 1 << cellBits;
  const values = new Float32Array((to - from) * cells + 2);
  for (let i = 0; i < values.length; i++) {
    const octave = from + Math.floor(i / cells);
    values[i] = at(2 ** octave * (1 + (i % cells) / cells));
  }
  return { values, shift: MANTISSA_BITS - cellBits, first: (from + EXPONENT_BIAS) << cellBits };
}

/** Below 2^-42 a cube root counts as 0; the reference's least luminance is 1e-12 or 2^-40. */
const CUBE_ROOTS = createBitTable(-42, 7, 8, Math.cbrt);

/** A row of single floats and the same memory as their bits. */
export interface Row {
  readonly values: Float32Array;
  readonly bits: Int32Array;
}

export function createRow(length: number): Row {
  const values = new Float32Array(length);
  return { values, bits: new Int32Array(values.buffer) };
}

/** Replaces the first `count` values, each in (-128, 128), by their cube roots. */
export function cubeRoots({ values, bits }: Row, count: number): void {
  const { values: table, shift, first } = CUBE_ROOTS;
  const mask = (1 << shift) - 1;
  const unit = 1 / (1 << shift);
  for (let x = 0; x < count; x++) {
    const sign = bits[x];
    const size = sign & 0x7fff_ffff;
    const cell = (size >> shift) - first;
    if (cell < 0) {
      values[x] = 0;
    } else {
      const low = table[cell];
      const root = low + (size & mask) * unit * (table[cell + 1] - low);
      values[x] = sign < 0 ? -root : root;
    }
  }
}

/** Entries of ENCODE to one unit of linear light. */
export const ENCODE_CELLS = 8192;

/** 255 times sRGB's encoding of linear light in [0, 1], with an entry past the end for the interpolation. */
export const ENCODE = Float32Array.from(
  { length: ENCODE_CELLS + 2 },
  (_, i) => 255 * encodeSrgb(Math.min(1, i / ENCODE_CELLS)),
);

/** Entries of EXP2 to one unit, and the greatest exponent, up and down. */
export const EXP2_CELLS = 256;
export const EXP2_REACH = 4;

/** 2^(i / EXP2_CELLS - EXP2_REACH). */
export const EXP2 = Float32Array.from(
  { length: 2 * EXP2_REACH * EXP2_CELLS + 2 },
  (_, i) => 2 ** (i / EXP2_CELLS - EXP2_REACH),
);

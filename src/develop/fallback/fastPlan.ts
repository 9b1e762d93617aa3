import { luminanceWeights, type Matrix3, multiply, rgbToLms, type Vector3 } from '../../colour';
import { weightOfClarity } from '../reference/clarity';
import { applyContrast } from '../reference/contrast';
import { applyBlacks, applyWhites } from '../reference/endPoints';
import { expose } from '../reference/exposure';
import { chromaOfLift, liftByStops, stopsOfBase } from '../reference/highlightsShadows';
import { VEIL } from '../reference/pixel';
import type { DevelopPlan } from '../reference/plan';
import { type BitTable, createBitTable } from './tables';

/** Cells of the tables over the cube root of luminance in [0, 1]; of small pictures, to be made quickly. */
const CELLS = 2048;
const FEW_CELLS = 512;
/** Luminances of the base: what is darker than 2^-17 has the gain of black. */
const DARKEST = -17;
const BASE_CELL_BITS = 7;
const FEW_BASE_CELL_BITS = 5;

/** Gain, 1 - gain / white and the factor on chroma of Highlights and Shadows, over the base's luminance. */
export interface LiftTables {
  readonly gain: BitTable;
  readonly bend: BitTable;
  readonly chroma: BitTable;
}

/** A plan with its curves as tables, made by the reference's own functions. */
export interface FastPlan {
  readonly plan: DevelopPlan;
  /** The photo's linear RGB to LMS, white balanced, and to luminance. */
  readonly toLms: Matrix3;
  readonly toLuminance: Vector3;
  readonly cells: number;
  /**
   * [(cells + 2) * 2] over a cube root of luminance: what chroma follows, then the cube root that the pixel gets. Of the
   * balanced luminance, or, where the base matters in between, of the lifted one.
   */
  readonly tone: Float32Array;
  /** With Highlights or Shadows: [(cells + 2) * 2]: exposed cube root, and the factor on chroma near white. */
  readonly exposed: Float32Array | undefined;
  readonly lift: LiftTables | undefined;
  /** With Clarity: [cells + 2], the weight of its gain, over the same as `tone`. */
  readonly clarityWeight: Float32Array | undefined;
}

/** Pairs over [0, 1], with an entry past the end for the interpolation. */
function pairs(cells: number, at: (p: number) => readonly [number, number]): Float32Array {
  const table = new Float32Array(2 * (cells + 2));
  for (let i = 0; i < cells + 2; i++) table.set(at(Math.min(1, i / cells)), 2 * i);
  return table;
}

function liftTables(plan: DevelopPlan, cellBits: number): LiftTables {
  const { highlightsShadows, exposure } = plan;
  const over = (at: (stops: number) => number): BitTable =>
    createBitTable(DARKEST, 1, cellBits, (base) =>
      at(stopsOfBase(highlightsShadows, expose(exposure, Math.min(1, base)))),
    );
  return {
    gain: over((stops) => 2 ** stops),
    // Of white the lift makes gain / (1 - bend), so this is what bends it there.
    bend: over((stops) => 1 - 2 ** stops / liftByStops(1, stops)),
    chroma: over((stops) => chromaOfLift(highlightsShadows, 0, stops)),
  };
}

/** @param isSmall the picture has so few pixels that making finer tables would take longer than developing it */
export function createFastPlan(plan: DevelopPlan, isSmall: boolean): FastPlan {
  const cells = isSmall ? FEW_CELLS : CELLS;
  const { exposure, highlightsShadows, contrast, endPoints, clarity } = plan;
  const usesBase = highlightsShadows.active;
  const Y = luminanceWeights('rec2020');
  const w = plan.toWorking;
  const exposedRoot = (p: number): number => Math.cbrt(expose(exposure, p * p * p));
  /** Before Blacks and after. */
  const curveOf = (p: number): [number, number] => {
    const whitened = applyWhites(endPoints, applyContrast(contrast, usesBase ? p : exposedRoot(p)));
    return [whitened, applyBlacks(endPoints, whitened)];
  };
  return {
    plan,
    toLms: multiply(rgbToLms('rec2020'), w),
    toLuminance: [0, 1, 2].map((k) => Y[0] * w[k] + Y[1] * w[3 + k] + Y[2] * w[6 + k]) as unknown as Vector3,
    cells,
    tone: pairs(cells, (p) => {
      const [whitened, lifted] = curveOf(p);
      return [Math.min(VEIL * whitened, lifted), lifted];
    }),
    exposed: usesBase
      ? pairs(cells, (p) => {
          const root = exposedRoot(p);
          return [root, chromaOfLift(highlightsShadows, root * root * root, 0)];
        })
      : undefined,
    lift: usesBase ? liftTables(plan, isSmall ? FEW_BASE_CELL_BITS : BASE_CELL_BITS) : undefined,
    clarityWeight: clarity.active
      ? Float32Array.from({ length: cells + 2 }, (_, i) =>
          weightOfClarity(Math.min(...curveOf(Math.min(1, i / cells))) ** 3),
        )
      : undefined,
  };
}

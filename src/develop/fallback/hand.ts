import { transfer } from 'comlink';
import { type EncodedRaster, luminanceWeights, type OutputSpace } from '../../colour';
import { invariant } from '../../core';
import type { Adjustments } from '../../edit';
import { markClipped } from '../overlay';
import {
  analysePhoto,
  type DevelopPlan,
  detailAndBase,
  developReference,
  type PhotoAnalysis,
  sampleCoefficients,
} from '../reference';
import { softenDetail } from '../reference/clarity';
import { type Area, type Cutting, resampleRows, type Sampled } from '../referenceSampling';
import { createFastPlan, type FastPlan } from './fastPlan';
import { createRowBuffers, developRow, type RowBuffers } from './fastRows';
import { showRow } from './gamutRow';

export type Rows = readonly [first: number, end: number];

/** Some rows of a region of the photo at a size: what slider movements do not change. */
export interface PartRequest {
  readonly photo: number;
  readonly key: string;
  /** In pixels of the cutting's whole. */
  readonly sampled: Sampled;
  readonly rows: Rows;
  /** The region in pixels of the photo, whatever the cutting is of. */
  readonly region: Area;
}

/** Some columns of a picture, developed, or shown as they are where there is no plan. */
export interface Paint {
  readonly columns: readonly [first: number, end: number];
  readonly plan: DevelopPlan | undefined;
  /** Plans with the same number are the same. */
  readonly id: number;
}

export interface Picture {
  readonly paints: readonly Paint[];
  /** Where the view's first pixel lies in the picture that the dither follows. */
  readonly dither: { readonly x: number; readonly y: number };
  readonly marksClipping: boolean;
}

/** The work that is divided: what a worker does, or this thread where there are none. */
export interface Hand {
  /** Makes a part and keeps it. */
  make(request: PartRequest, cutting: Cutting): void;
  /** Keeps a photo's analysis, which parts of it need for plans that use the base, and exports. */
  keepAnalysis(photo: number, analysis: PhotoAnalysis): void;
  /** A kept part developed in several ways: its rows as 8-bit RGBA, for each. */
  develop(key: string, pictures: readonly Picture[]): Uint8ClampedArray<ArrayBuffer>[];
  /** A smaller copy's rows, in linear light. */
  shrink(cutting: Cutting, sampled: Sampled, rows: Rows): Float32Array<ArrayBuffer>;
  analyse(raster: EncodedRaster): PhotoAnalysis;
  /** Rows of a photo by the reference itself, to the last bit. */
  developExactly(
    photo: number,
    cutting: Cutting,
    adjustments: Adjustments,
    space: OutputSpace,
  ): Uint8ClampedArray<ArrayBuffer>;
  /** Lets go of parts by the beginning of their keys. */
  forget(prefix: string): void;
  forgetPhoto(photo: number): void;
}

interface Part {
  readonly request: PartRequest;
  readonly linear: Float32Array;
  detail: Float32Array | undefined;
}

/** Below this many pixels, fine tables take longer to make than the pixels to develop. */
const SMALL = 1 << 14;
/** One for each side of a split view, and one for a look that is drawn in between. */
const KEPT_PLANS = 3;

/** What does not depend on the sliders, from the photo's base; see Pixels. */
function detailOf({ linear, request }: Part, analysis: PhotoAnalysis): Float32Array {
  const { region, sampled, rows } = request;
  const [weightRed, weightGreen, weightBlue] = luminanceWeights(analysis.space);
  const result = new Float32Array((linear.length / 4) * 3);
  const coefficients = new Float64Array(4);
  const detail = new Float64Array(3);
  for (let y = rows[0], i = 0, j = 0; y < rows[1]; y++) {
    const v = (region.y + ((y + 0.5) * region.height) / sampled.height) / analysis.height;
    for (let x = 0; x < sampled.width; x++, i += 4, j += 3) {
      const u = (region.x + ((x + 0.5) * region.width) / sampled.width) / analysis.width;
      sampleCoefficients(analysis, u, v, coefficients);
      const y = weightRed * linear[i] + weightGreen * linear[i + 1] + weightBlue * linear[i + 2];
      detailAndBase(coefficients, y, detail);
      result[j] = softenDetail(detail[0]);
      result[j + 1] = softenDetail(detail[1] - detail[0]);
      result[j + 2] = detail[2];
    }
  }
  return result;
}

export function createHand(): Hand {
  const parts = new Map<string, Part>();
  const analyses = new Map<number, PhotoAnalysis>();
  const plans = new Map<number, FastPlan>();
  let buffers: { readonly width: number; readonly rows: RowBuffers } | undefined;

  const analysisOf = (photo: number): PhotoAnalysis => {
    const analysis = analyses.get(photo);
    invariant(analysis, 'an analysis is kept before it is needed');
    return analysis;
  };
  const buffersFor = (width: number): RowBuffers => {
    if (!buffers || buffers.width < width) buffers = { width, rows: createRowBuffers(width) };
    return buffers.rows;
  };
  const fastPlan = ({ plan, id }: Paint, isSmall: boolean): FastPlan | undefined => {
    if (!plan) return undefined;
    const kept = plans.get(id) ?? createFastPlan(plan, isSmall);
    plans.set(id, kept);
    for (const oldest of plans.keys()) {
      if (plans.size <= KEPT_PLANS) break;
      plans.delete(oldest);
    }
    return kept;
  };

  function paint(part: Part, how: Paint, dither: Picture['dither'], data: Uint8ClampedArray): void {
    const { width, height } = part.request.sampled;
    const [first, end] = part.request.rows;
    const [left, right] = how.columns;
    const fast = fastPlan(how, width * height < SMALL);
    if (how.plan && (how.plan.highlightsShadows.active || how.plan.clarity.active)) {
      part.detail ??= detailOf(part, analysisOf(part.request.photo));
    }
    const row = buffersFor(width);
    for (let y = first; y < end; y++) {
      const from = (y - first) * width + left;
      if (fast) developRow(fast, part, from, right - left, dither.x + left, dither.y + y, row, data);
      else showRow(part.linear, 4 * from, right - left, data, 4 * from);
    }
  }

  return {
    make(request, cutting) {
      parts.set(request.key, {
        request,
        linear: resampleRows(cutting, request.sampled, request.rows),
        detail: undefined,
      });
    },
    keepAnalysis(photo, analysis) {
      analyses.set(photo, analysis);
    },
    develop(key, pictures) {
      const part = parts.get(key);
      invariant(part, 'a part is made before it is developed');
      const result = pictures.map(({ paints, dither, marksClipping }) => {
        const data = new Uint8ClampedArray(part.linear.length);
        for (const one of paints) paint(part, one, dither, data);
        if (marksClipping) markClipped(data);
        return data;
      });
      return transfer(
        result,
        result.map(({ buffer }) => buffer),
      );
    },
    shrink(cutting, sampled, rows) {
      const values = resampleRows(cutting, sampled, rows);
      return transfer(values, [values.buffer]);
    },
    analyse(raster) {
      const analysis = analysePhoto(raster);
      return transfer(analysis, [analysis.coefficients.buffer as ArrayBuffer]);
    },
    developExactly(photo, { data, width, height, top, wholeHeight }, adjustments, space) {
      const analysis = analysisOf(photo);
      invariant(data instanceof Uint8ClampedArray, 'exports are made of the photo itself');
      const raster = { width, height, space: analysis.space, data };
      const band = { top, height: wholeHeight };
      const developed = developReference(raster, analysis, adjustments, { space, band }).data;
      return transfer(developed, [developed.buffer]);
    },
    forget(prefix) {
      for (const key of parts.keys()) if (key.startsWith(prefix)) parts.delete(key);
    },
    forgetPhoto(photo) {
      analyses.delete(photo);
      for (const [key, { request }] of parts) if (request.photo === photo) parts.delete(key);
    },
  };
}

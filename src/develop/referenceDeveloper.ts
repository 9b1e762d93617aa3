import { type EncodedRaster, encodeSrgb, type OutputSpace } from '../colour';
import { invariant, throwIfAborted } from '../core';
import { type Adjustments, NEUTRAL } from '../edit';
import { allocatePixels } from './allocate';
import { HISTOGRAM_SIDE, histogramOf } from './histogram';
import { columnsAsShot, markClipped, NO_OVERLAY } from './overlay';
import {
  analysePhoto,
  detailAndBase,
  developPixel,
  developReference,
  ditherAt,
  isIdentity,
  type PhotoAnalysis,
  planDevelop,
  sampleCoefficients,
  sizeWithin,
} from './reference';
import { type Area, encodedRows, type LinearRows, linearRows, resampleRows } from './referenceSampling';
import type { Developer, GpuPhoto, RenderRequest } from './types';

/** Anything smaller than this on its longer side is resampled from a copy of this size instead of the photo. */
const PREVIEW_SIDE = 1280;
/** Pixels between two looks at the signal and the clock. */
const PIXELS_A_STEP = 1 << 15;

/** Lets messages in: a worker that never waits never hears that it is to stop. */
const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/**
 * The developer for where there is no WebGPU: the reference itself, in this thread, which stays responsive. It cannot
 * present; what it renders equals what the GPU renders, slower.
 */
export function createReferenceDeveloper(): Developer {
  return {
    kind: 'reference',
    presents: false,
    async load(raster, signal) {
      throwIfAborted(signal);
      await pause();
      throwIfAborted(signal);
      return createReferencePhoto(raster);
    },
    dispose: () => undefined,
  };
}

/** A region at a size, as floats: what slider movements do not change. */
interface Kept {
  readonly key: string;
  readonly values: Float32Array;
}

function createReferencePhoto(raster: EncodedRaster): GpuPhoto {
  const { width, height, space } = raster;
  const full = encodedRows(raster);
  let preview: LinearRows | undefined;
  let kept: Kept[] = [];
  let found: PhotoAnalysis | undefined;
  const gone = { aborted: false };
  /** Found when it is first needed: a photo is seen, untouched, before anything is known of it. */
  const analysis = (): PhotoAnalysis => {
    found ??= analysePhoto(raster);
    return found;
  };
  const check = (signal?: AbortSignal): void => {
    throwIfAborted(signal);
    throwIfAborted(gone);
  };

  /** The photo, or the smaller copy of it that is large enough. */
  const rowsFor = (step: number): LinearRows => {
    const [w, h] = sizeWithin(width, height, PREVIEW_SIDE);
    if (step < width / w || w === width) return full;
    preview ??= linearRows(w, h, resampleRows(full, { x: 0, y: 0, width, height }, w, h));
    return preview;
  };
  const linearOf = (region: Area, outWidth: number, outHeight: number): Float32Array => {
    const key = [region.x, region.y, region.width, region.height, outWidth, outHeight].join(' ');
    const found = kept.find((one) => one.key === key);
    if (found) return found.values;
    const rows = rowsFor(Math.min(region.width / outWidth, region.height / outHeight));
    const scale = rows.width / width;
    const area = {
      x: region.x * scale,
      y: (region.y * rows.height) / height,
      width: region.width * scale,
      height: (region.height * rows.height) / height,
    };
    const values = resampleRows(rows, area, outWidth, outHeight);
    // The canvas, the thumbnails and the histogram.
    kept = [{ key, values }, ...kept].slice(0, 3);
    return values;
  };

  async function render(
    adjustments: Adjustments,
    request: RenderRequest,
    signal?: AbortSignal,
  ): Promise<EncodedRaster> {
    check(signal);
    const region = request.region ?? { x: 0, y: 0, width, height };
    const values = linearOf(region, request.width, request.height);
    const output = request.space ?? space;
    const { overlay = NO_OVERLAY } = request;
    const stepX = region.width / request.width;
    const edge = columnsAsShot(overlay, width, region.x, stepX, request.width);
    const data = new Uint8ClampedArray(request.width * request.height * 4);
    const rows = Math.max(1, Math.floor(PIXELS_A_STEP / request.width));
    for (let y = 0; y < request.height; y += rows) {
      const end = Math.min(request.height, y + rows);
      const paint = (wanted: Adjustments, columns: Part['columns']): void => {
        const part: Part = { rows: [y, end], columns };
        if (isIdentity(wanted, space, output)) showPart(values, request.width, part, data);
        else developPart(values, analysis(), wanted, output, region, request, part, data);
      };
      paint(NEUTRAL, [0, edge]);
      paint(adjustments, [edge, request.width]);
      if (overlay.clipping) markClipped(data.subarray(4 * y * request.width, 4 * end * request.width));
      await pause();
      check(signal);
    }
    return { width: request.width, height: request.height, space: output, data };
  }

  return {
    width,
    height,
    space,
    analysis: async () => analysis(),
    present: async () => invariant(false, 'a developer without a GPU is not asked to present'),
    render,
    async renderMany(list, longSide, signal) {
      const [w, h] = sizeWithin(width, height, longSide);
      const results: EncodedRaster[] = [];
      for (const adjustments of list) {
        results.push(await render(adjustments, { width: w, height: h }, signal));
      }
      return results;
    },
    async histogram(adjustments, signal) {
      const [w, h] = sizeWithin(width, height, HISTOGRAM_SIDE);
      return histogramOf(await render(adjustments, { width: w, height: h }, signal));
    },
    async exportPixels(adjustments, output, onProgress, signal) {
      check(signal);
      const data = allocatePixels(width, height);
      const rows = Math.max(1, Math.floor(PIXELS_A_STEP / width));
      for (let y = 0; y < height; y += rows) {
        const end = Math.min(height, y + rows);
        const part = developReference(raster, analysis(), adjustments, { space: output, rows: [y, end] });
        data.set(part.data, y * width * 4);
        onProgress?.(end / height);
        await pause();
        check(signal);
      }
      return { width, height, space: output, data };
    },
    dispose() {
      gone.aborted = true;
      preview = undefined;
      kept = [];
    },
  };
}

/** Rows and columns of a picture: the first, and the one after the last. */
interface Part {
  readonly rows: readonly [number, number];
  readonly columns: readonly [number, number];
}

/** A part of a resampled region as it is. */
function showPart(
  values: Float32Array,
  width: number,
  { rows, columns }: Part,
  data: Uint8ClampedArray,
): void {
  for (let y = rows[0]; y < rows[1]; y++) {
    for (let i = 4 * (y * width + columns[0]); i < 4 * (y * width + columns[1]); i += 4) {
      for (let k = 0; k < 3; k++) data[i + k] = Math.floor(255 * encodeSrgb(values[i + k]) + 0.5);
      data[i + 3] = Math.round(255 * values[i + 3]);
    }
  }
}

/** Develops a part of a resampled region into `data`, as the frame pass does. */
function developPart(
  values: Float32Array,
  analysis: PhotoAnalysis,
  adjustments: Adjustments,
  space: OutputSpace,
  region: Area,
  { width, height }: RenderRequest,
  { rows, columns }: Part,
  data: Uint8ClampedArray,
): void {
  const plan = planDevelop(adjustments, analysis, space);
  const [weightRed, weightGreen, weightBlue] = plan.photoLuminance;
  const coefficients = new Float64Array(4);
  const detail = new Float64Array(3);
  const out = new Float64Array(3);
  for (let y = rows[0]; y < rows[1]; y++) {
    const v = (region.y + ((y + 0.5) * region.height) / height) / analysis.height;
    for (let x = columns[0], i = 4 * (y * width + x); x < columns[1]; x++, i += 4) {
      const r = values[i];
      const g = values[i + 1];
      const b = values[i + 2];
      const u = (region.x + ((x + 0.5) * region.width) / width) / analysis.width;
      sampleCoefficients(analysis, u, v, coefficients);
      detailAndBase(coefficients, weightRed * r + weightGreen * g + weightBlue * b, detail);
      developPixel(plan, r, g, b, detail[0], detail[1], detail[2], out);
      const noise = ditherAt(x, y);
      for (let k = 0; k < 3; k++) data[i + k] = Math.floor(255 * encodeSrgb(out[k]) + 0.5 + noise);
      data[i + 3] = Math.round(255 * values[i + 3]);
    }
  }
}

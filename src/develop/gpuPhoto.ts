import type { EncodedRaster, OutputSpace } from '../colour';
import { invariant, throwIfAborted } from '../core';
import type { Adjustments } from '../edit';
import { exportInTiles } from './exportTiles';
import { createFrames, type FrameJob } from './frames';
import { HISTOGRAM_SIDE, histogramOf } from './histogram';
import { createLinearViewCache, type LinearView, type Sampling } from './linearViews';
import { NO_OVERLAY } from './overlay';
import { ANALYSIS_SIDE, analysePhoto, type PhotoAnalysis, sizeWithin } from './reference';
import {
  developToMemory,
  overlaidJobs,
  partFor,
  readUndeveloped,
  type Shared,
  samplingOf,
  viewOf,
  wholeJob,
} from './renderer';
import type { Source } from './source';
import type { GpuPhoto, RenderRequest, View } from './types';

/** Takes over the source, and frees it with the rest. */
export function createGpuPhoto(shared: Shared, source: Source): GpuPhoto {
  const { gpu } = shared;
  const { width, height, space } = source;
  const frames = createFrames(gpu, shared.pipelines, space);
  const views = createLinearViewCache(gpu);
  const gone = { aborted: false };

  const check = (signal?: { readonly aborted: boolean }): void => {
    throwIfAborted(signal);
    throwIfAborted(gone);
  };
  let analysing: Promise<PhotoAnalysis> | undefined;

  async function analyse(): Promise<PhotoAnalysis> {
    const [w, h] = sizeWithin(width, height, ANALYSIS_SIDE);
    const data = await readUndeveloped(shared, source, w, h);
    throwIfAborted(gone);
    return { ...analysePhoto({ width: w, height: h, space, data }), width, height };
  }
  /** Found when it is first needed: a photo is seen, untouched, before anything is known of it. */
  const analysis = (): Promise<PhotoAnalysis> => {
    analysing ??= analyse().catch((error: unknown) => {
      analysing = undefined;
      throw error;
    });
    return analysing;
  };
  const prepare = async (jobs: readonly FrameJob[], signal?: AbortSignal): Promise<void> => {
    if (frames.needAnalysis(jobs)) frames.setAnalysis(await analysis());
    check(signal);
  };
  const viewFor = async (sampling: Sampling, signal?: AbortSignal): Promise<LinearView> => {
    const kept = views.get(sampling);
    if (kept) return kept;
    const part = await partFor(source, sampling, signal);
    if (part.temporary && (gone.aborted || signal?.aborted)) gpu.resources.destroy(part.texture);
    check(signal);
    const view = viewOf(shared, source, part, sampling);
    views.put(sampling, view);
    return view;
  };

  async function render(
    adjustments: Adjustments,
    request: RenderRequest,
    signal?: AbortSignal,
  ): Promise<EncodedRaster> {
    check(signal);
    const output = request.space ?? space;
    const sampling = samplingOf(source, request);
    const jobs = overlaidJobs(source, wholeJob(adjustments, output), sampling, request.overlay ?? NO_OVERLAY);
    await prepare(jobs, signal);
    const view = await viewFor(sampling, signal);
    const pending = developToMemory(shared, frames, view, jobs, request.width, request.height);
    const data = new Uint8ClampedArray(request.width * request.height * 4);
    await pending.read(data);
    throwIfAborted(signal);
    return { width: request.width, height: request.height, space: output, data };
  }

  return {
    width,
    height,
    space,
    analysis,
    render,

    async present(context, adjustments, view, overlay = NO_OVERLAY) {
      invariant(!gone.aborted, 'a disposed photo is not presented');
      const output: OutputSpace = context.getConfiguration()?.colorSpace ?? 'srgb';
      const at = { x: 0, y: 0, ditherX: 0, ditherY: 0, premultiplied: true };
      const sampling = samplingOfView(view);
      const jobs = overlaidJobs(source, { adjustments, space: output, at }, sampling, overlay);
      await prepare(jobs);
      const target = context.getCurrentTexture();
      let linear = views.get(sampling);
      if (!linear) {
        // No time to fetch from the file's pixels: a part that is not held is shown from the finest that is.
        const part = source.held(1 / view.scale) ?? source.finest;
        linear = viewOf(shared, source, part, sampling);
        views.put(sampling, linear);
      }
      const encoder = gpu.device.createCommandEncoder();
      frames.draw(encoder, target, linear, jobs);
      gpu.device.queue.submit([encoder.finish()]);
    },

    async renderMany(list, longSide, signal) {
      check(signal);
      if (list.length === 0) return [];
      const [w, h] = sizeWithin(width, height, longSide);
      // One picture beside the next, in rows as long as a texture may be.
      const columns = Math.min(list.length, Math.floor(shared.dimension / w));
      const rows = Math.ceil(list.length / columns);
      const place = (index: number) => ({ x: (index % columns) * w, y: Math.floor(index / columns) * h });
      const jobs = list.map((adjustments, index) => ({
        adjustments,
        space,
        at: { ...place(index), ditherX: 0, ditherY: 0, premultiplied: false },
      }));
      await prepare(jobs, signal);
      const view = await viewFor(samplingOf(source, { width: w, height: h }), signal);
      const atlas = new Uint8ClampedArray(columns * w * rows * h * 4);
      await developToMemory(shared, frames, view, jobs, columns * w, rows * h).read(atlas);
      throwIfAborted(signal);
      return list.map((_, index) => {
        const { x, y } = place(index);
        const data = new Uint8ClampedArray(w * h * 4);
        for (let row = 0; row < h; row++) {
          const from = ((y + row) * columns * w + x) * 4;
          data.set(atlas.subarray(from, from + w * 4), row * w * 4);
        }
        return { width: w, height: h, space, data };
      });
    },

    async histogram(adjustments, signal) {
      const [w, h] = sizeWithin(width, height, HISTOGRAM_SIDE);
      return histogramOf(await render(adjustments, { width: w, height: h }, signal));
    },

    async exportPixels(adjustments, output, onProgress, signal) {
      await prepare([wholeJob(adjustments, output)], signal);
      return exportInTiles(shared, source, frames, adjustments, output, onProgress, signal);
    },

    dispose() {
      gone.aborted = true;
      views.dispose();
      frames.dispose();
      source.dispose();
    },
  };
}

function samplingOfView({ x, y, scale, width, height }: View): Sampling {
  return { originX: x, originY: y, stepX: 1 / scale, stepY: 1 / scale, width, height };
}

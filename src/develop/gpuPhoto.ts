import type { EncodedRaster, OutputSpace } from '../colour';
import { invariant, throwIfAborted } from '../core';
import type { Adjustments } from '../edit';
import { exportInTiles } from './exportTiles';
import { createFrames } from './frames';
import { HISTOGRAM_SIDE, histogramOf } from './histogram';
import { createLinearViewCache, type LinearView, type Sampling } from './linearViews';
import { type PhotoAnalysis, sizeWithin } from './reference';
import { developToMemory, partFor, type Shared, samplingOf, viewOf, wholeJob } from './renderer';
import type { Source } from './source';
import type { GpuPhoto, RenderRequest, View } from './types';

/** Takes over the source, and frees it with the rest. */
export function createGpuPhoto(shared: Shared, source: Source, analysis: PhotoAnalysis): GpuPhoto {
  const { gpu } = shared;
  const { width, height, space } = source;
  const frames = createFrames(gpu, shared.pipelines, analysis);
  const views = createLinearViewCache(gpu);
  const gone = { aborted: false };

  const check = (signal?: { readonly aborted: boolean }): void => {
    throwIfAborted(signal);
    throwIfAborted(gone);
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
    const view = await viewFor(samplingOf(source, request), signal);
    const jobs = [wholeJob(adjustments, output)];
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

    present(context, adjustments, view) {
      invariant(!gone.aborted, 'a disposed photo is not presented');
      const target = context.getCurrentTexture();
      const sampling = samplingOfView(view);
      let linear = views.get(sampling);
      if (!linear) {
        // No time to fetch from the file's pixels: a part that is not held is shown from the finest that is.
        const part = source.held(1 / view.scale) ?? source.finest;
        linear = viewOf(shared, source, part, sampling);
        views.put(sampling, linear);
      }
      const output: OutputSpace = context.getConfiguration()?.colorSpace ?? 'srgb';
      const encoder = gpu.device.createCommandEncoder();
      const at = { x: 0, y: 0, ditherX: 0, ditherY: 0, premultiplied: true };
      frames.draw(encoder, target, linear, [{ adjustments, space: output, at }]);
      gpu.device.queue.submit([encoder.finish()]);
    },

    async renderMany(list, longSide, signal) {
      check(signal);
      if (list.length === 0) return [];
      const [w, h] = sizeWithin(width, height, longSide);
      const view = await viewFor(samplingOf(source, { width: w, height: h }), signal);
      // One picture beside the next, in rows as long as a texture may be.
      const columns = Math.min(list.length, Math.floor(shared.dimension / w));
      const rows = Math.ceil(list.length / columns);
      const place = (index: number) => ({ x: (index % columns) * w, y: Math.floor(index / columns) * h });
      const jobs = list.map((adjustments, index) => ({
        adjustments,
        space,
        at: { ...place(index), ditherX: 0, ditherY: 0, premultiplied: false },
      }));
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
      check(signal);
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

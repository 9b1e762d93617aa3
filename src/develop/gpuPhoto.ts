import type { EncodedRaster, OutputSpace } from '../colour';
import { invariant, once, throwIfAborted } from '../core';
import { type Adjustments, NEUTRAL } from '../edit';
import type { PendingRead } from '../gpu';
import { allocateOnGpu } from './allocate';
import { createCounter, type PendingCount } from './counter';
import { exportInTiles } from './exportTiles';
import { createFrames, type FrameJob, type FramePass } from './frames';
import { HISTOGRAM_SIDE } from './histogram';
import { createLinearViewCache, destroyView, type LinearView, type Sampling } from './linearViews';
import { NO_OVERLAY, type Overlay } from './overlay';
import { ENCODED_FORMAT } from './pipelines';
import { ANALYSIS_SIDE, type PhotoAnalysis, sizeWithin } from './reference';
import {
  overlaidJobs,
  partFor,
  readUndeveloped,
  type Shared,
  tryDevelopToMemory,
  tryViewOf,
  wholeJob,
} from './renderer';
import type { Source } from './source';
import type { GpuPhoto, Histogram, RenderRequest } from './types';
import { areaInGrid, areaOnPhoto, gridOf, samplingOf } from './viewGrid';
import { createViewTiles, MOST_JOBS_A_TILE, partsOf, type Tile } from './viewTiles';

/** A development that is counted; `free` it after submitting. */
interface Counting {
  readonly pass: FramePass;
  readonly count: (encoder: GPUCommandEncoder) => PendingCount;
  free(): void;
}

/** Takes over the source, and frees it with the rest. */
export function createGpuPhoto(shared: Shared, source: Source): GpuPhoto {
  const { gpu, readback } = shared;
  const { width, height, space } = source;
  const frames = createFrames(gpu, shared.pipelines, space);
  const views = createLinearViewCache(gpu);
  const tiles = createViewTiles(shared, source);
  const counter = createCounter(gpu, shared.pipelines, readback);
  const gone = { aborted: false };

  const check = (signal?: { readonly aborted: boolean }): void => {
    throwIfAborted(signal);
    throwIfAborted(gone);
  };

  async function analyse(): Promise<PhotoAnalysis> {
    const [w, h] = sizeWithin(width, height, ANALYSIS_SIDE);
    const data = await readUndeveloped(shared, source, w, h);
    throwIfAborted(gone);
    const found = await shared.analyse({ width: w, height: h, space, data });
    throwIfAborted(gone);
    return { ...found, width, height };
  }
  /** Found when it is first needed: a photo is seen, untouched, before anything is known of it. */
  const analysis = once(analyse);
  /** On the device when it is first needed. */
  const base = once(async () => frames.setAnalysis(await analysis()));
  const prepare = async (jobs: readonly FrameJob[], signal?: AbortSignal): Promise<void> => {
    if (frames.needAnalysis(jobs)) await base();
    await frames.reserve(jobs.length);
    check(signal);
  };
  const viewFor = async (sampling: Sampling, signal?: AbortSignal): Promise<LinearView> => {
    const kept = views.get(sampling);
    if (kept) return kept;
    const part = await partFor(source, sampling, signal);
    if (part.temporary && (gone.aborted || signal?.aborted)) gpu.resources.destroy(part.texture);
    check(signal);
    const view = await tryViewOf(shared, source, part, sampling);
    if (gone.aborted) destroyView(gpu, view);
    check();
    views.put(sampling, view);
    return view;
  };

  const prepareLook = (
    adjustments: Adjustments,
    output: OutputSpace,
    { asShot = 0 }: Overlay,
    signal?: AbortSignal,
  ): Promise<void> => {
    const shown = asShot > 0 ? [adjustments, NEUTRAL] : [adjustments];
    return prepare(
      shown.map((one) => wholeJob(one, output)),
      signal,
    );
  };

  /** All that counting the development takes but the picture that is counted: call what this gives as you draw. */
  async function prepareCounting(
    adjustments: Adjustments,
    pipeline: GPUComputePipeline,
    signal?: AbortSignal,
  ): Promise<() => Counting> {
    const [w, h] = sizeWithin(width, height, HISTOGRAM_SIDE);
    await prepareLook(adjustments, space, NO_OVERLAY, signal);
    await counter.prepare();
    check(signal);
    const view = await viewFor(samplingOf(source, { width: w, height: h }), signal);
    return () => {
      const target = gpu.resources.createTexture({
        label: 'counted',
        size: [w, h],
        format: ENCODED_FORMAT,
        usage: GPUTextureUsage.RENDER_ATTACHMENT | GPUTextureUsage.TEXTURE_BINDING,
      });
      return {
        pass: { target, view, jobs: [wholeJob(adjustments, space)] },
        count: (encoder) => counter.count(encoder, pipeline, target),
        free: () => gpu.resources.destroy(target),
      };
    };
  }

  /** Draws tiles; where that fails, or the device has no memory for it, they are not taken to be developed. */
  async function drawTiles<T>(shown: readonly Tile[], draw: () => T, undo: (drawn: T) => void): Promise<T> {
    try {
      return await allocateOnGpu(gpu, draw, undo);
    } catch (error) {
      tiles.forget(shown);
      throw error;
    }
  }

  /** A region of a moving view, from tiles; undefined where it does not lie on a grid of the photo. */
  async function renderTiled(
    adjustments: Adjustments,
    request: RenderRequest,
    sampling: Sampling,
    signal?: AbortSignal,
  ): Promise<PendingRead | undefined> {
    const grid = gridOf(source, sampling.stepX, sampling.stepY);
    const area = areaInGrid(sampling, grid);
    if (!area) return undefined;
    const { overlay = NO_OVERLAY, space: output = space } = request;
    await prepareLook(adjustments, output, overlay, signal);
    const shown = await tiles.take(grid, area, ENCODED_FORMAT, true, signal);
    try {
      await frames.reserve(MOST_JOBS_A_TILE * shown.length);
      check(signal);
      const look = { adjustments, space: output, premultiplied: false, overlay };
      const draw = (): PendingRead => {
        const encoder = gpu.device.createCommandEncoder();
        frames.draw(encoder, tiles.develop(shown, look));
        const parts = partsOf(shown, area);
        const pending = readback.copyParts(encoder, parts, ENCODED_FORMAT, request.width, request.height);
        gpu.device.queue.submit([encoder.finish()]);
        return pending;
      };
      return await drawTiles(shown, draw, (pending) => pending.cancel());
    } finally {
      tiles.release(shown);
    }
  }

  async function render(
    adjustments: Adjustments,
    request: RenderRequest,
    signal?: AbortSignal,
  ): Promise<EncodedRaster> {
    check(signal);
    const output = request.space ?? space;
    const sampling = samplingOf(source, request);
    let pending = request.tiled ? await renderTiled(adjustments, request, sampling, signal) : undefined;
    if (!pending) {
      const overlay = request.overlay ?? NO_OVERLAY;
      const jobs = overlaidJobs(source, wholeJob(adjustments, output), sampling, overlay);
      await prepare(jobs, signal);
      const view = await viewFor(sampling, signal);
      pending = await tryDevelopToMemory(shared, frames, view, jobs, request.width, request.height);
    }
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

    async present(
      { context, format, space: output },
      adjustments,
      view,
      { overlay = NO_OVERLAY, histogram = false } = {},
    ) {
      invariant(!gone.aborted, 'a disposed photo is not presented');
      const grid = gridOf(source, 1 / view.scale, 1 / view.scale);
      const canvas = { x: Math.round(view.x * view.scale), y: Math.round(view.y * view.scale) };
      const area = areaOnPhoto(grid, { ...canvas, width: view.width, height: view.height });
      await prepareLook(adjustments, output, overlay);
      const shown = await tiles.take(grid, area, format, false);
      try {
        // One more, for what is counted.
        await frames.reserve(MOST_JOBS_A_TILE * shown.length + 1);
        check();
        const pipeline = histogram ? shared.pipelines.compiledCount(space) : undefined;
        const startCounting = pipeline && (await prepareCounting(adjustments, pipeline));
        check();
        const look = { adjustments, space: output, premultiplied: true, overlay };
        let counts: Promise<Histogram> | undefined;
        const draw = (): void => {
          const counting = startCounting?.();
          try {
            const target = context.getCurrentTexture();
            const encoder = gpu.device.createCommandEncoder();
            const passes = tiles.develop(shown, look);
            frames.draw(encoder, counting ? [...passes, counting.pass] : passes);
            for (const { texture, from, x, y, width: w, height: h } of partsOf(shown, area)) {
              const origin = [x + area.x - canvas.x, y + area.y - canvas.y];
              encoder.copyTextureToTexture({ texture, origin: from }, { texture: target, origin }, [w, h]);
            }
            const counted = counting?.count(encoder);
            gpu.device.queue.submit([encoder.finish()]);
            counts = counted?.read();
          } finally {
            counting?.free();
          }
        };
        // Not waited for here: whoever waits for the device to be done with the frame knows by then.
        const fitted = drawTiles(shown, draw, () => undefined);
        // Whoever asked hears of a failure; what nobody waits for must not be reported as unhandled.
        for (const promise of [fitted, counts]) promise?.catch(() => undefined);
        const isFine = shown.every((tile) => tile.isFine);
        return {
          fitted,
          ...(counts && { histogram: counts }),
          ...(!isFine && { refine: (signal) => tiles.refine(grid, area, format, signal) }),
        };
      } finally {
        tiles.release(shown);
      }
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
      const pending = await tryDevelopToMemory(shared, frames, view, jobs, columns * w, rows * h);
      await pending.read(atlas);
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
      check(signal);
      const pipeline = await shared.pipelines.count(space);
      const startCounting = await prepareCounting(adjustments, pipeline, signal);
      const draw = (): PendingCount => {
        const counting = startCounting();
        try {
          const encoder = gpu.device.createCommandEncoder();
          frames.draw(encoder, [counting.pass]);
          const counted = counting.count(encoder);
          gpu.device.queue.submit([encoder.finish()]);
          return counted;
        } finally {
          counting.free();
        }
      };
      const counted = await allocateOnGpu(gpu, draw, (pending) => pending.cancel());
      const histogram = await counted.read();
      throwIfAborted(signal);
      return histogram;
    },

    async exportPixels(adjustments, output, onProgress, signal) {
      await prepare([wholeJob(adjustments, output)], signal);
      return exportInTiles(shared, source, frames, adjustments, output, {
        ...{ onProgress, signal },
        check: () => check(signal),
      });
    },

    dispose() {
      gone.aborted = true;
      views.dispose();
      tiles.dispose();
      counter.dispose();
      frames.dispose();
      source.dispose();
    },
  };
}

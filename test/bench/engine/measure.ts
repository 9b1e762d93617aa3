import type { EncodedRaster } from '../../../src/colour';
import { exportInTiles } from '../../../src/develop/exportTiles';
import { createFrames, type Frames } from '../../../src/develop/frames';
import { LIMITS } from '../../../src/develop/gpuDeveloper';
import { createGpuPhoto } from '../../../src/develop/gpuPhoto';
import { createPipelines } from '../../../src/develop/pipelines';
import { analysePhoto } from '../../../src/develop/reference';
import type { Shared } from '../../../src/develop/renderer';
import { createSource } from '../../../src/develop/source';
import type { Adjustments } from '../../../src/edit';
import { createReadback, type Gpu } from '../../../src/gpu';
import { createPassClock, type PassClock } from './clock';
import { type CopyPass, createCopyPass } from './copyPass';
import { photoOf } from './photo';

/** What one size costs, in milliseconds; of the passes `repetitions` values each. */
export interface SizeTiming {
  readonly megapixels: number;
  readonly width: number;
  readonly height: number;
  /** How many tiles the engine's own export cut the photo into. */
  readonly tiles: number;
  /** The frame pass, over all tiles, by the device's timestamps. */
  readonly frame: readonly number[];
  /** A pass that copies the same textures, on the same tiles, by the device's timestamps. */
  readonly copy: readonly number[];
  /** The whole of the app's export to memory, once, by the clock: upload or resampling, frame pass, reading back. */
  readonly export: number;
  /** Once a photo: putting it on the device, and finding what the sliders need to know of it. */
  readonly load: number;
  readonly analysis: number;
}

export interface Bench {
  /** @param batch passes of each kind a tile, timed together, for devices on which one is too short to time */
  measure(
    megapixels: number,
    adjustments: Adjustments,
    repetitions: number,
    batch?: number,
  ): Promise<SizeTiming>;
  dispose(): void;
}

/** The engine's own draws, each tile's timed beside as many copies of the same view to the same target. */
function timedFrames(
  inner: Frames,
  clock: PassClock,
  copy: CopyPass,
  batch: number,
  onTile: () => void,
): Frames {
  return {
    ...inner,
    draw(encoder, passes) {
      onTile();
      const copyAll = (into: GPUCommandEncoder) => {
        for (const { target, view } of passes) copy(into, target, view);
      };
      // The first to touch new memory pays for it: neither of the two that are compared.
      copyAll(encoder);
      for (let i = 0; i < batch; i++) copyAll(clock.time(encoder, 'copy'));
      for (let i = 0; i < batch; i++) inner.draw(clock.time(encoder, 'frame'), passes);
    },
  };
}

/** Measures the develop engine alone, with the limits that the app gives it. */
export async function createBench(gpu: Gpu): Promise<Bench> {
  const pipelines = await createPipelines(gpu);
  const readback = createReadback(gpu);
  const clock = createPassClock(gpu);
  const copy = await createCopyPass(gpu, pipelines);
  const dimension = Math.min(LIMITS.dimension, gpu.limits.maxTextureDimension2D);
  const { tilePixels } = LIMITS;
  // In this thread, as Dawn in Node has no workers of a browser's kind.
  const analyse = async (small: EncodedRaster) => analysePhoto(small);
  const shared: Shared = { gpu, pipelines, readback, dimension, tilePixels, analyse };

  return {
    async measure(megapixels, adjustments, repetitions, batch = 1) {
      const raster = photoOf(megapixels);
      const { width, height, space } = raster;
      const start = performance.now();
      const source = await createSource(gpu, pipelines, raster, { dimension, bytes: LIMITS.photoBytes });
      await gpu.device.queue.onSubmittedWorkDone();
      const loaded = performance.now();
      const photo = createGpuPhoto(shared, source);
      const frames = createFrames(gpu, pipelines, space);
      try {
        frames.setAnalysis(await photo.analysis());
        const analysed = performance.now();
        await photo.exportPixels(adjustments, space);
        const exported = performance.now();
        const timings = { frame: [] as number[], copy: [] as number[] };
        let tiles = 0;
        for (let i = 0; i < repetitions; i++) {
          tiles = 0;
          const timed = timedFrames(frames, clock, copy, batch, () => tiles++);
          await exportInTiles(shared, source, timed, adjustments, space);
          const passes = await clock.read();
          timings.frame.push((passes.get('frame') ?? Number.NaN) / batch);
          timings.copy.push((passes.get('copy') ?? Number.NaN) / batch);
        }
        return {
          megapixels: (width * height) / 1e6,
          width,
          height,
          tiles,
          ...timings,
          export: exported - analysed,
          load: loaded - start,
          analysis: analysed - loaded,
        };
      } finally {
        frames.dispose();
        photo.dispose();
      }
    },
    dispose() {
      clock.dispose();
      readback.dispose();
    },
  };
}

import type { EncodedRaster, OutputSpace } from '../colour';
import { type Adjustments, NEUTRAL } from '../edit';
import type { Gpu, PendingRead, Readback } from '../gpu';
import { allocateOnGpu } from './allocate';
import { createFrames, type FrameJob, type Frames } from './frames';
import { WHOLE_TARGET } from './frameUniforms';
import { createLinearView, destroyView, type LinearView, type Sampling } from './linearViews';
import { columnsAsShot, type Overlay } from './overlay';
import { ENCODED_FORMAT, type Pipelines } from './pipelines';
import type { PhotoAnalysis } from './reference';
import type { LevelPart, Source } from './source';
import { samplingOf } from './viewGrid';

/** What the photos of one developer share. */
export interface Shared {
  readonly gpu: Gpu;
  readonly pipelines: Pipelines;
  readonly readback: Readback;
  /** The longest side of a texture. */
  readonly dimension: number;
  /** Pixels that an exported tile may have. */
  readonly tilePixels: number;
  /** Analyses a small picture, beside this thread where there can be workers. */
  readonly analyse: (small: EncodedRaster) => Promise<PhotoAnalysis>;
}

/** How much longer than wide a pixel may be, for the resampling pass to reach across it. */
const MOST_OBLONG = 1.4;

/**
 * The step that a level has to serve, in photo pixels. The pixels of a very long photo's picture are not square: rounding
 * its size made them so.
 */
export function levelStep({ stepX, stepY }: Pick<Sampling, 'stepX' | 'stepY'>): number {
  return Math.max(Math.min(stepX, stepY), Math.max(stepX, stepY) / MOST_OBLONG);
}

/** The part of the source's pyramid that a sampling reads; hand it to `viewOf`, which frees it. */
export async function partFor(source: Source, sampling: Sampling, signal?: AbortSignal): Promise<LevelPart> {
  const step = levelStep(sampling);
  const held = source.held(step);
  if (held) return held;
  const region = {
    x: sampling.originX,
    y: sampling.originY,
    width: sampling.stepX * sampling.width,
    height: sampling.stepY * sampling.height,
  };
  return source.fetch(step, region, signal);
}

/** A view of the source, which the caller destroys. Frees the part if that was made for it. */
export function viewOf(
  { gpu, pipelines }: Shared,
  source: Source,
  part: LevelPart,
  sampling: Sampling,
): LinearView {
  const view = createLinearView(gpu, pipelines, source, part, sampling);
  if (part.temporary) gpu.resources.destroy(part.texture);
  return view;
}

/** Develops a view into a target of the given size and starts reading that back. */
export function developToMemory(
  { gpu, readback }: Shared,
  frames: Frames,
  view: LinearView,
  jobs: readonly FrameJob[],
  width: number,
  height: number,
): PendingRead {
  const target = gpu.resources.createTexture({
    label: 'developed',
    size: [width, height],
    format: ENCODED_FORMAT,
    usage: GPUTextureUsage.RENDER_ATTACHMENT | GPUTextureUsage.COPY_SRC,
  });
  const encoder = gpu.device.createCommandEncoder();
  frames.draw(encoder, [{ target, view, jobs }]);
  const pending = readback.copy(encoder, target, width, height);
  gpu.device.queue.submit([encoder.finish()]);
  gpu.resources.destroy(target);
  return pending;
}

/** The same, where the device may lack the memory for it: rejects with `out-of-memory` then. */
export async function tryDevelopToMemory(
  shared: Shared,
  frames: Frames,
  view: LinearView,
  jobs: readonly FrameJob[],
  width: number,
  height: number,
): Promise<PendingRead> {
  return allocateOnGpu(
    shared.gpu,
    () => developToMemory(shared, frames, view, jobs, width, height),
    (pending) => pending.cancel(),
  );
}

/** A view as `viewOf` makes it; rejects with `out-of-memory`. */
export async function tryViewOf(
  shared: Shared,
  source: Source,
  part: LevelPart,
  sampling: Sampling,
): Promise<LinearView> {
  return allocateOnGpu(
    shared.gpu,
    () => viewOf(shared, source, part, sampling),
    (view) => destroyView(shared.gpu, view),
  );
}

/** A job that fills a target with one development. */
export function wholeJob(adjustments: Adjustments, space: OutputSpace): FrameJob {
  return { adjustments, space, at: WHOLE_TARGET };
}

/** The jobs that fill a target with one development and what lies over it. */
export function overlaidJobs(
  photo: { readonly width: number },
  { adjustments, space, at: place }: FrameJob,
  sampling: Sampling,
  overlay: Overlay,
): FrameJob[] {
  const { originX, stepX, width } = sampling;
  const at = { ...place, marksClipping: overlay.clipping ?? false };
  const edge = columnsAsShot(overlay, photo.width, originX, stepX, width);
  const asShot: FrameJob = { adjustments: NEUTRAL, space, at, columns: [0, edge] };
  const developed: FrameJob = { adjustments, space, at, columns: [edge, width] };
  return [asShot, developed].filter(({ columns = [0, width] }) => columns[1] > columns[0]);
}

/** The photo itself at a size, undeveloped, in its own space: what its analysis is made from. */
export async function readUndeveloped(
  shared: Shared,
  source: Source,
  width: number,
  height: number,
): Promise<Uint8ClampedArray<ArrayBuffer>> {
  const frames = createFrames(shared.gpu, shared.pipelines, source.space);
  try {
    await frames.reserve(1);
    const sampling = samplingOf(source, { width, height });
    const view = await tryViewOf(shared, source, await partFor(source, sampling), sampling);
    const job = wholeJob(NEUTRAL, source.space);
    const developing = tryDevelopToMemory(shared, frames, view, [job], width, height);
    destroyView(shared.gpu, view);
    const pending = await developing;
    const data = new Uint8ClampedArray(width * height * 4);
    await pending.read(data);
    return data;
  } finally {
    frames.dispose();
  }
}

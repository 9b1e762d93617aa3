import { invariant } from '../core';
import { type Gpu, textureBytes } from '../gpu';
import { drawFullscreen, drawPass } from './passes';
import { type Pipelines, VIEW_FORMAT } from './pipelines';
import type { LevelPart, Source } from './source';
import { VIEW } from './uniforms';

/** Of the resampling shader. */
const MOST_TAPS = 4;

/** A region of the photo at a size, as the frame pass reads it: what slider movements do not change. */
export interface LinearView {
  /** Linear light of the photo's primaries, one texel a wanted pixel. */
  readonly texture: GPUTexture;
  readonly width: number;
  readonly height: number;
  /** The View struct that belongs to it. */
  readonly uniforms: GPUBuffer;
}

/** Where the first wanted pixel's top left corner lies in the photo, and the step to the next, in photo pixels. */
export interface Sampling {
  readonly originX: number;
  readonly originY: number;
  readonly stepX: number;
  readonly stepY: number;
  readonly width: number;
  readonly height: number;
}

/** Texels that a pixel touches at most across, for texels of so many photo pixels; 1 when the two grids are one. */
export function tapsOf({ originX, originY, stepX, stepY }: Sampling, scale: number): number {
  const along = (origin: number, step: number): number => {
    const isAligned = Number.isInteger(origin / scale) && Number.isInteger(step / scale);
    return Math.ceil(step / scale) + (isAligned ? 0 : 1);
  };
  const taps = Math.max(along(originX, stepX), along(originY, stepY));
  invariant(taps <= MOST_TAPS, 'a level whose texels are at least half as wide as the pixels');
  return taps;
}

/** Resamples the photo into a view; the caller frees it with `destroyView`. */
export function createLinearView(
  gpu: Gpu,
  pipelines: Pipelines,
  source: Source,
  part: LevelPart,
  sampling: Sampling,
): LinearView {
  const { width, height } = sampling;
  const texture = gpu.resources.createTexture({
    label: 'view',
    size: [width, height],
    format: VIEW_FORMAT,
    usage: GPUTextureUsage.TEXTURE_BINDING | GPUTextureUsage.RENDER_ATTACHMENT,
  });
  const uniforms = gpu.resources.createBuffer({
    label: 'view',
    size: VIEW.size,
    usage: GPUBufferUsage.UNIFORM,
    mappedAtCreation: true,
  });
  VIEW.write(uniforms.getMappedRange(), 0, {
    origin: [sampling.originX / sampling.stepX, sampling.originY / sampling.stepY],
    step: [sampling.stepX, sampling.stepY],
    photoSize: [source.width, source.height],
    levelOrigin: [part.x, part.y],
    levelScale: 2 ** part.level,
  });
  uniforms.unmap();
  const group = gpu.device.createBindGroup({
    layout: pipelines.resampleLayout,
    entries: [
      { binding: 0, resource: { buffer: uniforms } },
      { binding: 1, resource: part.texture.createView() },
    ],
  });
  const pipeline = pipelines.resample(part.level === 0, tapsOf(sampling, 2 ** part.level));
  const encoder = gpu.device.createCommandEncoder();
  drawPass(encoder, texture, (pass) => drawFullscreen(pass, pipeline, [group]));
  gpu.device.queue.submit([encoder.finish()]);
  return { texture, width, height, uniforms };
}

export function destroyView({ resources }: Gpu, view: LinearView): void {
  resources.destroy(view.texture);
  resources.destroy(view.uniforms);
}

/** The last few views, so that a moving slider redraws without resampling. */
export interface LinearViewCache {
  get(sampling: Sampling): LinearView | undefined;
  /** Keeps a view; the one that was used longest ago may be destroyed for it. */
  put(sampling: Sampling, view: LinearView): void;
  dispose(): void;
}

/** One for the canvas, one for the thumbnails, one for the histogram; fewer when they are large. */
const KEPT_VIEWS = 3;
const KEPT_BYTES = 64 << 20;

export function createLinearViewCache(gpu: Gpu): LinearViewCache {
  // A Map iterates in the order of insertion, so the first is the one unused for longest.
  const views = new Map<string, LinearView>();
  const keyOf = (s: Sampling): string =>
    [s.originX, s.originY, s.stepX, s.stepY, s.width, s.height].join(' ');
  return {
    get(sampling) {
      const key = keyOf(sampling);
      const view = views.get(key);
      if (view) {
        views.delete(key);
        views.set(key, view);
      }
      return view;
    },
    put(sampling, view) {
      const key = keyOf(sampling);
      const twin = views.get(key);
      if (twin) destroyView(gpu, twin);
      views.delete(key);
      views.set(key, view);
      let bytes = 0;
      for (const { texture } of views.values()) bytes += textureBytes(texture);
      for (const [oldest, old] of views) {
        // The newest is about to be drawn, however large it is.
        if (old === view || (views.size <= KEPT_VIEWS && bytes <= KEPT_BYTES)) break;
        bytes -= textureBytes(old.texture);
        views.delete(oldest);
        destroyView(gpu, old);
      }
    },
    dispose() {
      for (const view of views.values()) destroyView(gpu, view);
      views.clear();
    },
  };
}

import type { Gpu } from '../gpu';
import { createLinearTexture } from './levels';
import { drawFullscreen, drawPass } from './passes';
import type { Pipelines } from './pipelines';
import type { LevelPart, Source } from './source';
import { VIEW } from './uniforms';

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

/** Resamples the photo into a view; the caller frees it with `destroyView`. */
export function createLinearView(
  gpu: Gpu,
  pipelines: Pipelines,
  source: Source,
  part: LevelPart,
  sampling: Sampling,
): LinearView {
  const { width, height } = sampling;
  const texture = createLinearTexture(gpu, width, height);
  const uniforms = gpu.resources.createBuffer({
    label: 'view',
    size: VIEW.size,
    usage: GPUBufferUsage.UNIFORM,
    mappedAtCreation: true,
  });
  VIEW.write(uniforms.getMappedRange(), 0, {
    origin: [sampling.originX, sampling.originY],
    step: [sampling.stepX, sampling.stepY],
    photoSize: [source.width, source.height],
    levelOrigin: [part.x, part.y],
    levelScale: 2 ** part.level,
  });
  uniforms.unmap();
  const group = gpu.device.createBindGroup({
    layout: pipelines.sourceLayout,
    entries: [
      { binding: 0, resource: { buffer: uniforms } },
      { binding: 1, resource: part.texture.createView() },
    ],
  });
  const encoder = gpu.device.createCommandEncoder();
  drawPass(encoder, texture, (pass) => drawFullscreen(pass, pipelines.resample(part.level === 0), [group]));
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

/** One for the canvas, one for the thumbnails, one for the histogram. */
const KEPT_VIEWS = 3;

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
      for (const [oldest, old] of views) {
        if (views.size <= KEPT_VIEWS) break;
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

import type { OutputSpace } from '../colour';
import { invariant } from '../core';
import type { Adjustments } from '../edit';
import type { Gpu } from '../gpu';
import {
  FRAME,
  FRAME_STRIDE,
  type FrameTarget,
  PLACE,
  PLACE_STRIDE,
  writeFrame,
  writePlace,
} from './frameUniforms';
import type { LinearView } from './linearViews';
import { drawFullscreen, drawPass } from './passes';
import type { Pipelines } from './pipelines';
import { isIdentity, type PhotoAnalysis, planDevelop } from './reference';

/** One development of a view into a part of a target. */
export interface FrameJob {
  readonly adjustments: Adjustments;
  readonly space: OutputSpace;
  readonly at: FrameTarget;
  /** The view's columns that are drawn, the first and the one after the last; all when left out. */
  readonly columns?: readonly [number, number];
}

/** What is drawn to one target: a view, once for each job. */
export interface FramePass {
  readonly target: GPUTexture;
  readonly view: LinearView;
  readonly jobs: readonly FrameJob[];
}

/** The frame pass of one photo: its uniforms, its base, its bind groups. */
export interface Frames {
  /** Whether jobs need the photo's analysis: all do but those that change nothing. */
  needAnalysis(jobs: readonly FrameJob[]): boolean;
  /** Comes before the first draw that needs it. */
  setAnalysis(analysis: PhotoAnalysis): void;
  /** Adds a render pass for each. Submit before calling it again: they share the uniforms. */
  draw(encoder: GPUCommandEncoder, passes: readonly FramePass[]): void;
  dispose(): void;
}

/** Uniforms of many draws in one buffer, which grows when it must. */
interface UniformList {
  /** A buffer with room for so many, and whether it is another than the last time. */
  reserve(count: number): { readonly buffer: GPUBuffer; readonly isNew: boolean };
  dispose(): void;
}

function createUniformList({ resources }: Gpu, label: string, stride: number): UniformList {
  let buffer: GPUBuffer | undefined;
  return {
    reserve(count) {
      if (buffer && buffer.size >= count * stride) return { buffer, isNew: false };
      // By half at least: a view that moves has one tile more now and then.
      const room = Math.max(count, Math.ceil((1.5 * (buffer?.size ?? 0)) / stride));
      if (buffer) resources.destroy(buffer);
      const usage = GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST;
      buffer = resources.createBuffer({ label, size: room * stride, usage });
      return { buffer, isNew: true };
    },
    dispose() {
      if (buffer) resources.destroy(buffer);
    },
  };
}

/** The distinct developments among jobs: tiles of one view share theirs. */
function distinctPlans(jobs: readonly FrameJob[]): { list: FrameJob[]; indices: number[] } {
  const list: FrameJob[] = [];
  const indices = jobs.map((job) => {
    const known = list.findIndex(
      ({ adjustments, space }) => adjustments === job.adjustments && space === job.space,
    );
    return known >= 0 ? known : list.push(job) - 1;
  });
  return { list, indices };
}

/** @param space the photo's own */
export function createFrames(gpu: Gpu, pipelines: Pipelines, space: OutputSpace): Frames {
  const { device, resources } = gpu;
  const places = createUniformList(gpu, 'places', PLACE_STRIDE);
  const plans = createUniformList(gpu, 'frames', FRAME_STRIDE);
  const viewGroups = new WeakMap<LinearView, GPUBindGroup>();
  let analysis: PhotoAnalysis | undefined;
  let coefficients: GPUTexture | undefined;
  let placeGroup: GPUBindGroup | undefined;
  let frameGroup: GPUBindGroup | undefined;

  const placesOf = (jobs: readonly FrameJob[]): GPUBindGroup => {
    const { buffer, isNew } = places.reserve(jobs.length);
    const values = new ArrayBuffer(jobs.length * PLACE_STRIDE);
    jobs.forEach(({ at }, index) => {
      writePlace(values, index * PLACE_STRIDE, at);
    });
    device.queue.writeBuffer(buffer, 0, values);
    if (isNew || !placeGroup) {
      placeGroup = device.createBindGroup({
        layout: pipelines.placeLayout,
        entries: [{ binding: 0, resource: { buffer, size: PLACE.size } }],
      });
    }
    return placeGroup;
  };
  const plansOf = (jobs: readonly FrameJob[]): GPUBindGroup => {
    invariant(analysis, 'a photo is analysed before it is developed');
    const { buffer, isNew } = plans.reserve(jobs.length);
    const values = new ArrayBuffer(jobs.length * FRAME_STRIDE);
    for (const [index, job] of jobs.entries()) {
      writeFrame(values, index * FRAME_STRIDE, planDevelop(job.adjustments, analysis, job.space));
    }
    device.queue.writeBuffer(buffer, 0, values);
    coefficients ??= createCoefficients(gpu, analysis);
    if (isNew || !frameGroup) {
      frameGroup = device.createBindGroup({
        layout: pipelines.frameLayout,
        entries: [
          { binding: 0, resource: { buffer, size: FRAME.size } },
          { binding: 1, resource: coefficients.createView() },
        ],
      });
    }
    return frameGroup;
  };
  const groupOf = (view: LinearView): GPUBindGroup => {
    let group = viewGroups.get(view);
    if (!group) {
      group = device.createBindGroup({
        layout: pipelines.viewLayout,
        entries: [
          { binding: 0, resource: { buffer: view.uniforms } },
          { binding: 1, resource: view.texture.createView() },
        ],
      });
      viewGroups.set(view, group);
    }
    return group;
  };
  const changes = (job: FrameJob): boolean => !isIdentity(job.adjustments, space, job.space);

  return {
    needAnalysis: (jobs) => jobs.some(changes),
    setAnalysis(found) {
      analysis = found;
    },
    draw(encoder, passes) {
      const all = passes.flatMap(({ jobs }) => jobs);
      if (all.length === 0) return;
      const placeGroup = placesOf(all);
      const { list, indices } = distinctPlans(all);
      const frameGroup = list.some(changes) ? plansOf(list) : undefined;
      let index = 0;
      for (const { target, view, jobs } of passes) {
        drawPass(encoder, target, (pass) => {
          for (const job of jobs) {
            const [first, end] = job.columns ?? [0, view.width];
            const viewport = { x: job.at.x + first, y: job.at.y, width: end - first, height: view.height };
            const isChange = frameGroup !== undefined && changes(job);
            pass.setBindGroup(1, placeGroup, [index * PLACE_STRIDE]);
            if (isChange) pass.setBindGroup(2, frameGroup, [indices[index] * FRAME_STRIDE]);
            const pipeline = pipelines.frame(isChange ? 'develop' : 'show', target.format);
            drawFullscreen(pass, pipeline, [groupOf(view)], viewport);
            index++;
          }
        });
      }
    },
    dispose() {
      if (coefficients) resources.destroy(coefficients);
      places.dispose();
      plans.dispose();
    },
  };
}

function createCoefficients({ device, resources }: Gpu, analysis: PhotoAnalysis): GPUTexture {
  const { gridWidth, gridHeight } = analysis;
  const texture = resources.createTexture({
    label: 'base',
    size: [gridWidth, gridHeight],
    format: 'rgba32float',
    usage: GPUTextureUsage.TEXTURE_BINDING | GPUTextureUsage.COPY_DST,
  });
  const data = analysis.coefficients as Float32Array<ArrayBuffer>;
  device.queue.writeTexture({ texture }, data, { bytesPerRow: gridWidth * 16 }, [gridWidth, gridHeight]);
  return texture;
}

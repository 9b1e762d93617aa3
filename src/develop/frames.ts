import type { OutputSpace } from '../colour';
import { invariant } from '../core';
import type { Adjustments } from '../edit';
import type { Gpu } from '../gpu';
import { allocateOnGpu } from './allocate';
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
  /** Comes once, before the first draw that needs it. Rejects with `out-of-memory`, as if it had not come. */
  setAnalysis(analysis: PhotoAnalysis): Promise<void>;
  /** Makes room for so many jobs, which stays; comes before a draw of as many. Rejects with `out-of-memory`. */
  reserve(jobs: number): Promise<void>;
  /**
   * Adds a render pass for each; allocates nothing. Submit before calling it again: they share the uniforms.
   */
  draw(encoder: GPUCommandEncoder, passes: readonly FramePass[]): void;
  dispose(): void;
}

/** Uniforms of many draws in one buffer, which grows when it must. */
interface UniformList {
  /** Makes room for so many; rejects with `out-of-memory`, and keeps the room that it had. */
  reserve(count: number): Promise<void>;
  /** Writes them, and says what they are read through. */
  write(values: ArrayBuffer): GPUBindGroup;
  dispose(): void;
}

function createUniformList(
  gpu: Gpu,
  label: string,
  stride: number,
  bind: (buffer: GPUBuffer) => GPUBindGroup,
): UniformList {
  const { device, resources } = gpu;
  let buffer: GPUBuffer | undefined;
  let group: GPUBindGroup | undefined;
  let disposed = false;
  const hasRoom = (count: number): boolean => buffer !== undefined && buffer.size >= count * stride;
  return {
    async reserve(count) {
      if (hasRoom(count)) return;
      // By half at least: a view that moves has one tile more now and then.
      const room = Math.max(count, Math.ceil((1.5 * (buffer?.size ?? 0)) / stride));
      const usage = GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST;
      const made = await allocateOnGpu(
        gpu,
        () => resources.createBuffer({ label, size: room * stride, usage }),
        resources.destroy,
      );
      // Another may have made as much meanwhile.
      if (disposed || hasRoom(count)) return resources.destroy(made);
      if (buffer) resources.destroy(buffer);
      buffer = made;
      group = undefined;
    },
    write(values) {
      invariant(buffer && buffer.size >= values.byteLength, 'room is made before it is drawn');
      device.queue.writeBuffer(buffer, 0, values);
      group ??= bind(buffer);
      return group;
    },
    dispose() {
      disposed = true;
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
  const viewGroups = new WeakMap<LinearView, GPUBindGroup>();
  let analysis: PhotoAnalysis | undefined;
  let coefficients: GPUTexture | undefined;
  let disposed = false;

  const places = createUniformList(gpu, 'places', PLACE_STRIDE, (buffer) =>
    device.createBindGroup({
      layout: pipelines.placeLayout,
      entries: [{ binding: 0, resource: { buffer, size: PLACE.size } }],
    }),
  );
  const plans = createUniformList(gpu, 'frames', FRAME_STRIDE, (buffer) => {
    invariant(coefficients, 'a photo has its base before it is developed');
    return device.createBindGroup({
      layout: pipelines.frameLayout,
      entries: [
        { binding: 0, resource: { buffer, size: FRAME.size } },
        { binding: 1, resource: coefficients.createView() },
      ],
    });
  });

  const placesOf = (jobs: readonly FrameJob[]): GPUBindGroup => {
    const values = new ArrayBuffer(jobs.length * PLACE_STRIDE);
    jobs.forEach(({ at }, index) => {
      writePlace(values, index * PLACE_STRIDE, at);
    });
    return places.write(values);
  };
  const plansOf = (jobs: readonly FrameJob[]): GPUBindGroup => {
    invariant(analysis, 'a photo is analysed before it is developed');
    const values = new ArrayBuffer(jobs.length * FRAME_STRIDE);
    for (const [index, job] of jobs.entries()) {
      writeFrame(values, index * FRAME_STRIDE, planDevelop(job.adjustments, analysis, job.space));
    }
    return plans.write(values);
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
    async setAnalysis(found) {
      const made = await allocateOnGpu(gpu, () => createCoefficients(gpu, found), resources.destroy);
      if (disposed) return resources.destroy(made);
      analysis = found;
      coefficients = made;
    },
    async reserve(jobs) {
      await places.reserve(jobs);
      // Without an analysis nothing is developed.
      if (analysis) await plans.reserve(jobs);
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
      disposed = true;
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

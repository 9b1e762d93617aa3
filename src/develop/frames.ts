import type { OutputSpace } from '../colour';
import type { Adjustments } from '../edit';
import type { Gpu } from '../gpu';
import { FRAME, FRAME_STRIDE, type FrameTarget, writeFrame } from './frameUniforms';
import type { LinearView } from './linearViews';
import { drawFullscreen, drawPass } from './passes';
import type { Pipelines } from './pipelines';
import { type PhotoAnalysis, planDevelop } from './reference';

/** One development of a view into a part of a target. */
export interface FrameJob {
  readonly adjustments: Adjustments;
  readonly space: OutputSpace;
  readonly at: FrameTarget;
}

/** The frame pass of one photo: its uniforms, its base, its bind groups. */
export interface Frames {
  /** Adds one render pass that develops a view once for each job. Submit before calling it again. */
  draw(encoder: GPUCommandEncoder, target: GPUTexture, view: LinearView, jobs: readonly FrameJob[]): void;
  dispose(): void;
}

export function createFrames(gpu: Gpu, pipelines: Pipelines, analysis: PhotoAnalysis): Frames {
  const { device, resources } = gpu;
  const coefficients = createCoefficients(gpu, analysis);
  let uniforms: GPUBuffer | undefined;
  let frameGroup: GPUBindGroup | undefined;

  /** The group of a buffer with room for so many frames' uniforms. */
  const groupFor = (count: number): { buffer: GPUBuffer; group: GPUBindGroup } => {
    const size = count * FRAME_STRIDE;
    if (uniforms && frameGroup && uniforms.size >= size) return { buffer: uniforms, group: frameGroup };
    if (uniforms) resources.destroy(uniforms);
    uniforms = resources.createBuffer({
      label: 'frames',
      size,
      usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST,
    });
    frameGroup = device.createBindGroup({
      layout: pipelines.frameLayout,
      entries: [{ binding: 0, resource: { buffer: uniforms, size: FRAME.size } }],
    });
    return { buffer: uniforms, group: frameGroup };
  };

  return {
    draw(encoder, target, view, jobs) {
      const { buffer, group } = groupFor(jobs.length);
      const values = new ArrayBuffer(jobs.length * FRAME_STRIDE);
      jobs.forEach(({ adjustments, space, at }, index) => {
        const plan = planDevelop(adjustments, analysis, space);
        writeFrame(values, index * FRAME_STRIDE, plan, space !== analysis.space, at);
      });
      device.queue.writeBuffer(buffer, 0, values);
      const photoGroup = device.createBindGroup({
        layout: pipelines.photoLayout,
        entries: [
          { binding: 0, resource: { buffer: view.uniforms } },
          { binding: 1, resource: view.texture.createView() },
          { binding: 2, resource: coefficients.createView() },
        ],
      });
      drawPass(encoder, target, (pass) => {
        jobs.forEach(({ at }, index) => {
          const viewport = { x: at.x, y: at.y, width: view.width, height: view.height };
          pass.setBindGroup(1, group, [index * FRAME_STRIDE]);
          drawFullscreen(pass, pipelines.frame(target.format), [photoGroup], viewport);
        });
      });
    },
    dispose() {
      resources.destroy(coefficients);
      if (uniforms) resources.destroy(uniforms);
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

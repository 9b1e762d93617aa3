import type { OutputSpace } from '../colour';
import { ManylightError, once } from '../core';
import type { Gpu } from '../gpu';
import { colourConstants, FRAME, PLACE } from './frameUniforms';
import { countingWeights } from './histogram';
import { developShader } from './shaders';
import { STRIP, VIEW } from './uniforms';

/** The levels of the pyramid, linear light: means of 8-bit values, which half floats hold apart. */
export const LINEAR_FORMAT: GPUTextureFormat = 'rgba16float';

/**
 * What the frame pass reads. With half floats one pixel in fifty rounds to the other 8-bit step than the reference's,
 * which in deep shadows is a difference of more than ΔE00 1; with these, one in thousands.
 */
export const VIEW_FORMAT: GPUTextureFormat = 'rgba32float';

/** What is read back. */
export const ENCODED_FORMAT: GPUTextureFormat = 'rgba8unorm';

/** The same bytes, decoded to linear light when they are read. */
export const DECODED_FORMAT: GPUTextureFormat = 'rgba8unorm-srgb';

/** Every pipeline of the render graph, and the layouts that their bind groups are made for. */
export interface Pipelines {
  /** Strip, and the level to halve. */
  readonly halveLayout: GPUBindGroupLayout;
  /** View, and the level to read. */
  readonly resampleLayout: GPUBindGroupLayout;
  /** View, and the linear photo under it. */
  readonly viewLayout: GPUBindGroupLayout;
  /** Where each development goes, at an offset that each draw names. */
  readonly placeLayout: GPUBindGroupLayout;
  /** The frame's uniforms, at an offset that each draw names, and the photo's base coefficients. */
  readonly frameLayout: GPUBindGroupLayout;
  /** The picture to count, and the counts. */
  readonly countLayout: GPUBindGroupLayout;
  readonly halve: GPURenderPipeline;
  /** From the photo itself or from a linear level, where a pixel touches at most `taps` texels across, 1 to 4. */
  resample(fromEncoded: boolean, taps: number): GPURenderPipeline;
  /**
   * Develops (view, place, frame) or shows what is not changed at all (view, place), to a target of this format; those
   * of canvases and of readback are ready, others compile when asked for.
   */
  frame(entry: FrameEntry, format: GPUTextureFormat): GPURenderPipeline;
  /** Counts a picture of this space; compiled when it is first asked for, and again after a failure. */
  count(space: OutputSpace): Promise<GPUComputePipeline>;
  /** The same where it is compiled by now, for what must not wait. */
  compiledCount(space: OutputSpace): GPUComputePipeline | undefined;
}

export type FrameEntry = 'develop' | 'show';
const FRAME_ENTRIES: readonly FrameEntry[] = ['show', 'develop'];

interface Pass {
  readonly label: string;
  readonly shader: string;
  /** WGSL that stands before the shader: structs and constants. */
  readonly before: readonly string[];
  readonly entry: string;
  readonly layouts: readonly GPUBindGroupLayout[];
  readonly format: GPUTextureFormat;
  readonly constants?: Record<string, number>;
}

const uniform = (
  binding: number,
  minBindingSize: number,
  hasDynamicOffset = false,
): GPUBindGroupLayoutEntry => ({
  binding,
  visibility: GPUShaderStage.FRAGMENT,
  buffer: { type: 'uniform', minBindingSize, hasDynamicOffset },
});

const texture = (binding: number, sampleType: GPUTextureSampleType): GPUBindGroupLayoutEntry => ({
  binding,
  visibility: GPUShaderStage.FRAGMENT,
  texture: { sampleType },
});

/**
 * Compiles all of it, off the main thread where the browser can; start it as soon as there is a device. Rejects with
 * `gpu-unavailable`.
 */
export async function createPipelines(gpu: Gpu): Promise<Pipelines> {
  try {
    return await compilePipelines(gpu);
  } catch (cause) {
    throw new ManylightError(
      'gpu-unavailable',
      'The graphics driver could not compile what develops photos.',
      {
        cause,
      },
    );
  }
}

async function compilePipelines({ device }: Gpu): Promise<Pipelines> {
  const halveLayout = device.createBindGroupLayout({
    label: 'halve',
    entries: [uniform(0, STRIP.size), texture(1, 'unfilterable-float')],
  });
  const resampleLayout = device.createBindGroupLayout({
    label: 'resample',
    entries: [uniform(0, VIEW.size), texture(1, 'unfilterable-float')],
  });
  const viewLayout = device.createBindGroupLayout({
    label: 'view',
    entries: [uniform(0, VIEW.size), texture(1, 'unfilterable-float')],
  });
  const placeLayout = device.createBindGroupLayout({
    label: 'place',
    entries: [uniform(0, PLACE.size, true)],
  });
  const frameLayout = device.createBindGroupLayout({
    label: 'frame',
    entries: [uniform(0, FRAME.size, true), texture(1, 'unfilterable-float')],
  });

  const countLayout = device.createBindGroupLayout({
    label: 'count',
    entries: [
      { binding: 0, visibility: GPUShaderStage.COMPUTE, texture: { sampleType: 'unfilterable-float' } },
      { binding: 1, visibility: GPUShaderStage.COMPUTE, buffer: { type: 'storage' } },
    ],
  });
  const compiledCounts = new Map<OutputSpace, GPUComputePipeline>();
  const compileCount = (space: OutputSpace) =>
    once(async () => {
      const [WEIGHT_RED, WEIGHT_GREEN, WEIGHT_BLUE] = countingWeights(space);
      const module = device.createShaderModule({ label: 'count', code: developShader('count', []) });
      const pipeline = await device.createComputePipelineAsync({
        label: `count ${space}`,
        layout: device.createPipelineLayout({ bindGroupLayouts: [countLayout] }),
        compute: { module, entryPoint: 'count', constants: { WEIGHT_RED, WEIGHT_GREEN, WEIGHT_BLUE } },
      });
      compiledCounts.set(space, pipeline);
      return pipeline;
    });
  const counts: Readonly<Record<OutputSpace, () => Promise<GPUComputePipeline>>> = {
    srgb: compileCount('srgb'),
    'display-p3': compileCount('display-p3'),
  };

  const descriptorOf = (pass: Pass): GPURenderPipelineDescriptor => {
    const module = device.createShaderModule({
      label: pass.shader,
      code: developShader(pass.shader, pass.before),
    });
    return {
      label: pass.label,
      layout: device.createPipelineLayout({ bindGroupLayouts: [...pass.layouts] }),
      vertex: { module, entryPoint: 'fullscreen' },
      fragment: {
        module,
        entryPoint: pass.entry,
        targets: [{ format: pass.format }],
        ...(pass.constants && { constants: pass.constants }),
      },
    };
  };
  const compile = (pass: Pass) => device.createRenderPipelineAsync(descriptorOf(pass));

  const halvePass: Pass = {
    label: 'halve',
    shader: 'halve',
    before: [STRIP.wgsl],
    entry: 'halve',
    layouts: [halveLayout],
    format: LINEAR_FORMAT,
  };
  const resamplePass = (fromEncoded: boolean, taps: number): Pass => ({
    label: `resample ${fromEncoded ? 'encoded' : 'linear'} ${taps}`,
    shader: 'resample',
    before: [VIEW.wgsl],
    entry: 'resample',
    layouts: [resampleLayout],
    format: VIEW_FORMAT,
    constants: { FROM_ENCODED: fromEncoded ? 1 : 0, TAPS: taps },
  });
  const framePass = (entry: FrameEntry, format: GPUTextureFormat): Pass => ({
    label: `${entry} ${format}`,
    shader: 'frame',
    before: [VIEW.wgsl, PLACE.wgsl, FRAME.wgsl, colourConstants()],
    entry,
    layouts: entry === 'show' ? [viewLayout, placeLayout] : [viewLayout, placeLayout, frameLayout],
    format,
  });

  const canvasFormat = globalThis.navigator.gpu.getPreferredCanvasFormat();
  // The whole at 1:1, the whole a little smaller, and from any level above: the others are seldom wanted.
  const resamplePasses = [resamplePass(true, 1), resamplePass(true, 3), resamplePass(false, 3)];
  const framePasses = [...new Set([ENCODED_FORMAT, canvasFormat])].flatMap((format) =>
    FRAME_ENTRIES.map((entry) => framePass(entry, format)),
  );
  const passes = [halvePass, ...resamplePasses, ...framePasses];
  const compiled = await Promise.all(passes.map(compile));
  const ready = new Map(passes.map(({ label }, index) => [label, compiled[index]]));
  const pipelineOf = (pass: Pass): GPURenderPipeline => {
    const pipeline = ready.get(pass.label) ?? device.createRenderPipeline(descriptorOf(pass));
    ready.set(pass.label, pipeline);
    return pipeline;
  };

  return {
    halveLayout,
    resampleLayout,
    viewLayout,
    placeLayout,
    frameLayout,
    countLayout,
    halve: pipelineOf(halvePass),
    resample: (fromEncoded, taps) => pipelineOf(resamplePass(fromEncoded, taps)),
    frame: (entry, format) => pipelineOf(framePass(entry, format)),
    count: (space) => counts[space](),
    compiledCount: (space) => compiledCounts.get(space),
  };
}

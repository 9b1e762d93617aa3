import { ManylightError } from '../core';
import type { Gpu } from '../gpu';
import { colourConstants, FRAME } from './frameUniforms';
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
  /** Strip, the level to halve, and the sampler that averages. */
  readonly halveLayout: GPUBindGroupLayout;
  readonly averaging: GPUSampler;
  /** View, and the level to read. */
  readonly resampleLayout: GPUBindGroupLayout;
  /** View, linear photo and base coefficients: of the frame pass. */
  readonly photoLayout: GPUBindGroupLayout;
  /** The frame's uniforms, at an offset that each draw names. */
  readonly frameLayout: GPUBindGroupLayout;
  readonly halve: GPURenderPipeline;
  resample(fromEncoded: boolean): GPURenderPipeline;
  /** For a target of this format; those of canvases and of readback are ready, others compile when asked for. */
  frame(format: GPUTextureFormat): GPURenderPipeline;
}

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
    entries: [
      uniform(0, STRIP.size),
      texture(1, 'float'),
      { binding: 2, visibility: GPUShaderStage.FRAGMENT, sampler: { type: 'filtering' } },
    ],
  });
  const resampleLayout = device.createBindGroupLayout({
    label: 'resample',
    entries: [uniform(0, VIEW.size), texture(1, 'unfilterable-float')],
  });
  const photoLayout = device.createBindGroupLayout({
    label: 'photo',
    entries: [uniform(0, VIEW.size), texture(1, 'unfilterable-float'), texture(2, 'unfilterable-float')],
  });
  const frameLayout = device.createBindGroupLayout({
    label: 'frame',
    entries: [uniform(0, FRAME.size, true)],
  });

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
  const resamplePass = (fromEncoded: boolean): Pass => ({
    label: `resample ${fromEncoded ? 'encoded' : 'linear'}`,
    shader: 'resample',
    before: [VIEW.wgsl],
    entry: 'resample',
    layouts: [resampleLayout],
    format: VIEW_FORMAT,
    constants: { FROM_ENCODED: fromEncoded ? 1 : 0 },
  });
  const framePass = (format: GPUTextureFormat): Pass => ({
    label: `frame ${format}`,
    shader: 'frame',
    before: [VIEW.wgsl, FRAME.wgsl, colourConstants()],
    entry: 'develop',
    layouts: [photoLayout, frameLayout],
    format,
  });

  const canvasFormat = globalThis.navigator.gpu.getPreferredCanvasFormat();
  const frameFormats = [...new Set([ENCODED_FORMAT, canvasFormat])];
  const [halve, resampleEncoded, resampleLinear, ...frames] = await Promise.all([
    compile(halvePass),
    compile(resamplePass(true)),
    compile(resamplePass(false)),
    ...frameFormats.map((format) => compile(framePass(format))),
  ]);
  const frameOf = new Map(frameFormats.map((format, index) => [format, frames[index]]));

  return {
    halveLayout,
    averaging: device.createSampler({ magFilter: 'linear', minFilter: 'linear' }),
    resampleLayout,
    photoLayout,
    frameLayout,
    halve,
    resample: (fromEncoded) => (fromEncoded ? resampleEncoded : resampleLinear),
    frame(format) {
      const ready = frameOf.get(format) ?? device.createRenderPipeline(descriptorOf(framePass(format)));
      frameOf.set(format, ready);
      return ready;
    },
  };
}

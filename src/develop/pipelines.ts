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

/** Every pipeline of the render graph, and the layouts that their bind groups are made for. */
export interface Pipelines {
  /** One uniform struct and the texture that a pass reads: of halve and resample. */
  readonly sourceLayout: GPUBindGroupLayout;
  /** View, linear photo and base coefficients: of the frame pass. */
  readonly photoLayout: GPUBindGroupLayout;
  /** The frame's uniforms, at an offset that each draw names. */
  readonly frameLayout: GPUBindGroupLayout;
  halve(fromEncoded: boolean): GPURenderPipeline;
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
  const sourceLayout = device.createBindGroupLayout({
    label: 'source',
    // Two structs of different sizes share this layout, so each is checked when it is drawn.
    entries: [uniform(0, 0), texture(1, 'unfilterable-float')],
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

  const reading = (name: 'halve' | 'resample', fromEncoded: boolean): Pass => ({
    label: `${name} ${fromEncoded ? 'encoded' : 'linear'}`,
    shader: name,
    before: [(name === 'halve' ? STRIP : VIEW).wgsl],
    entry: name,
    layouts: [sourceLayout],
    format: name === 'halve' ? LINEAR_FORMAT : VIEW_FORMAT,
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
  const [halveEncoded, halveLinear, resampleEncoded, resampleLinear, ...frames] = await Promise.all([
    compile(reading('halve', true)),
    compile(reading('halve', false)),
    compile(reading('resample', true)),
    compile(reading('resample', false)),
    ...frameFormats.map((format) => compile(framePass(format))),
  ]);
  const frameOf = new Map(frameFormats.map((format, index) => [format, frames[index]]));

  return {
    sourceLayout,
    photoLayout,
    frameLayout,
    halve: (fromEncoded) => (fromEncoded ? halveEncoded : halveLinear),
    resample: (fromEncoded) => (fromEncoded ? resampleEncoded : resampleLinear),
    frame(format) {
      const ready = frameOf.get(format) ?? device.createRenderPipeline(descriptorOf(framePass(format)));
      frameOf.set(format, ready);
      return ready;
    },
  };
}

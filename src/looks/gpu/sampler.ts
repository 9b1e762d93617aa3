import shader from '#shaders/looks/sample.wgsl?raw';
import { createRng, ManylightError } from '../../core';
import type { Gpu } from '../../gpu';
import type { LooksContext } from '../context';
import { DECODED, type LooksModel } from '../model';
import { finishSamples, type LookSample, planSamples, type SampleOptions } from '../sample';

export type GpuSampleOptions = Omit<SampleOptions, 'rng'> & { readonly seed: number };

/** Draws looks on a device: one dispatch for all samples. The same seed gives sampleLooks' samples within 1e-4. */
export interface GpuSampler {
  /** Rejects with `gpu-lost` when the device is gone. */
  sample(context: LooksContext, options: GpuSampleOptions): Promise<LookSample[]>;
  dispose(): void;
}

/** The decoder's tensors in the order that the shader's offsets count on. */
function packWeights({ decoder }: LooksModel): Float32Array<ArrayBuffer> {
  const parts = [
    decoder.latent.values,
    decoder.hidden.values,
    decoder.hiddenBias,
    decoder.output.values,
    decoder.outputBias,
    decoder.floor,
    decoder.scale,
  ];
  const packed = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    packed.set(part, at);
    at += part.length;
  }
  return packed;
}

/** The buffers of a draw, kept for the next, as making them takes a driver longer than the draw. */
interface DrawBuffers {
  /** Samples. */
  readonly capacity: number;
  readonly photo: GPUBuffer;
  readonly latents: GPUBuffer;
  readonly decoded: GPUBuffer;
  readonly staging: GPUBuffer;
  readonly bindGroup: GPUBindGroup;
}

/** Resolves when the device can draw; rejects where it cannot, for instance when it does not compile the shader. */
export async function createGpuSampler(
  { device, resources }: Pick<Gpu, 'device' | 'resources'>,
  model: LooksModel,
): Promise<GpuSampler> {
  const pipeline = await device.createComputePipelineAsync({
    layout: 'auto',
    compute: {
      module: device.createShaderModule({ code: shader }),
      constants: { LATENT: model.latent, HIDDEN: model.hidden },
    },
  });
  const storage = (floats: number, usage = GPUBufferUsage.COPY_DST): GPUBuffer =>
    resources.createBuffer({ size: 4 * floats, usage: GPUBufferUsage.STORAGE | usage });
  const packed = packWeights(model);
  const weights = storage(packed.length);
  device.queue.writeBuffer(weights, 0, packed);

  const makeBuffers = (capacity: number): DrawBuffers => {
    const photo = storage(model.hidden);
    const latents = storage(capacity * model.latent);
    const decoded = storage(capacity * DECODED, GPUBufferUsage.COPY_SRC);
    const usage = GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST;
    const staging = resources.createBuffer({ size: 4 * capacity * DECODED, usage });
    const entries = [weights, photo, latents, decoded].map((buffer, binding) => ({
      binding,
      resource: { buffer },
    }));
    const bindGroup = device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries });
    return { capacity, photo, latents, decoded, staging, bindGroup };
  };
  const destroy = ({ photo, latents, decoded, staging }: DrawBuffers): void => {
    for (const buffer of [photo, latents, decoded, staging]) resources.destroy(buffer);
  };

  let spare: DrawBuffers | undefined;
  let isDisposed = false;
  const takeBuffers = (count: number): DrawBuffers => {
    const buffers = spare;
    spare = undefined;
    if (buffers && buffers.capacity >= count) return buffers;
    if (buffers) destroy(buffers);
    return makeBuffers(count);
  };
  const keepBuffers = (buffers: DrawBuffers): void => {
    if (spare || isDisposed) destroy(buffers);
    else spare = buffers;
  };

  const decode = async (
    context: LooksContext,
    latents: Float32Array<ArrayBuffer>,
    count: number,
  ): Promise<Float64Array> => {
    const size = 4 * count * DECODED;
    const buffers = takeBuffers(count);
    try {
      device.queue.writeBuffer(buffers.photo, 0, Float32Array.from(context.decoder));
      device.queue.writeBuffer(buffers.latents, 0, latents);
      const encoder = device.createCommandEncoder();
      const pass = encoder.beginComputePass();
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, buffers.bindGroup);
      pass.dispatchWorkgroups(count);
      pass.end();
      encoder.copyBufferToBuffer(buffers.decoded, 0, buffers.staging, 0, size);
      device.queue.submit([encoder.finish()]);
      await buffers.staging.mapAsync(GPUMapMode.READ, 0, size);
      const decoded = Float64Array.from(new Float32Array(buffers.staging.getMappedRange(0, size)));
      buffers.staging.unmap();
      keepBuffers(buffers);
      return decoded;
    } catch (cause) {
      destroy(buffers);
      throw new ManylightError('gpu-lost', 'The graphics device stopped before the looks were drawn.', {
        cause,
      });
    }
  };

  return {
    async sample(context, { seed, ...options }) {
      const plan = planSamples(model, context, { ...options, rng: createRng(seed) });
      return finishSamples(model, plan, await decode(context, plan.latents, plan.count));
    },
    dispose() {
      isDisposed = true;
      if (spare) destroy(spare);
      spare = undefined;
      resources.destroy(weights);
    },
  };
}

import shader from '#shaders/looks/sample.wgsl?raw';
import { createRng, ManylightError } from '../../core';
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

export function createGpuSampler(device: GPUDevice, model: LooksModel): GpuSampler {
  const owned: GPUBuffer[] = [];
  const upload = (data: Float32Array<ArrayBuffer>): GPUBuffer => {
    const buffer = device.createBuffer({
      size: data.byteLength,
      usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST,
    });
    device.queue.writeBuffer(buffer, 0, data);
    return buffer;
  };
  const weights = upload(packWeights(model));
  owned.push(weights);
  const pipeline = device.createComputePipelineAsync({
    layout: 'auto',
    compute: {
      module: device.createShaderModule({ code: shader }),
      constants: { LATENT: model.latent, HIDDEN: model.hidden },
    },
  });
  // Whoever samples first sees a failure; without samples there is nobody to tell.
  pipeline.catch(() => undefined);

  const decode = async (
    context: LooksContext,
    latents: Float32Array,
    count: number,
  ): Promise<Float64Array> => {
    const ready = await pipeline;
    const size = count * DECODED * 4;
    const inputs = [upload(Float32Array.from(context.decoder)), upload(Float32Array.from(latents))];
    const output = device.createBuffer({ size, usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC });
    const staging = device.createBuffer({ size, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
    try {
      const encoder = device.createCommandEncoder();
      const pass = encoder.beginComputePass();
      pass.setPipeline(ready);
      pass.setBindGroup(
        0,
        device.createBindGroup({
          layout: ready.getBindGroupLayout(0),
          entries: [weights, ...inputs, output].map((buffer, binding) => ({ binding, resource: { buffer } })),
        }),
      );
      pass.dispatchWorkgroups(count);
      pass.end();
      encoder.copyBufferToBuffer(output, 0, staging, 0, size);
      device.queue.submit([encoder.finish()]);
      await staging.mapAsync(GPUMapMode.READ);
      return Float64Array.from(new Float32Array(staging.getMappedRange()));
    } catch (cause) {
      throw new ManylightError('gpu-lost', 'The graphics device stopped before the looks were drawn.', {
        cause,
      });
    } finally {
      for (const buffer of [...inputs, output, staging]) buffer.destroy();
    }
  };

  return {
    async sample(context, { seed, ...options }) {
      const plan = planSamples(model, context, { ...options, rng: createRng(seed) });
      return finishSamples(model, plan, await decode(context, plan.latents, plan.count));
    },
    dispose() {
      for (const buffer of owned) buffer.destroy();
    },
  };
}

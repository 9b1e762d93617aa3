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
  const upload = (data: Float32Array<ArrayBuffer>): GPUBuffer => {
    const buffer = resources.createBuffer({
      size: data.byteLength,
      usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST,
    });
    device.queue.writeBuffer(buffer, 0, data);
    return buffer;
  };
  const weights = upload(packWeights(model));

  const decode = async (
    context: LooksContext,
    latents: Float32Array,
    count: number,
  ): Promise<Float64Array> => {
    const size = count * DECODED * 4;
    const inputs = [upload(Float32Array.from(context.decoder)), upload(Float32Array.from(latents))];
    const output = resources.createBuffer({ size, usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC });
    const staging = resources.createBuffer({
      size,
      usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
    });
    try {
      const encoder = device.createCommandEncoder();
      const pass = encoder.beginComputePass();
      pass.setPipeline(pipeline);
      pass.setBindGroup(
        0,
        device.createBindGroup({
          layout: pipeline.getBindGroupLayout(0),
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
      for (const buffer of [...inputs, output, staging]) resources.destroy(buffer);
    }
  };

  return {
    async sample(context, { seed, ...options }) {
      const plan = planSamples(model, context, { ...options, rng: createRng(seed) });
      return finishSamples(model, plan, await decode(context, plan.latents, plan.count));
    },
    dispose: () => resources.destroy(weights),
  };
}

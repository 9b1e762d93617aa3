import { invariant, once } from '../core';
import type { Gpu, Readback } from '../gpu';
import { allocateOnGpu } from './allocate';
import { COUNTS, histogramFrom } from './histogram';
import type { Pipelines } from './pipelines';
import type { Histogram } from './types';

/** Texels a side that one workgroup counts; the shader has the same. */
const BLOCK = 64;
const BYTES = 4 * COUNTS;

/** A count that an encoder was given, to be read or called off after submitting. */
export interface PendingCount {
  /** Once. Rejects with `gpu-lost`. */
  read(): Promise<Histogram>;
  cancel(): void;
}

/** Counts pictures on the GPU; nothing but the counts comes back. */
export interface Counter {
  /** Comes before the first count. Rejects with `out-of-memory`. */
  prepare(): Promise<void>;
  /**
   * Adds the count of a picture to an encoder.
   * @param pipeline of the space that the picture is encoded in
   */
  count(encoder: GPUCommandEncoder, pipeline: GPUComputePipeline, picture: GPUTexture): PendingCount;
  dispose(): void;
}

export function createCounter(gpu: Gpu, { countLayout }: Pipelines, readback: Readback): Counter {
  const { resources } = gpu;
  let total: GPUBuffer | undefined;
  let disposed = false;
  const makeTotal = (): GPUBuffer =>
    resources.createBuffer({
      label: 'counts',
      size: BYTES,
      usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST,
    });
  return {
    prepare: once(async () => {
      const made = await allocateOnGpu(gpu, makeTotal, resources.destroy);
      if (disposed) resources.destroy(made);
      else total = made;
    }),
    count(encoder, pipeline, picture) {
      invariant(total, 'counting is prepared before it is done');
      encoder.clearBuffer(total);
      const pass = encoder.beginComputePass();
      pass.setPipeline(pipeline);
      pass.setBindGroup(
        0,
        gpu.device.createBindGroup({
          layout: countLayout,
          entries: [
            { binding: 0, resource: picture.createView() },
            { binding: 1, resource: { buffer: total } },
          ],
        }),
      );
      pass.dispatchWorkgroups(Math.ceil(picture.width / BLOCK), Math.ceil(picture.height / BLOCK));
      pass.end();
      const pixels = picture.width * picture.height;
      const pending = readback.copyBuffer(encoder, total, BYTES);
      return {
        async read() {
          const counts = new Uint32Array(COUNTS);
          await pending.read(new Uint8ClampedArray(counts.buffer));
          return histogramFrom(counts, pixels);
        },
        cancel: pending.cancel,
      };
    },
    dispose() {
      disposed = true;
      if (total) resources.destroy(total);
      total = undefined;
    },
  };
}

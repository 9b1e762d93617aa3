import type { Gpu, Readback } from '../gpu';
import { COUNTS, histogramFrom } from './histogram';
import type { Pipelines } from './pipelines';
import type { Histogram } from './types';

/** Texels a side that one workgroup counts; the shader has the same. */
const BLOCK = 64;
const BYTES = 4 * COUNTS;

/** Counts pictures on the GPU; nothing but the counts comes back. */
export interface Counter {
  /**
   * Adds the count of a picture to an encoder; call what it returns after submitting, once. It rejects with `gpu-lost`.
   * @param pipeline of the space that the picture is encoded in
   */
  count(
    encoder: GPUCommandEncoder,
    pipeline: GPUComputePipeline,
    picture: GPUTexture,
  ): () => Promise<Histogram>;
  dispose(): void;
}

export function createCounter(gpu: Gpu, { countLayout }: Pipelines, readback: Readback): Counter {
  let total: GPUBuffer | undefined;
  return {
    count(encoder, pipeline, picture) {
      total ??= gpu.resources.createBuffer({
        label: 'counts',
        size: BYTES,
        usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST,
      });
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
      return async () => {
        const counts = new Uint32Array(COUNTS);
        await pending.read(new Uint8ClampedArray(counts.buffer));
        return histogramFrom(counts, pixels);
      };
    },
    dispose() {
      if (total) gpu.resources.destroy(total);
      total = undefined;
    },
  };
}

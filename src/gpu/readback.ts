import { ManylightError } from '../core';
import type { Gpu } from './device';
import { texelBytes } from './resources';

/** WebGPU wants every row of a copied texture to start at a multiple of this. */
const ROW_ALIGNMENT = 256;

/** At most so many idle buffers are kept for the next readback. */
const KEPT = 2;

export interface PendingRead {
  /** Rejects with `gpu-lost` when the device is gone. */
  read(into: Uint8ClampedArray<ArrayBuffer>, offset?: number, stride?: number): Promise<void>;
}

/** Reads textures back through staging buffers that are used again. */
export interface Readback {
  /**
   * Adds the copy of a texture's top left `width` x `height` to an encoder; call `read` after submitting.
   * `read` writes the texels row by row, without padding, from `offset` on, the next row `stride` bytes further.
   */
  copy(encoder: GPUCommandEncoder, texture: GPUTexture, width: number, height: number): PendingRead;
  dispose(): void;
}

export function createReadback(gpu: Gpu): Readback {
  const idle: GPUBuffer[] = [];
  let disposed = false;

  const take = (size: number): GPUBuffer => {
    const index = idle.findIndex((buffer) => buffer.size >= size);
    if (index >= 0) return idle.splice(index, 1)[0];
    return gpu.resources.createBuffer({ size, usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ });
  };
  const giveBack = (buffer: GPUBuffer): void => {
    idle.push(buffer);
    // The smallest goes first: the large ones are the dear ones to make.
    idle.sort((a, b) => b.size - a.size);
    while (idle.length > (disposed ? 0 : KEPT)) gpu.resources.destroy(idle.pop()!);
  };

  return {
    copy(encoder, texture, width, height) {
      const rowBytes = width * texelBytes(texture.format);
      const bytesPerRow = Math.ceil(rowBytes / ROW_ALIGNMENT) * ROW_ALIGNMENT;
      const buffer = take(bytesPerRow * height);
      encoder.copyTextureToBuffer({ texture }, { buffer, bytesPerRow }, [width, height]);
      return {
        async read(into, offset = 0, stride = rowBytes) {
          try {
            await buffer.mapAsync(GPUMapMode.READ, 0, bytesPerRow * height);
          } catch (cause) {
            gpu.resources.destroy(buffer);
            throw new ManylightError(
              'gpu-lost',
              'The graphics device stopped before the picture was ready.',
              {
                cause,
              },
            );
          }
          const mapped = new Uint8Array(buffer.getMappedRange(0, bytesPerRow * height));
          for (let y = 0; y < height; y++) {
            into.set(mapped.subarray(y * bytesPerRow, y * bytesPerRow + rowBytes), offset + y * stride);
          }
          buffer.unmap();
          giveBack(buffer);
        },
      };
    },
    dispose() {
      disposed = true;
      for (const buffer of idle.splice(0)) gpu.resources.destroy(buffer);
    },
  };
}

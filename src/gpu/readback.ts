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
  /** Instead of `read`, where what was copied is not wanted, or was never made. */
  cancel(): void;
}

/** A rectangle of a texture, and where it lies in the picture that is read. */
export interface ReadPart {
  readonly texture: GPUTexture;
  readonly from: { readonly x: number; readonly y: number };
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Reads textures and buffers back through staging buffers that are used again. */
export interface Readback {
  /**
   * Adds the copy of a texture's top left `width` x `height` to an encoder; call `read` after submitting.
   * `read` writes the texels row by row, without padding, from `offset` on, the next row `stride` bytes further.
   */
  copy(encoder: GPUCommandEncoder, texture: GPUTexture, width: number, height: number): PendingRead;
  /** The same for a picture of `width` x `height` texels that parts of one format cover. */
  copyParts(
    encoder: GPUCommandEncoder,
    parts: readonly ReadPart[],
    format: GPUTextureFormat,
    width: number,
    height: number,
  ): PendingRead;
  /** The same for a buffer's first `size` bytes. */
  copyBuffer(encoder: GPUCommandEncoder, buffer: GPUBuffer, size: number): PendingRead;
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
  const pendingRead = (
    buffer: GPUBuffer,
    rowBytes: number,
    bytesPerRow: number,
    rows: number,
  ): PendingRead => ({
    async read(into, offset = 0, stride = rowBytes) {
      try {
        await buffer.mapAsync(GPUMapMode.READ, 0, bytesPerRow * rows);
      } catch (cause) {
        gpu.resources.destroy(buffer);
        throw new ManylightError('gpu-lost', 'The graphics device stopped before the picture was ready.', {
          cause,
        });
      }
      const mapped = new Uint8Array(buffer.getMappedRange(0, bytesPerRow * rows));
      for (let y = 0; y < rows; y++) {
        into.set(mapped.subarray(y * bytesPerRow, y * bytesPerRow + rowBytes), offset + y * stride);
      }
      buffer.unmap();
      giveBack(buffer);
    },
    // Not kept: it may be one that the device had no memory for.
    cancel: () => gpu.resources.destroy(buffer),
  });

  const copyParts: Readback['copyParts'] = (encoder, parts, format, width, height) => {
    const texel = texelBytes(format);
    const rowBytes = width * texel;
    const bytesPerRow = Math.ceil(rowBytes / ROW_ALIGNMENT) * ROW_ALIGNMENT;
    const buffer = take(bytesPerRow * height);
    for (const part of parts) {
      encoder.copyTextureToBuffer(
        { texture: part.texture, origin: [part.from.x, part.from.y] },
        { buffer, bytesPerRow, offset: part.y * bytesPerRow + part.x * texel },
        [part.width, part.height],
      );
    }
    return pendingRead(buffer, rowBytes, bytesPerRow, height);
  };

  return {
    copyParts,
    copy: (encoder, texture, width, height) =>
      copyParts(
        encoder,
        [{ texture, from: { x: 0, y: 0 }, x: 0, y: 0, width, height }],
        texture.format,
        width,
        height,
      ),
    copyBuffer(encoder, source, size) {
      const buffer = take(size);
      encoder.copyBufferToBuffer(source, 0, buffer, 0, size);
      return pendingRead(buffer, size, size, 1);
    },
    dispose() {
      disposed = true;
      for (const buffer of idle.splice(0)) gpu.resources.destroy(buffer);
    },
  };
}

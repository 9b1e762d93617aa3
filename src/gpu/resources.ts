import { invariant } from '../core';

/** Everything that holds GPU memory is made and destroyed here, so that its bytes can be counted. */
export interface GpuResources {
  createTexture(descriptor: GPUTextureDescriptor): GPUTexture;
  createBuffer(descriptor: GPUBufferDescriptor): GPUBuffer;
  /** Frees what this made; freeing a second time does nothing. */
  destroy(resource: GPUTexture | GPUBuffer): void;
  /** Bytes of everything made and not yet destroyed. */
  liveBytes(): number;
  /** Runs `allocate` and says whether the device had the memory for what it made. */
  fits(allocate: () => void): Promise<boolean>;
  destroyAll(): void;
}

/** Bytes of one texel of the formats that Manylight stores. */
const TEXEL_BYTES: Partial<Record<GPUTextureFormat, number>> = {
  r8unorm: 1,
  rgba8unorm: 4,
  bgra8unorm: 4,
  r16float: 2,
  rg16float: 4,
  rgba16float: 8,
  r32float: 4,
  rg32float: 8,
  rgba32float: 16,
};

export function texelBytes(format: GPUTextureFormat): number {
  const bytes = TEXEL_BYTES[format];
  invariant(bytes !== undefined, `a known texture format, not ${format}`);
  return bytes;
}

/** Bytes of a texture's first mip level (Manylight makes no other). */
export function textureBytes(texture: GPUTexture): number {
  return texture.width * texture.height * texture.depthOrArrayLayers * texelBytes(texture.format);
}

export function createResources(device: GPUDevice): GpuResources {
  const live = new Map<GPUTexture | GPUBuffer, number>();
  let total = 0;

  const add = <T extends GPUTexture | GPUBuffer>(resource: T, bytes: number): T => {
    live.set(resource, bytes);
    total += bytes;
    return resource;
  };
  const destroy = (resource: GPUTexture | GPUBuffer): void => {
    const bytes = live.get(resource);
    if (bytes === undefined) return;
    live.delete(resource);
    total -= bytes;
    resource.destroy();
  };

  return {
    createTexture(descriptor) {
      const texture = device.createTexture(descriptor);
      return add(texture, textureBytes(texture));
    },
    createBuffer: (descriptor) => add(device.createBuffer(descriptor), descriptor.size),
    destroy,
    liveBytes: () => total,
    async fits(allocate) {
      device.pushErrorScope('out-of-memory');
      try {
        allocate();
      } catch (error) {
        // The scope ends with the work that it is for; its verdict does not matter any more.
        device.popErrorScope().catch(() => undefined);
        throw error;
      }
      return (await device.popErrorScope()) === null;
    },
    destroyAll() {
      for (const resource of [...live.keys()]) destroy(resource);
    },
  };
}

import { createResources, type GpuResources } from './resources';

export interface LostInfo {
  /** Which device was lost: the `generation` of its Gpu. */
  readonly generation: number;
  readonly reason: 'unknown' | 'destroyed';
  readonly message: string;
}

/** A GPU device with what Manylight needs to know of it. */
export interface Gpu {
  readonly device: GPUDevice;
  readonly adapterInfo: GPUAdapterInfo;
  /** No graphics chip: the processor computes. Presenting to a canvas may then kill the GPU process. */
  readonly isSoftware: boolean;
  readonly limits: GPUSupportedLimits;
  readonly resources: GpuResources;
  /** Resolves when the device is gone and Manylight did not ask for that; never on `dispose()`. */
  readonly lost: Promise<LostInfo>;
  /** Rises with every device of this page or worker, so that late callbacks can tell theirs. */
  readonly generation: number;
  /** Bytes of live textures and buffers. */
  liveBytes(): number;
  /** Frees everything made through `resources`, and the device. */
  dispose(): void;
}

/** Limits worth raising: large photos, and what the encoder's kernels were written for. */
const RAISED_LIMITS = [
  'maxTextureDimension2D',
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxComputeWorkgroupStorageSize',
  'maxComputeWorkgroupsPerDimension',
  'maxComputeWorkgroupSizeX',
  'maxComputeInvocationsPerWorkgroup',
] as const satisfies readonly (keyof GPUSupportedLimits)[];

const WANTED_FEATURES: readonly GPUFeatureName[] = ['timestamp-query'];

const SOFTWARE = /swiftshader|llvmpipe|lavapipe|softpipe|\bwarp\b|basic render|software/i;

/** Whether an adapter computes on the processor. */
export function isSoftwareAdapter(info: Omit<GPUAdapterInfo, '__brand'>): boolean {
  // isFallbackAdapter is the newest of these fields; older browsers tell only by the names.
  return (
    info.isFallbackAdapter === true ||
    SOFTWARE.test(`${info.vendor} ${info.architecture} ${info.device} ${info.description}`)
  );
}

let generations = 0;

/**
 * A working device, or undefined where there is none: no WebGPU, no adapter, or one that cannot compute a pixel.
 * Prefers the fastest adapter, and its largest textures and buffers.
 */
export async function requestGpu(): Promise<Gpu | undefined> {
  const api = globalThis.navigator?.gpu;
  if (!api) return undefined;
  try {
    const adapter = await api.requestAdapter({ powerPreference: 'high-performance' });
    if (!adapter) return undefined;
    const device = await adapter.requestDevice({
      requiredFeatures: WANTED_FEATURES.filter((feature) => adapter.features.has(feature)),
      requiredLimits: Object.fromEntries(RAISED_LIMITS.map((name) => [name, adapter.limits[name] as number])),
    });
    const gpu = wrapDevice(device, adapter.info);
    if (await computesAPixel(gpu).catch(() => false)) return gpu;
    gpu.dispose();
    return undefined;
  } catch {
    // A driver that refuses in its own words is the same to us as none.
    return undefined;
  }
}

function wrapDevice(device: GPUDevice, adapterInfo: GPUAdapterInfo): Gpu {
  generations += 1;
  const generation = generations;
  const resources = createResources(device);
  let disposed = false;

  // The reason alone does not tell: a GPU process that dies at the first present was seen to say `destroyed` too.
  const lost = new Promise<LostInfo>((resolve) => {
    device.lost.then((info) => {
      if (!disposed) resolve({ generation, reason: info.reason, message: info.message });
    });
  });

  return {
    device,
    adapterInfo,
    isSoftware: isSoftwareAdapter(adapterInfo),
    limits: device.limits,
    resources,
    lost,
    generation,
    liveBytes: () => resources.liveBytes(),
    dispose() {
      disposed = true;
      resources.destroyAll();
      device.destroy();
    },
  };
}

/** Clears one pixel and reads it back: some adapters are listed and then do nothing. */
async function computesAPixel({ device, resources }: Gpu): Promise<boolean> {
  const texture = resources.createTexture({
    size: [1, 1],
    format: 'rgba8unorm',
    usage: GPUTextureUsage.RENDER_ATTACHMENT | GPUTextureUsage.COPY_SRC,
  });
  const buffer = resources.createBuffer({
    size: 256,
    usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ,
  });
  try {
    const encoder = device.createCommandEncoder();
    encoder
      .beginRenderPass({
        colorAttachments: [
          { view: texture.createView(), loadOp: 'clear', storeOp: 'store', clearValue: [1, 0, 1, 1] },
        ],
      })
      .end();
    encoder.copyTextureToBuffer({ texture }, { buffer, bytesPerRow: 256 }, [1, 1]);
    device.queue.submit([encoder.finish()]);
    await buffer.mapAsync(GPUMapMode.READ);
    const [red, green, blue, alpha] = new Uint8Array(buffer.getMappedRange(0, 8));
    return red === 255 && green === 0 && blue === 255 && alpha === 255;
  } finally {
    resources.destroy(texture);
    resources.destroy(buffer);
  }
}

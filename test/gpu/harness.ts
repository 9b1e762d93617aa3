import { showsCanvases } from '../../src/app/worker/canvas-check';
import { deltaE00, type EncodedRaster, type OutputSpace, rasterToLab } from '../../src/colour';
import {
  type Canvas,
  createDeveloper,
  createReferenceDeveloper,
  type Developer,
  type DeveloperLimits,
} from '../../src/develop';
import { histogramOf } from '../../src/develop/histogram';
import * as reference from '../../src/develop/reference';
import { type Adjustments, type AdjustmentsPatch, NEUTRAL, patchAdjustments } from '../../src/edit';
import { type Gpu, requestGpu, texelBytes } from '../../src/gpu';
import { GALLERY } from './gallery';
import * as images from './images';

/** What the tests run in the page; they reach it as `window.harness`. */
export interface Harness {
  readonly images: typeof images;
  readonly gallery: typeof GALLERY;
  readonly reference: typeof reference;
  gpu(): Promise<Gpu>;
  /** A device of its own, to be lost. */
  freshGpu(): Promise<Gpu>;
  developer(limits?: Partial<DeveloperLimits>): Promise<Developer>;
  readonly createDeveloper: typeof createDeveloper;
  readonly createReferenceDeveloper: typeof createReferenceDeveloper;
  readonly histogramOf: typeof histogramOf;
  /** A canvas of the size on the device, configured as the app does, and a way to read what it shows. */
  canvas(gpu: Gpu, width: number, height: number, space?: OutputSpace): TestCanvas;
  readonly showsCanvases: typeof showsCanvases;
  /** What the work makes the page's devices draw and submit. */
  counted<T>(work: () => Promise<T>): Promise<Counted<T>>;
  /** Makes the device fail, truly, at textures of more than so many bytes; returns the way to stop that. */
  limitTextures(gpu: Gpu, bytes: number): () => void;
  /** A rectangle of a picture, as a picture. */
  cut(raster: EncodedRaster, x: number, y: number, width: number, height: number): EncodedRaster;
  set(patch: AdjustmentsPatch): Adjustments;
  difference(a: EncodedRaster, b: EncodedRaster): Difference;
  sameBytes(a: EncodedRaster, b: EncodedRaster): boolean;
}

export interface TestCanvas extends Canvas {
  /** Right after presenting, in the same task. */
  read(): EncodedRaster;
}

export interface Counted<T> {
  readonly result: T;
  readonly draws: number;
  readonly submits: number;
}

/** ΔE00 between two pictures. */
export interface Difference {
  readonly mean: number;
  /** What one pixel in a thousand exceeds. */
  readonly p999: number;
  readonly worst: number;
}

let gpu: Promise<Gpu> | undefined;

async function freshGpu(): Promise<Gpu> {
  const found = await requestGpu();
  if (!found) throw new Error('This browser has no GPU adapter.');
  return found;
}

async function sharedGpu(): Promise<Gpu> {
  gpu ??= freshGpu();
  return gpu;
}

function canvas(gpu: Gpu, width: number, height: number, space: OutputSpace = 'srgb'): TestCanvas {
  const element = new OffscreenCanvas(width, height);
  const context = element.getContext('webgpu');
  if (!context) throw new Error('A canvas takes WebGPU.');
  const format = navigator.gpu.getPreferredCanvasFormat();
  context.configure({
    device: gpu.device,
    format,
    usage: GPUTextureUsage.RENDER_ATTACHMENT | GPUTextureUsage.COPY_DST,
    colorSpace: space,
    alphaMode: 'premultiplied',
  });
  return {
    ...{ context, format, space },
    read() {
      const flat = new OffscreenCanvas(width, height).getContext('2d', { colorSpace: space });
      if (!flat) throw new Error('A canvas takes 2D.');
      flat.drawImage(element, 0, 0);
      return { width, height, space, data: flat.getImageData(0, 0, width, height).data };
    },
  };
}

async function counted<T>(work: () => Promise<T>): Promise<Counted<T>> {
  let draws = 0;
  let submits = 0;
  const { draw } = GPURenderPassEncoder.prototype;
  const { submit } = GPUQueue.prototype;
  GPURenderPassEncoder.prototype.draw = function (...given) {
    draws++;
    return draw.apply(this, given);
  };
  GPUQueue.prototype.submit = function (...given) {
    submits++;
    return submit.apply(this, given);
  };
  try {
    const result = await work();
    return { result, draws, submits };
  } finally {
    GPURenderPassEncoder.prototype.draw = draw;
    GPUQueue.prototype.submit = submit;
  }
}

function limitTextures({ device, limits }: Gpu, bytes: number): () => void {
  const create = GPUDevice.prototype.createTexture;
  device.createTexture = (descriptor) => {
    const [width, height = 1] = descriptor.size as number[];
    const isLarge = width * height * texelBytes(descriptor.format) > bytes;
    const side = limits.maxTextureDimension2D;
    // What no device has the memory for stands in for what this one should not have it for.
    const size = isLarge ? [side, side, limits.maxTextureArrayLayers] : descriptor.size;
    return create.call(device, { ...descriptor, size });
  };
  return () => {
    device.createTexture = create;
  };
}

function cut(
  { width: all, space, data }: EncodedRaster,
  x: number,
  y: number,
  width: number,
  height: number,
): EncodedRaster {
  const part = new Uint8ClampedArray(width * height * 4);
  for (let row = 0; row < height; row++) {
    const from = 4 * ((y + row) * all + x);
    part.set(data.subarray(from, from + 4 * width), 4 * width * row);
  }
  return { width, height, space, data: part };
}

function difference(a: EncodedRaster, b: EncodedRaster): Difference {
  if (a.width !== b.width || a.height !== b.height) throw new Error('Pictures of one size are compared.');
  const labA = rasterToLab(a);
  const labB = rasterToLab(b);
  const count = a.width * a.height;
  const all = new Float64Array(count);
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const j = 3 * i;
    all[i] = deltaE00(labA[j], labA[j + 1], labA[j + 2], labB[j], labB[j + 1], labB[j + 2]);
    sum += all[i];
  }
  all.sort();
  return { mean: sum / count, p999: all[Math.floor(0.999 * (count - 1))], worst: all[count - 1] };
}

function sameBytes(a: EncodedRaster, b: EncodedRaster): boolean {
  if (a.data.length !== b.data.length) return false;
  const [one, other] = [new Uint32Array(a.data.buffer), new Uint32Array(b.data.buffer)];
  for (let i = 0; i < one.length; i++) if (one[i] !== other[i]) return false;
  return true;
}

export const harness: Harness = {
  images,
  gallery: GALLERY,
  reference,
  gpu: sharedGpu,
  freshGpu,
  createDeveloper,
  createReferenceDeveloper,
  histogramOf,
  canvas,
  showsCanvases,
  counted,
  limitTextures,
  cut,
  developer: async (limits) => createDeveloper(await sharedGpu(), limits),
  set: (patch) => patchAdjustments(NEUTRAL, patch),
  difference,
  sameBytes,
};

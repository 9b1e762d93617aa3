import { deltaE00, type EncodedRaster, rasterToLab } from '../../src/colour';
import {
  createDeveloper,
  createReferenceDeveloper,
  type Developer,
  type DeveloperLimits,
} from '../../src/develop';
import * as reference from '../../src/develop/reference';
import { type Adjustments, type AdjustmentsPatch, NEUTRAL, patchAdjustments } from '../../src/edit';
import { type Gpu, requestGpu } from '../../src/gpu';
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
  set(patch: AdjustmentsPatch): Adjustments;
  difference(a: EncodedRaster, b: EncodedRaster): Difference;
  sameBytes(a: EncodedRaster, b: EncodedRaster): boolean;
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

export const harness: Harness = {
  images,
  gallery: GALLERY,
  reference,
  gpu: sharedGpu,
  freshGpu,
  createDeveloper,
  createReferenceDeveloper,
  developer: async (limits) => createDeveloper(await sharedGpu(), limits),
  set: (patch) => patchAdjustments(NEUTRAL, patch),
  difference,
  sameBytes: (a, b) => a.data.length === b.data.length && a.data.every((value, i) => value === b.data[i]),
};

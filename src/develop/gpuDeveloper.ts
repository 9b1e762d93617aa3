import { throwIfAborted } from '../core';
import { createReadback, type Gpu } from '../gpu';
import { createAnalyser } from './analyser';
import { createGpuPhoto } from './gpuPhoto';
import { createPipelines, type Pipelines } from './pipelines';
import type { Shared } from './renderer';
import { createSource } from './source';
import type { Developer } from './types';

export interface DeveloperLimits {
  /** Bytes that a photo's finest level may take; a photo of more is read from memory when it is needed at 1:1. */
  readonly photoBytes: number;
  /** Pixels of an exported tile. */
  readonly tilePixels: number;
  /** The longest side of a texture; never more than the device allows. */
  readonly dimension: number;
}

export const LIMITS: DeveloperLimits = { photoBytes: 256 << 20, tilePixels: 4 << 20, dimension: 16_384 };

/** Develops on a GPU; `limits` may be lowered, to save memory. Its pipelines begin to compile at once. */
export function createDeveloper(gpu: Gpu, limits: Partial<DeveloperLimits> = {}): Developer {
  const { photoBytes, tilePixels, dimension: wanted } = { ...LIMITS, ...limits };
  const dimension = Math.min(wanted, gpu.limits.maxTextureDimension2D);
  const readback = createReadback(gpu);
  const analyser = createAnalyser();
  const compiled: Promise<Pipelines> = createPipelines(gpu);
  // A failure is met by `load`; without this a page that never loads a photo would report it as unhandled.
  compiled.catch(() => undefined);

  return {
    async load(raster, signal) {
      analyser.warm();
      const pipelines = await compiled;
      throwIfAborted(signal);
      const shared: Shared = { gpu, pipelines, readback, dimension, tilePixels, analyse: analyser.analyse };
      const source = await createSource(gpu, pipelines, raster, { dimension, bytes: photoBytes }, signal);
      return createGpuPhoto(shared, source);
    },
    dispose() {
      analyser.dispose();
      readback.dispose();
    },
  };
}

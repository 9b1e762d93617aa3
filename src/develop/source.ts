import type { EncodedRaster, OutputSpace } from '../colour';
import { ManylightError, throwIfAborted } from '../core';
import type { Gpu } from '../gpu';
import {
  createEncodedTexture,
  createLinearTexture,
  halve,
  type LevelSize,
  levelFromRaster,
  levelSize,
  uploadRegion,
} from './levels';
import { createScratch } from './passes';
import type { Pipelines } from './pipelines';
import type { Region } from './types';

/** What a resampling pass reads: a texture with part of a level. */
export interface LevelPart {
  readonly texture: GPUTexture;
  readonly level: number;
  /** Texel of the level that is the texture's first. */
  readonly x: number;
  readonly y: number;
  /** Made for this one use: to be destroyed after submitting. */
  readonly temporary: boolean;
}

/** A photo on the GPU: its pyramid, down from the finest level that the limits let the GPU hold. */
export interface Source extends LevelSize {
  readonly space: OutputSpace;
  /** The level to read from when one wanted pixel covers `step` photo pixels a side, if the GPU holds it. */
  held(step: number): LevelPart | undefined;
  /** The part of that level under a region, made from the photo for this one use. Rejects with `out-of-memory`. */
  fetch(step: number, region: Region, signal?: AbortSignal): Promise<LevelPart>;
  /** The finest level that is held, for when there is no time to fetch. */
  readonly finest: LevelPart;
  dispose(): void;
}

export interface SourceLimits {
  /** The longest side of a texture. */
  readonly dimension: number;
  /** Bytes that the finest level may take. */
  readonly bytes: number;
}

/** The level whose texels are just finer than the wanted pixels: a pixel is at least one texel wide, less than two. */
export function levelFor(step: number, coarsest: number): number {
  // The tolerance keeps a rounded 1.9999 of the whole photo's width on the level that is exactly right for it.
  return Math.min(coarsest, Math.max(0, Math.floor(Math.log2(step) + 1e-3)));
}

const outOfMemory = () =>
  new ManylightError('out-of-memory', 'There is not enough graphics memory for this photo.');

/** The level of one texel. */
function coarsestLevel(photo: LevelSize): number {
  return Math.ceil(Math.log2(Math.max(photo.width, photo.height)));
}

/** Puts a photo on the GPU. Rejects with `out-of-memory` or an abort, holding nothing. */
export async function createSource(
  gpu: Gpu,
  pipelines: Pipelines,
  raster: EncodedRaster,
  limits: SourceLimits,
  signal?: AbortSignal,
): Promise<Source> {
  const coarsest = coarsestLevel(raster);
  let finest = finestWithin(raster, limits, coarsest);
  for (;;) {
    const textures = await tryPyramid(gpu, pipelines, raster, finest, coarsest, signal);
    // The raster is let go of when the GPU holds all of it.
    if (textures)
      return heldSource(gpu, pipelines, raster, finest > 0 ? raster : undefined, textures, finest);
    // A device without the memory for a level says so: then the next coarser one is the finest.
    finest++;
    if (finest > coarsest) {
      throw outOfMemory();
    }
  }
}

function finestWithin(photo: LevelSize, limits: SourceLimits, coarsest: number): number {
  for (let level = 0; level < coarsest; level++) {
    const { width, height } = levelSize(photo, level);
    const bytes = width * height * (level === 0 ? 4 : 8);
    if (Math.max(width, height) <= limits.dimension && bytes <= limits.bytes) return level;
  }
  return coarsest;
}

/** The levels from `finest` to `coarsest`, or undefined (and nothing held) where the memory for them is missing. */
async function tryPyramid(
  gpu: Gpu,
  pipelines: Pipelines,
  raster: EncodedRaster,
  finest: number,
  coarsest: number,
  signal?: AbortSignal,
): Promise<Map<number, GPUTexture> | undefined> {
  throwIfAborted(signal);
  const textures = new Map<number, GPUTexture>();
  const destroy = (): void => {
    for (const texture of textures.values()) gpu.resources.destroy(texture);
  };
  try {
    const fits = await gpu.resources.fits(() => {
      for (let level = finest; level <= coarsest; level++) {
        const { width, height } = levelSize(raster, level);
        const create = level === 0 ? createEncodedTexture : createLinearTexture;
        textures.set(level, create(gpu, width, height));
      }
    });
    throwIfAborted(signal);
    if (!fits) {
      destroy();
      return undefined;
    }
    const whole = { x: 0, y: 0, ...levelSize(raster, finest) };
    if (finest === 0) uploadRegion(gpu, raster, whole, textures.get(0)!);
    else await levelFromRaster(gpu, pipelines, raster, finest, whole, textures.get(finest)!, signal);
    halveAll(gpu, pipelines, raster, textures, finest, coarsest);
    return textures;
  } catch (error) {
    destroy();
    throw error;
  }
}

function halveAll(
  gpu: Gpu,
  pipelines: Pipelines,
  photo: LevelSize,
  textures: ReadonlyMap<number, GPUTexture>,
  finest: number,
  coarsest: number,
): void {
  const scratch = createScratch(gpu);
  const encoder = gpu.device.createCommandEncoder();
  const whole = (level: number) => ({ texture: textures.get(level)!, x: 0, y: 0 });
  for (let level = finest; level < coarsest; level++) {
    halve(gpu, pipelines, encoder, scratch, photo, level, whole(level), whole(level + 1));
  }
  gpu.device.queue.submit([encoder.finish()]);
  scratch.free();
}

function heldSource(
  gpu: Gpu,
  pipelines: Pipelines,
  { width, height, space }: EncodedRaster,
  raster: EncodedRaster | undefined,
  textures: Map<number, GPUTexture>,
  finest: number,
): Source {
  const photo = { width, height };
  const coarsest = coarsestLevel(photo);
  const part = (level: number): LevelPart => ({
    texture: textures.get(level)!,
    level,
    x: 0,
    y: 0,
    temporary: false,
  });
  return {
    ...photo,
    space,
    finest: part(finest),
    held(step) {
      const level = levelFor(step, coarsest);
      return level >= finest ? part(level) : undefined;
    },
    async fetch(step, region, signal) {
      const level = levelFor(step, coarsest);
      if (!raster) return part(level);
      const rectangle = rectangleOf(photo, level, region);
      const create = level === 0 ? createEncodedTexture : createLinearTexture;
      let texture!: GPUTexture;
      const fits = await gpu.resources.fits(() => {
        texture = create(gpu, rectangle.width, rectangle.height);
        if (level === 0) uploadRegion(gpu, raster, rectangle, texture);
      });
      try {
        if (!fits) throw outOfMemory();
        if (level > 0) await levelFromRaster(gpu, pipelines, raster, level, rectangle, texture, signal);
      } catch (error) {
        gpu.resources.destroy(texture);
        throw error;
      }
      return { texture, level, x: rectangle.x, y: rectangle.y, temporary: true };
    },
    dispose() {
      for (const texture of textures.values()) gpu.resources.destroy(texture);
      textures.clear();
    },
  };
}

/** The texels of a level that a region of the photo touches. */
function rectangleOf(photo: LevelSize, level: number, region: Region) {
  const scale = 2 ** level;
  const size = levelSize(photo, level);
  const x = Math.min(size.width - 1, Math.max(0, Math.floor(region.x / scale)));
  const y = Math.min(size.height - 1, Math.max(0, Math.floor(region.y / scale)));
  const right = Math.min(size.width, Math.ceil((region.x + region.width) / scale));
  const bottom = Math.min(size.height, Math.ceil((region.y + region.height) / scale));
  return { x, y, width: Math.max(1, right - x), height: Math.max(1, bottom - y) };
}

import type { EncodedRaster } from '../colour';
import { ManylightError, throwIfAborted } from '../core';
import type { Gpu } from '../gpu';
import { createScratch, drawFullscreen, drawPass, type Scratch, type Viewport } from './passes';
import { DECODED_FORMAT, ENCODED_FORMAT, LINEAR_FORMAT, type Pipelines } from './pipelines';
import { STRIP } from './uniforms';

/**
 * Level k of a photo's pyramid has one texel for 2^k x 2^k photo pixels, counted from the top left; the last column
 * and row may stand for fewer. Level 0 is the photo as it came, 8 bits and encoded; the others are linear light.
 */
export interface LevelSize {
  readonly width: number;
  readonly height: number;
}

export function levelSize(photo: LevelSize, level: number): LevelSize {
  return { width: Math.ceil(photo.width / 2 ** level), height: Math.ceil(photo.height / 2 ** level) };
}

/** Photo rows are uploaded so many bytes at a time, so that no driver copies a whole photo at once. */
const UPLOAD_BYTES = 16 << 20;

/** The longer side of a tile, in photo pixels: a power of two, so that tiles end where texels of every level do. */
const TILE = 2048;

/** Where the device has no memory for a tile, it is quartered down to this side. */
const LEAST_TILE = 256;

const LEVEL_USAGE = (): GPUTextureUsageFlags =>
  GPUTextureUsage.TEXTURE_BINDING | GPUTextureUsage.RENDER_ATTACHMENT;

/** Copies a rectangle of the photo, whole pixels inside it, to the top left of a texture. */
export function uploadRegion(
  { device }: Gpu,
  raster: EncodedRaster,
  region: Viewport,
  texture: GPUTexture,
): void {
  const bytesPerRow = raster.width * 4;
  const rows = Math.max(1, Math.floor(UPLOAD_BYTES / bytesPerRow));
  for (let y = 0; y < region.height; y += rows) {
    const count = Math.min(rows, region.height - y);
    device.queue.writeTexture(
      { texture, origin: [0, y] },
      raster.data,
      { offset: (region.y + y) * bytesPerRow + region.x * 4, bytesPerRow },
      [region.width, count],
    );
  }
}

/** Level 0 of a rectangle of the photo. */
export function createEncodedTexture(gpu: Gpu, width: number, height: number): GPUTexture {
  return gpu.resources.createTexture({
    label: 'photo',
    size: [width, height],
    format: ENCODED_FORMAT,
    usage: GPUTextureUsage.TEXTURE_BINDING | GPUTextureUsage.COPY_DST,
    viewFormats: [DECODED_FORMAT],
  });
}

export function createLinearTexture(gpu: Gpu, width: number, height: number): GPUTexture {
  return gpu.resources.createTexture({
    label: 'linear',
    size: [width, height],
    format: LINEAR_FORMAT,
    usage: LEVEL_USAGE(),
  });
}

interface Part {
  readonly texture: GPUTexture;
  /** Texel of its level that is the texture's first. */
  readonly x: number;
  readonly y: number;
}

/** Adds the pass that makes part of level `from + 1` out of part of level `from`. */
export function halve(
  gpu: Gpu,
  pipelines: Pipelines,
  encoder: GPUCommandEncoder,
  scratch: Scratch,
  photo: LevelSize,
  from: number,
  source: Part,
  target: Part,
  viewport?: Viewport,
): void {
  const uniforms = scratch.uniforms(STRIP, {
    size: [photo.width / 2 ** from, photo.height / 2 ** from],
    sourceOrigin: [source.x, source.y],
    targetOrigin: [target.x, target.y],
  });
  const group = gpu.device.createBindGroup({
    layout: pipelines.halveLayout,
    entries: [
      { binding: 0, resource: { buffer: uniforms } },
      { binding: 1, resource: source.texture.createView(from === 0 ? { format: DECODED_FORMAT } : {}) },
    ],
  });
  drawPass(
    encoder,
    target.texture,
    (pass) => drawFullscreen(pass, pipelines.halve, [group], viewport),
    viewport !== undefined,
  );
}

/**
 * Fills a texture with a rectangle (in texels of the level) of a level above 0, from the raster tile by tile, for
 * photos that the GPU does not hold whole.
 */
export async function levelFromRaster(
  gpu: Gpu,
  pipelines: Pipelines,
  raster: EncodedRaster,
  level: number,
  rectangle: Viewport,
  texture: GPUTexture,
  signal?: AbortSignal,
): Promise<void> {
  const target = { texture, x: rectangle.x, y: rectangle.y };
  const fill = async (area: Viewport, side: number): Promise<void> => {
    for (const tile of tilesOf(area, side)) {
      throwIfAborted(signal);
      const fits = await gpu.resources.fits(() =>
        tileFromRaster(gpu, pipelines, raster, level, tile, target),
      );
      // One tile's upload is freed before the next is staged.
      await gpu.device.queue.onSubmittedWorkDone();
      if (fits) continue;
      if (side << level <= LEAST_TILE) {
        throw new ManylightError('out-of-memory', 'There is not enough graphics memory for this photo.');
      }
      await fill(tile, side / 2);
    }
  };
  await fill(rectangle, Math.max(1, TILE >> level));
}

function tilesOf(area: Viewport, side: number): Viewport[] {
  const tiles: Viewport[] = [];
  for (let y = 0; y < area.height; y += side) {
    for (let x = 0; x < area.width; x += side) {
      const [width, height] = [Math.min(side, area.width - x), Math.min(side, area.height - y)];
      tiles.push({ x: area.x + x, y: area.y + y, width, height });
    }
  }
  return tiles;
}

function tileFromRaster(
  gpu: Gpu,
  pipelines: Pipelines,
  raster: EncodedRaster,
  level: number,
  tile: Viewport,
  result: Part,
): void {
  const scratch = createScratch(gpu);
  const encoder = gpu.device.createCommandEncoder();
  const x = tile.x << level;
  const y = tile.y << level;
  const region = {
    x,
    y,
    width: Math.min(tile.width << level, raster.width - x),
    height: Math.min(tile.height << level, raster.height - y),
  };
  const photo = createEncodedTexture(gpu, region.width, region.height);
  let source: Part = { texture: photo, x, y };
  uploadRegion(gpu, raster, region, source.texture);
  for (let from = 0; from < level; from++) {
    const scale = 2 ** (from + 1);
    const isLast = from + 1 === level;
    const target: Part = isLast
      ? result
      : {
          texture: scratch.texture(
            LINEAR_FORMAT,
            Math.ceil(region.width / scale),
            Math.ceil(region.height / scale),
            LEVEL_USAGE(),
          ),
          x: x / scale,
          y: y / scale,
        };
    const viewport = isLast ? { ...tile, x: tile.x - result.x, y: tile.y - result.y } : undefined;
    halve(gpu, pipelines, encoder, scratch, raster, from, source, target, viewport);
    source = target;
  }
  gpu.device.queue.submit([encoder.finish()]);
  gpu.resources.destroy(photo);
  scratch.free();
}

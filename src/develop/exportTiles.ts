import type { EncodedRaster, OutputSpace } from '../colour';
import { ManylightError } from '../core';
import type { Adjustments } from '../edit';
import { allocatePixels } from './allocate';
import type { Frames } from './frames';
import { destroyView } from './linearViews';
import { developToMemory, partFor, type Shared, viewOf } from './renderer';
import type { LevelPart, Source } from './source';
import { samplingOf } from './viewGrid';

/** A tile is not made smaller than this many pixels when memory is short. */
const LEAST_TILE_PIXELS = 1 << 16;

export interface TileOptions {
  /** Called with 0..1. */
  readonly onProgress?: ((done: number) => void) | undefined;
  /** Before each tile; throws where the picture is no longer wanted, or the photo is gone. */
  readonly check?: () => void;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The photo at full size, tile by tile: what a tile needs is freed before the next, and when the device has no
 * memory for one the tiles become smaller. Every pixel depends on its place in the photo only, so tiles cannot be
 * told from the whole.
 */
export async function exportInTiles(
  shared: Shared,
  source: Source,
  frames: Frames,
  adjustments: Adjustments,
  space: OutputSpace,
  { onProgress, check, signal }: TileOptions = {},
): Promise<EncodedRaster> {
  const { width, height } = source;
  const data = allocatePixels(width, height);
  let budget = shared.tilePixels;
  let done = 0;
  for (let y = 0; y < height; ) {
    const tileWidth = Math.min(width, shared.dimension);
    const rows = Math.min(height - y, shared.dimension, Math.max(1, Math.floor(budget / tileWidth)));
    let isShort = false;
    for (let x = 0; x < width && !isShort; x += tileWidth) {
      check?.();
      const tile = { x, y, width: Math.min(tileWidth, width - x), height: rows };
      const isDone = await exportTile(shared, source, frames, adjustments, space, tile, data, signal);
      if (isDone) {
        done += tile.width * rows;
        onProgress?.(Math.min(1, done / (width * height)));
      } else isShort = true;
    }
    if (!isShort) y += rows;
    else if (budget <= LEAST_TILE_PIXELS) {
      throw new ManylightError('out-of-memory', 'There is not enough graphics memory to export this photo.');
    } else {
      budget = Math.max(LEAST_TILE_PIXELS, Math.floor(Math.min(budget, tileWidth * rows) / 2));
      done = y * width;
    }
  }
  return { width, height, space, data };
}

interface Tile {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** False when the device had no memory for the tile. */
async function exportTile(
  shared: Shared,
  source: Source,
  frames: Frames,
  adjustments: Adjustments,
  space: OutputSpace,
  tile: Tile,
  into: Uint8ClampedArray<ArrayBuffer>,
  signal?: AbortSignal,
): Promise<boolean> {
  const { device } = shared.gpu;
  const { width, height } = tile;
  const sampling = samplingOf(source, { width, height, region: tile });
  let part: LevelPart;
  try {
    part = await partFor(source, sampling, signal);
  } catch (error) {
    if (error instanceof ManylightError && error.code === 'out-of-memory') return false;
    throw error;
  }
  device.pushErrorScope('out-of-memory');
  const view = viewOf(shared, source, part, sampling);
  const at = { x: 0, y: 0, ditherX: tile.x, ditherY: tile.y, premultiplied: false };
  const pending = developToMemory(shared, frames, view, [{ adjustments, space, at }], width, height);
  destroyView(shared.gpu, view);
  if ((await device.popErrorScope()) !== null) {
    pending.cancel();
    return false;
  }
  await pending.read(into, (tile.y * source.width + tile.x) * 4, source.width * 4);
  return true;
}

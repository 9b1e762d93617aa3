import type { OutputSpace } from '../colour';
import { ManylightError, throwIfAborted } from '../core';
import type { Adjustments } from '../edit';
import { type ReadPart, textureBytes } from '../gpu';
import type { FramePass } from './frames';
import { createLinearView, destroyView, type LinearView, type Sampling } from './linearViews';
import type { Overlay } from './overlay';
import { columnsAsShot } from './overlay';
import { levelStep, overlaidJobs, partFor, type Shared } from './renderer';
import type { LevelPart, Source } from './source';
import { type Grid, type GridArea, intersection, samplingOfTile, tilesUnder } from './viewGrid';

/** Part of the photo at one scale: resampled, and as it was last developed. */
export interface Tile {
  readonly key: string;
  /** In pixels of the grid. */
  readonly place: GridArea;
  readonly sampling: Sampling;
  view: LinearView;
  /** Read from the level that the scale asks for, not from a coarser one that was at hand. */
  isFine: boolean;
  readonly developed: GPUTexture;
  /** What was developed into it; empty when nothing was yet. */
  look: string;
  /** How many frames under way need it. */
  users: number;
}

/** How a frame is developed. */
export interface Look {
  readonly adjustments: Adjustments;
  readonly space: OutputSpace;
  readonly premultiplied: boolean;
  readonly overlay: Overlay;
}

/**
 * The tiles of a photo that have been on the screen. A view that moves develops only what comes into it, a slider only
 * what is in sight. All that a tile's pixels depend on is their number in the grid, so that a frame of tiles, old and
 * new, equals one made at once.
 */
export interface ViewTiles {
  /**
   * The tiles under an area, to be given back with `release` once the frame is submitted. What the GPU does not hold
   * is fetched where `isExact`, else read from the finest level that it holds. Rejects with `out-of-memory`.
   */
  take(
    grid: Grid,
    area: GridArea,
    format: GPUTextureFormat,
    isExact: boolean,
    signal?: AbortSignal,
  ): Promise<Tile[]>;
  release(tiles: readonly Tile[]): void;
  /** The passes that bring tiles up to date; submit them, or `forget` them. */
  develop(tiles: readonly Tile[], look: Look): FramePass[];
  /** What was developed into tiles did not come about: they are developed anew when they are next needed. */
  forget(tiles: readonly Tile[]): void;
  /** Makes fine what of an area is not, in the background. */
  refine(grid: Grid, area: GridArea, format: GPUTextureFormat, signal?: AbortSignal): Promise<void>;
  dispose(): void;
}

/** Tiles out of sight are kept up to this many bytes of all; those in sight always are. */
const KEPT_BYTES = 96 << 20;

/** A tile that a split line crosses is developed to its right, and shown as shot to its left. */
export const MOST_JOBS_A_TILE = 2;

/** Where each tile's part of an area lies in it. */
export function partsOf(tiles: readonly Tile[], area: GridArea): ReadPart[] {
  return tiles.map(({ place, developed }) => {
    const { x, y, width, height } = intersection(place, area);
    const from = { x: x - place.x, y: y - place.y };
    return { texture: developed, from, x: x - area.x, y: y - area.y, width, height };
  });
}

const bytesOf = ({ view, developed }: Tile): number => textureBytes(view.texture) + textureBytes(developed);

export function createViewTiles(shared: Shared, source: Source): ViewTiles {
  const { gpu, pipelines } = shared;
  // A Map iterates in the order of insertion, so the first is the one unused for longest.
  const kept = new Map<string, Tile>();
  let disposed = false;

  const destroy = (tile: Tile): void => {
    destroyView(gpu, tile.view);
    gpu.resources.destroy(tile.developed);
    if (kept.get(tile.key) === tile) kept.delete(tile.key);
  };
  /** Lets go of what was not used for longest, until the rest is no more than so many bytes. */
  const shrink = (most: number): void => {
    let bytes = 0;
    for (const tile of kept.values()) bytes += bytesOf(tile);
    for (const tile of [...kept.values()]) {
      if (bytes <= most) break;
      if (tile.users > 0) continue;
      bytes -= bytesOf(tile);
      destroy(tile);
    }
  };
  const keyOf = ({ stepX, stepY }: Grid, { x, y }: GridArea, format: GPUTextureFormat): string =>
    [stepX, stepY, x, y, format].join(' ');
  const free = (part: LevelPart): void => {
    if (part.temporary) gpu.resources.destroy(part.texture);
  };

  /** Runs what allocates; once more with nothing kept that can be spared where the device has no memory for it. */
  async function allocate<T>(make: () => T, unmake: (made: T) => void): Promise<T> {
    for (const isLast of [false, true]) {
      let made: T | undefined;
      const fits = await gpu.resources.fits(() => {
        made = make();
      });
      if (fits) return made as T;
      unmake(made as T);
      if (!isLast) shrink(0);
    }
    throw new ManylightError(
      'out-of-memory',
      'There is not enough graphics memory to show this part of the photo.',
    );
  }

  const makeTile = (
    key: string,
    place: GridArea,
    sampling: Sampling,
    format: GPUTextureFormat,
    part: LevelPart,
    isFine: boolean,
  ): Tile => ({
    key,
    place,
    sampling,
    view: createLinearView(gpu, pipelines, source, part, sampling),
    isFine,
    developed: gpu.resources.createTexture({
      label: 'tile',
      size: [place.width, place.height],
      format,
      usage: GPUTextureUsage.RENDER_ATTACHMENT | GPUTextureUsage.COPY_SRC,
    }),
    look: '',
    users: 1,
  });

  const use = (tile: Tile): Tile => {
    tile.users += 1;
    kept.delete(tile.key);
    kept.set(tile.key, tile);
    return tile;
  };
  /** A new tile is kept, unless another frame has made the same meanwhile. */
  const keep = (tile: Tile): Tile => {
    const twin = kept.get(tile.key);
    if (twin) {
      destroy(tile);
      return use(twin);
    }
    kept.set(tile.key, tile);
    return tile;
  };
  const release = (tiles: readonly Tile[]): void => {
    for (const tile of tiles) {
      tile.users -= 1;
      if (disposed && tile.users === 0) destroy(tile);
    }
  };
  const check = (signal?: AbortSignal): void => {
    throwIfAborted(signal);
    throwIfAborted({ aborted: disposed });
  };

  /** Gives a tile a finer view; what was developed from the old one is no longer true. */
  async function makeFine(tile: Tile, signal?: AbortSignal): Promise<void> {
    const part = await partFor(source, tile.sampling, signal);
    try {
      check(signal);
      const view = await allocate(
        () => createLinearView(gpu, pipelines, source, part, tile.sampling),
        (made) => destroyView(gpu, made),
      );
      if (tile.isFine || disposed) return destroyView(gpu, view);
      destroyView(gpu, tile.view);
      tile.view = view;
      tile.isFine = true;
      tile.look = '';
    } finally {
      free(part);
    }
  }

  return {
    async take(grid, area, format, isExact, signal) {
      const step = levelStep(grid);
      const taken: Tile[] = [];
      try {
        const missing: { key: string; place: GridArea; sampling: Sampling }[] = [];
        for (const place of tilesUnder(grid, area)) {
          const key = keyOf(grid, place, format);
          const tile = kept.get(key);
          if (tile) taken.push(use(tile));
          else missing.push({ key, place, sampling: samplingOfTile(grid, place) });
        }
        const held = source.held(step);
        if (missing.length > 0 && (held || !isExact)) {
          const part = held ?? source.finest;
          const made = await allocate(
            () =>
              missing.map(({ key, place, sampling }) =>
                makeTile(key, place, sampling, format, part, held !== undefined),
              ),
            (tiles) => tiles.forEach(destroy),
          );
          taken.push(...made.map(keep));
        } else {
          for (const { key, place, sampling } of missing) {
            const part = await partFor(source, sampling, signal);
            try {
              const [tile] = await allocate(
                () => [makeTile(key, place, sampling, format, part, true)],
                (tiles) => tiles.forEach(destroy),
              );
              taken.push(keep(tile));
            } finally {
              free(part);
            }
          }
        }
        if (isExact) for (const tile of taken) if (!tile.isFine) await makeFine(tile, signal);
        check(signal);
      } catch (error) {
        release(taken);
        throw error;
      }
      shrink(KEPT_BYTES);
      return taken;
    },
    release,
    develop(tiles, { adjustments, space, premultiplied, overlay }) {
      const common = JSON.stringify([adjustments, space, premultiplied, overlay.clipping ?? false]);
      const passes: FramePass[] = [];
      for (const tile of tiles) {
        const { originX, stepX, width } = tile.sampling;
        const edge = columnsAsShot(overlay, source.width, originX, stepX, width);
        const look = `${common} ${edge}`;
        if (tile.look === look) continue;
        tile.look = look;
        const { x, y } = tile.place;
        const at = { x: 0, y: 0, ditherX: x, ditherY: y, premultiplied };
        const jobs = overlaidJobs(source, { adjustments, space, at }, tile.sampling, overlay);
        passes.push({ target: tile.developed, view: tile.view, jobs });
      }
      return passes;
    },
    forget(tiles) {
      for (const tile of tiles) tile.look = '';
    },
    async refine(grid, area, format, signal) {
      for (const place of tilesUnder(grid, area)) {
        const tile = kept.get(keyOf(grid, place, format));
        if (!tile || tile.isFine) continue;
        use(tile);
        try {
          await makeFine(tile, signal);
        } finally {
          release([tile]);
        }
        // Frames go first, and what was staged for one tile is freed before the next.
        await gpu.device.queue.onSubmittedWorkDone();
        check(signal);
      }
    },
    dispose() {
      disposed = true;
      for (const tile of [...kept.values()]) if (tile.users === 0) destroy(tile);
    },
  };
}

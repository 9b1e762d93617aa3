import type { Sampling } from './linearViews';
import type { RenderRequest } from './types';

/**
 * All of a photo at one scale, as a plane of pixels counted from its top left corner. A frame that is a whole number of
 * its pixels away from another shows the same pixels, moved.
 */
export interface Grid {
  /** Photo pixels from one pixel of the plane to the next; single floats, as the shaders have them. */
  readonly stepX: number;
  readonly stepY: number;
  /** Pixels of the plane; the last of a row or column may lie partly beside the photo. */
  readonly width: number;
  readonly height: number;
}

/** Pixels of a grid's plane. */
export interface GridArea {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The longer side of a tile, in pixels: what a moving view draws at a time. */
export const TILE_SIDE = 256;

/** This share of a pixel is rounding, of single floats over tens of thousands of pixels. */
const ROUNDING = 0.01;

export function gridOf(
  photo: { readonly width: number; readonly height: number },
  stepX: number,
  stepY: number,
): Grid {
  const pixels = (length: number, step: number): number => Math.max(1, Math.ceil(length / step - ROUNDING));
  return {
    stepX: Math.fround(stepX),
    stepY: Math.fround(stepY),
    width: pixels(photo.width, stepX),
    height: pixels(photo.height, stepY),
  };
}

/** Where a sampling lies in its grid's plane, if it is a whole number of pixels and inside it. */
export function areaInGrid({ originX, originY, stepX, stepY, width, height }: Sampling, grid: Grid) {
  const x = Math.round(originX / stepX);
  const y = Math.round(originY / stepY);
  const isWhole = Math.abs(originX / stepX - x) < ROUNDING && Math.abs(originY / stepY - y) < ROUNDING;
  const isInside = x >= 0 && y >= 0 && x + width <= grid.width && y + height <= grid.height;
  return isWhole && isInside ? { x, y, width, height } : undefined;
}

/** The part of an area that lies on the photo; width or height may be 0. */
export function areaOnPhoto(grid: Grid, { x, y, width, height }: GridArea): GridArea {
  const left = Math.max(0, x);
  const top = Math.max(0, y);
  return {
    x: left,
    y: top,
    width: Math.max(0, Math.min(grid.width, x + width) - left),
    height: Math.max(0, Math.min(grid.height, y + height) - top),
  };
}

/** The tiles that an area touches, whole, row by row. */
export function tilesUnder(grid: Grid, area: GridArea): GridArea[] {
  const tiles: GridArea[] = [];
  const first = (start: number): number => Math.floor(start / TILE_SIDE) * TILE_SIDE;
  for (let y = first(area.y); y < area.y + area.height; y += TILE_SIDE) {
    for (let x = first(area.x); x < area.x + area.width; x += TILE_SIDE) {
      tiles.push({
        x,
        y,
        width: Math.min(TILE_SIDE, grid.width - x),
        height: Math.min(TILE_SIDE, grid.height - y),
      });
    }
  }
  return area.width > 0 && area.height > 0 ? tiles : [];
}

/** The common part of a tile and an area. */
export function intersection(a: GridArea, b: GridArea): GridArea {
  const x = Math.max(a.x, b.x);
  const y = Math.max(a.y, b.y);
  return {
    x,
    y,
    width: Math.min(a.x + a.width, b.x + b.width) - x,
    height: Math.min(a.y + a.height, b.y + b.height) - y,
  };
}

/** Where a picture that is asked for lies in the photo. */
export function samplingOf(photo: { width: number; height: number }, request: RenderRequest): Sampling {
  const { width, height } = request;
  const region = request.region ?? { x: 0, y: 0, width: photo.width, height: photo.height };
  return {
    originX: region.x,
    originY: region.y,
    stepX: region.width / width,
    stepY: region.height / height,
    width,
    height,
  };
}

export function samplingOfTile(grid: Grid, tile: GridArea): Sampling {
  const { stepX, stepY } = grid;
  return {
    originX: tile.x * stepX,
    originY: tile.y * stepY,
    stepX,
    stepY,
    width: tile.width,
    height: tile.height,
  };
}

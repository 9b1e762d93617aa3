import type { ViewState, Zoom } from './state-types';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The canvas's place on the screen. */
export interface Viewport extends Size {
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** Device pixels to one CSS pixel. */
  readonly ratio: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** What of the photo is drawn, and where: the visible rectangle in photo pixels and its place in canvas pixels. */
export interface Framing {
  /** Canvas pixels. */
  readonly canvas: Size;
  /** Photo pixels, fractional, within the photo. */
  readonly source: Point & Size;
  /** Canvas pixels, whole, within the canvas. */
  readonly target: Point & Size;
  /** Canvas pixels to one photo pixel. */
  readonly scale: number;
}

export const MIDDLE: Point = { x: 0.5, y: 0.5 };

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

/** CSS pixels to one photo pixel. */
export function cssScale(photo: Size, viewport: Viewport, zoom: Zoom): number {
  if (zoom !== 'fit') return zoom / viewport.ratio;
  return Math.min(viewport.width / photo.width, viewport.height / photo.height);
}

/**
 * The most that a photo is enlarged by zooming, device pixels to one photo pixel: single pixels are plain to see, and there is
 * nothing more to find.
 */
export const MAX_ZOOM = 4;

/**
 * A zoom within what makes sense: neither smaller than the whole photo (or 100%, if that is smaller) nor past 400% (or all
 * of a photo so small that this is more).
 */
export function limitZoom(photo: Size, viewport: Viewport, zoom: Zoom): Zoom {
  if (zoom === 'fit' || !Number.isFinite(zoom)) return 'fit';
  const fit = cssScale(photo, viewport, 'fit') * viewport.ratio;
  return clamp(zoom, Math.min(1, fit), Math.max(MAX_ZOOM, fit));
}

/** The centre nearest to the wished one that leaves no empty canvas on a side where the photo could fill it. */
export function clampCentre(photo: Size, viewport: Viewport, zoom: Zoom, centre: Point): Point {
  const scale = cssScale(photo, viewport, zoom);
  const along = (wished: number, photoLength: number, viewLength: number): number => {
    const half = viewLength / (photoLength * scale) / 2;
    return half >= 0.5 ? 0.5 : clamp(wished, half, 1 - half);
  };
  return {
    x: along(centre.x, photo.width, viewport.width),
    y: along(centre.y, photo.height, viewport.height),
  };
}

/** Where the whole photo lies, in CSS pixels of the canvas. */
export function photoBox(
  photo: Size,
  viewport: Viewport,
  zoom: Zoom,
  centre: Point,
): NonNullable<ViewState['photoBox']> {
  const scale = cssScale(photo, viewport, zoom);
  const width = photo.width * scale;
  const height = photo.height * scale;
  return {
    x: viewport.width / 2 - centre.x * width,
    y: viewport.height / 2 - centre.y * height,
    width,
    height,
  };
}

/** The centre after a zoom that keeps the photo's point under `at` (CSS pixels of the canvas) where it is. */
export function centreAfterZoom(
  photo: Size,
  viewport: Viewport,
  from: { zoom: Zoom; centre: Point },
  to: Zoom,
  at: Point,
): Point {
  const box = photoBox(photo, viewport, from.zoom, from.centre);
  const held = { x: (at.x - box.x) / box.width, y: (at.y - box.y) / box.height };
  const scale = cssScale(photo, viewport, to);
  return clampCentre(photo, viewport, to, {
    x: held.x + (viewport.width / 2 - at.x) / (photo.width * scale),
    y: held.y + (viewport.height / 2 - at.y) / (photo.height * scale),
  });
}

export function centreAfterPan(
  photo: Size,
  viewport: Viewport,
  zoom: Zoom,
  centre: Point,
  dx: number,
  dy: number,
): Point {
  const scale = cssScale(photo, viewport, zoom);
  return clampCentre(photo, viewport, zoom, {
    x: centre.x - dx / (photo.width * scale),
    y: centre.y - dy / (photo.height * scale),
  });
}

/**
 * What to draw.
 * @param pixelBudget most canvas pixels to draw; past it the canvas is coarser than the screen (software rendering)
 */
export function frame(
  photo: Size,
  viewport: Viewport,
  zoom: Zoom,
  centre: Point,
  pixelBudget = Number.POSITIVE_INFINITY,
): Framing {
  const wanted = viewport.width * viewport.height * viewport.ratio ** 2;
  const ratio = viewport.ratio * Math.min(1, Math.sqrt(pixelBudget / wanted));
  const canvas = {
    width: Math.max(1, Math.round(viewport.width * ratio)),
    height: Math.max(1, Math.round(viewport.height * ratio)),
  };
  const scale = cssScale(photo, viewport, zoom) * ratio;
  const along = (photoLength: number, canvasLength: number, middle: number) => {
    const length = photoLength * scale;
    const start = canvasLength / 2 - middle * length;
    if (length >= canvasLength) {
      // Whole canvas pixels from the photo's edge: a view that moves then shows the same pixels elsewhere.
      const furthest = Math.floor(length - canvasLength + 1e-6);
      const offset = clamp(Math.round(-start), 0, furthest);
      return { first: 0, length: canvasLength, from: offset / scale, span: canvasLength / scale };
    }
    const first = clamp(Math.round(start), 0, canvasLength - 1);
    const last = clamp(Math.round(start + length), first + 1, canvasLength);
    // Read back through the rounded edges, so that the pixels lie where the picture says.
    const from = clamp((first - start) / scale, 0, photoLength);
    const to = clamp((last - start) / scale, from, photoLength);
    return { first, length: last - first, from, span: Math.max(to - from, 1e-3) };
  };
  const x = along(photo.width, canvas.width, centre.x);
  const y = along(photo.height, canvas.height, centre.y);
  return {
    canvas,
    source: { x: x.from, y: y.from, width: x.span, height: y.span },
    target: { x: x.first, y: y.first, width: x.length, height: y.length },
    scale,
  };
}

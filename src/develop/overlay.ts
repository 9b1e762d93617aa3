/** What a preview shows besides the development; exports never have any. */
export interface Overlay {
  /** Share of the photo's width, from its left, that is shown as it was; 0 when left out. */
  readonly asShot?: number;
  /** Marks clipped pixels: any channel at 255 in red, every channel at 0 in blue. */
  readonly clipping?: boolean;
}

export const NO_OVERLAY: Overlay = {};

/** The marks' encoded colours, 0..255; the frame pass has the same. */
export const CLIPPED_HIGHLIGHTS = [255, 40, 40] as const;
export const CLIPPED_SHADOWS = [40, 80, 255] as const;

/** Paints the marks over some pixels of 8 bits, [pixels * 4], in place. */
export function markClipped(data: Uint8ClampedArray): void {
  for (let i = 0; i < data.length; i += 4) {
    const largest = Math.max(data[i], data[i + 1], data[i + 2]);
    if (largest > 0 && largest < 255) continue;
    data.set(largest > 0 ? CLIPPED_HIGHLIGHTS : CLIPPED_SHADOWS, i);
  }
}

/**
 * How many of a view's columns, from its left, are shown as shot: those whose middle lies in that share of the photo.
 * @param originX photo pixels: left edge of the first column; stepX: from one to the next
 */
export function columnsAsShot(
  { asShot = 0 }: Overlay,
  photoWidth: number,
  originX: number,
  stepX: number,
  width: number,
): number {
  const edge = (asShot * photoWidth - originX) / stepX;
  return Math.min(width, Math.max(0, Math.round(edge)));
}

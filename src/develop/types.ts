import type { EncodedRaster, OutputSpace } from '../colour';
import type { Adjustments } from '../edit';
import type { Overlay } from './overlay';
import type { PhotoAnalysis } from './reference';

/** A rectangle of the photo, in its pixels; may be fractional. */
export interface Region {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * What a canvas shows: the photo's point (x, y), in its pixels, lies in the canvas's top left corner, and `scale`
 * canvas pixels show one photo pixel. The canvas is width x height device pixels; beside the photo it is transparent.
 */
export interface View {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
  readonly width: number;
  readonly height: number;
}

export interface RenderRequest {
  /** Pixels of the result. */
  readonly width: number;
  readonly height: number;
  /** The part of the photo to render, inside it; all of it when left out. */
  readonly region?: Region;
  /** The photo's own space when left out. */
  readonly space?: OutputSpace;
  readonly overlay?: Overlay;
  /**
   * The request is one of a view that moves: what is made for it is kept in tiles, and dither follows the photo, not
   * the region. It counts where the region begins at a whole number of its own pixels from the photo's corner.
   */
  readonly tiled?: boolean;
}

export interface FrameOptions {
  readonly overlay?: Overlay;
  /**
   * Counts the development, without what lies over it, in the frame's own submission; not where counting is still to be
   * compiled (`GpuPhoto.histogram` does that), as no frame waits for it.
   */
  readonly histogram?: boolean;
}

/** A frame that was submitted. */
export interface PresentedFrame {
  /**
   * Settles, before the device is done with the frame, when it is known whether it had the memory for it. Rejects with
   * `out-of-memory`: the canvas does not show it then.
   */
  readonly fitted?: Promise<void>;
  /** Where it was asked for and is compiled; rejects with `gpu-lost`. */
  readonly histogram?: Promise<Histogram>;
  /**
   * There where the GPU does not hold the photo as fine as it is shown, and a coarser level stands in for now: fetches
   * what is missing, in the background; then draw again. Rejects with `out-of-memory` or an abort.
   */
  readonly refine?: (signal?: AbortSignal) => Promise<void>;
}

/** Counts of the developed photo's 8-bit values, at preview size. */
export interface Histogram {
  /** Each [256]. Luminance is of the encoded value, by the luminance weights of the photo's space. */
  readonly red: Uint32Array;
  readonly green: Uint32Array;
  readonly blue: Uint32Array;
  readonly luminance: Uint32Array;
  /** Fractions 0..1 of pixels with every channel at 0, and with any channel at 255. */
  readonly shadowsClipped: number;
  readonly highlightsClipped: number;
}

/** A canvas for WebGPU, with what it is configured to: not every browser's context can be asked. */
export interface Canvas {
  readonly context: GPUCanvasContext;
  readonly format: GPUTextureFormat;
  /** The output space. */
  readonly space: OutputSpace;
}

/** A photo that is ready to be developed, any number of times. */
export interface GpuPhoto {
  /** Pixels, upright. */
  readonly width: number;
  readonly height: number;
  /** The space of the photo that was loaded. */
  readonly space: OutputSpace;
  /** Found when it is first asked for, or first needed. Rejects as `render` does. */
  analysis(): Promise<PhotoAnalysis>;
  /**
   * Draws to a canvas; its context must be configured for the developer's device, and its usage allow copying to it. Views
   * are moved to the next whole canvas pixel from the photo's corner, so that what one shows of the photo serves the next.
   * Only a WebGPU developer's photos can.
   */
  present(
    canvas: Canvas,
    adjustments: Adjustments,
    view: View,
    options?: FrameOptions,
  ): Promise<PresentedFrame>;
  /** Develops into memory. Rejects with an abort when the signal says so, with `gpu-lost` when the device is gone. */
  render(adjustments: Adjustments, request: RenderRequest, signal?: AbortSignal): Promise<EncodedRaster>;
  /** The whole photo with each of several adjustments, in one submission; the longer side has `longSide` pixels. */
  renderMany(
    list: readonly Adjustments[],
    longSide: number,
    signal?: AbortSignal,
  ): Promise<readonly EncodedRaster[]>;
  histogram(adjustments: Adjustments, signal?: AbortSignal): Promise<Histogram>;
  /** The photo at full size. `onProgress` is called with 0..1; an abort rejects before the next tile. */
  exportPixels(
    adjustments: Adjustments,
    space: OutputSpace,
    onProgress?: (done: number) => void,
    signal?: AbortSignal,
  ): Promise<EncodedRaster>;
  /** Frees everything the photo holds; the photo cannot be used afterwards. */
  dispose(): void;
}

export interface Developer {
  /** Rejects with `out-of-memory`, `gpu-lost` or an abort. */
  load(raster: EncodedRaster, signal?: AbortSignal): Promise<GpuPhoto>;
  /** Frees what the developer itself holds; photos are disposed by those who loaded them. */
  dispose(): void;
}

import type { OutputSpace } from '../../colour';
import { invariant, ManylightError } from '../../core';
import type { FrameOptions, GpuPhoto, PresentedFrame } from '../../develop';
import type { Adjustments } from '../../edit';
import type { Gpu } from '../../gpu';
import type { Framing } from '../view';

export interface SurfaceOptions extends FrameOptions {
  /** The screen shows colours outside sRGB. */
  readonly wideScreen: boolean;
}

/** A canvas and the one way it is drawn to; a canvas can never change from WebGPU to 2D or back. */
export interface Surface {
  /** Draws a frame; resolves when the device is done with it. */
  draw(
    photo: GpuPhoto,
    adjustments: Adjustments,
    framing: Framing,
    options: SurfaceOptions,
  ): Promise<PresentedFrame>;
}

function resize(canvas: OffscreenCanvas, { width, height }: Framing['canvas']): void {
  // Assigning clears a canvas even when the size is the same.
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
}

/** A wide photo stays wide where the screen can show it; elsewhere our own gamut mapping is gentler than clipping. */
const canvasSpace = (photo: GpuPhoto, wideScreen: boolean): OutputSpace =>
  wideScreen ? photo.space : 'srgb';

/** Presents from the worker. The same surface serves every device that the canvas lives through. */
export function createGpuSurface(canvas: OffscreenCanvas, gpu: () => Gpu | undefined): Surface {
  const context = canvas.getContext('webgpu');
  invariant(context, 'a canvas that has not been drawn to otherwise');
  let configured: { device: GPUDevice; space: OutputSpace } | undefined;
  return {
    async draw(photo, adjustments, framing, { wideScreen, ...options }) {
      const device = gpu()?.device;
      if (!device) return {};
      resize(canvas, framing.canvas);
      const space = canvasSpace(photo, wideScreen);
      const format = navigator.gpu.getPreferredCanvasFormat();
      if (configured?.device !== device || configured.space !== space) {
        context.configure({
          device,
          format,
          usage: GPUTextureUsage.RENDER_ATTACHMENT | GPUTextureUsage.COPY_DST,
          colorSpace: space,
          alphaMode: 'premultiplied',
        });
        configured = { device, space };
      }
      const { source, target, scale, canvas: size } = framing;
      const view = { x: source.x - target.x / scale, y: source.y - target.y / scale, scale, ...size };
      const frame = await photo.present({ context, format, space }, adjustments, view, options);
      try {
        await device.queue.onSubmittedWorkDone();
      } catch (cause) {
        // Seen where a GPU process dies at its first present.
        throw new ManylightError('gpu-lost', 'The graphics device stopped while it drew.', { cause });
      }
      // Known by now.
      await frame.fitted;
      return frame;
    },
  };
}

/**
 * Draws pixels that were read back (or rendered on the CPU). The canvas's space is that of the screen it was first drawn
 * on, for good: a 2D context cannot change it.
 */
export function createPixelSurface(canvas: OffscreenCanvas): Surface {
  let context: OffscreenCanvasRenderingContext2D | null | undefined;
  let last = '';
  return {
    async draw(photo, adjustments, framing, { wideScreen, overlay = {} }) {
      context ??= canvas.getContext('2d', {
        willReadFrequently: true,
        colorSpace: wideScreen ? 'display-p3' : 'srgb',
      });
      invariant(context, 'a canvas that has not been drawn to otherwise');
      const { source, target } = framing;
      const space = canvasSpace(photo, wideScreen);
      const raster = await photo.render(adjustments, {
        width: target.width,
        height: target.height,
        region: source,
        space,
        overlay,
        tiled: true,
      });
      resize(canvas, framing.canvas);
      const place = JSON.stringify([framing.canvas, target]);
      if (place !== last) context.clearRect(0, 0, canvas.width, canvas.height);
      last = place;
      const image = new ImageData(raster.data, raster.width, raster.height, { colorSpace: space });
      context.putImageData(image, target.x, target.y);
      return {};
    },
  };
}

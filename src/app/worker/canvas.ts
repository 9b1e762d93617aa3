import type { OutputSpace } from '../../colour';
import { invariant, ManylightError } from '../../core';
import type { GpuPhoto, Overlay } from '../../develop';
import type { Adjustments } from '../../edit';
import type { Gpu } from '../../gpu';
import type { Framing } from '../view';

/** A canvas and the one way it is drawn to; a canvas can never change from WebGPU to 2D or back. */
export interface Surface {
  /** Draws a frame; resolves when the device is done with it. */
  draw(photo: GpuPhoto, adjustments: Adjustments, framing: Framing, overlay: Overlay): Promise<void>;
}

function resize(canvas: OffscreenCanvas, { width, height }: Framing['canvas']): void {
  // Assigning clears a canvas even when the size is the same.
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
}

/** Presents from the worker. The same surface serves every device that the canvas lives through. */
export function createGpuSurface(canvas: OffscreenCanvas, gpu: () => Gpu | undefined): Surface {
  const context = canvas.getContext('webgpu');
  invariant(context, 'a canvas that has not been drawn to otherwise');
  let configured: { device: GPUDevice; space: OutputSpace } | undefined;
  return {
    async draw(photo, adjustments, framing, overlay) {
      const device = gpu()?.device;
      if (!device) return;
      resize(canvas, framing.canvas);
      if (configured?.device !== device || configured.space !== photo.space) {
        context.configure({
          device,
          format: navigator.gpu.getPreferredCanvasFormat(),
          colorSpace: photo.space,
          alphaMode: 'premultiplied',
        });
        configured = { device, space: photo.space };
      }
      const { source, target, scale, canvas: size } = framing;
      const view = { x: source.x - target.x / scale, y: source.y - target.y / scale, scale, ...size };
      await photo.present(context, adjustments, view, overlay);
      try {
        await device.queue.onSubmittedWorkDone();
      } catch (cause) {
        // Seen where a GPU process dies at its first present.
        throw new ManylightError('gpu-lost', 'The graphics device stopped while it drew.', { cause });
      }
    },
  };
}

/** Draws pixels that were read back (or rendered on the CPU). */
export function createPixelSurface(canvas: OffscreenCanvas): Surface {
  const context = canvas.getContext('2d', { willReadFrequently: true });
  invariant(context, 'a canvas that has not been drawn to otherwise');
  let last = '';
  return {
    async draw(photo, adjustments, framing, overlay) {
      const { source, target } = framing;
      const raster = await photo.render(adjustments, {
        width: target.width,
        height: target.height,
        region: source,
        space: 'srgb',
        overlay,
      });
      resize(canvas, framing.canvas);
      const place = JSON.stringify([framing.canvas, target]);
      if (place !== last) context.clearRect(0, 0, canvas.width, canvas.height);
      last = place;
      context.putImageData(new ImageData(raster.data, raster.width, raster.height), target.x, target.y);
    },
  };
}

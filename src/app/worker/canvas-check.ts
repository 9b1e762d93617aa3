import type { Gpu } from '../../gpu';

const SIDE = 4;

/**
 * Whether this browser shows what WebGPU draws to a canvas. Some take every frame without an error and show nothing, such
 * as Chromium with a graphics card and no display. A canvas of a few pixels is cleared to white and read.
 */
export function showsCanvases({ device }: Pick<Gpu, 'device'>): boolean {
  try {
    const canvas = new OffscreenCanvas(SIDE, SIDE);
    const context = canvas.getContext('webgpu');
    const flat = new OffscreenCanvas(SIDE, SIDE).getContext('2d');
    if (!context || !flat) return false;
    context.configure({ device, format: navigator.gpu.getPreferredCanvasFormat() });
    const encoder = device.createCommandEncoder();
    const view = context.getCurrentTexture().createView();
    const white = {
      view,
      loadOp: 'clear',
      storeOp: 'store',
      clearValue: [1, 1, 1, 1],
    } satisfies GPURenderPassColorAttachment;
    encoder.beginRenderPass({ colorAttachments: [white] }).end();
    device.queue.submit([encoder.finish()]);
    flat.drawImage(canvas, 0, 0);
    context.unconfigure();
    const { data } = flat.getImageData(0, 0, SIDE, SIDE);
    // Half is enough: some browsers add noise to what is read, against fingerprints.
    return data.reduce((sum, value) => sum + value, 0) > 127 * data.length;
  } catch {
    // A browser that has WebGPU and does not know it as a context of a worker's canvas.
    return false;
  }
}

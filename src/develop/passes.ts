import type { Gpu, UniformLayout, UniformTable, UniformValues } from '../gpu';

/** GPU memory that is needed only until the next submission has been made. */
export interface Scratch {
  uniforms<Table extends UniformTable>(layout: UniformLayout<Table>, values: UniformValues<Table>): GPUBuffer;
  texture(format: GPUTextureFormat, width: number, height: number, usage: GPUTextureUsageFlags): GPUTexture;
  /** Call after submitting: what was submitted still runs to its end. */
  free(): void;
}

export function createScratch({ resources }: Gpu): Scratch {
  const made: (GPUBuffer | GPUTexture)[] = [];
  return {
    uniforms(layout, values) {
      const buffer = resources.createBuffer({
        size: layout.size,
        usage: GPUBufferUsage.UNIFORM,
        mappedAtCreation: true,
      });
      layout.write(buffer.getMappedRange(), 0, values);
      buffer.unmap();
      made.push(buffer);
      return buffer;
    },
    texture(format, width, height, usage) {
      const texture = resources.createTexture({ size: [width, height], format, usage });
      made.push(texture);
      return texture;
    },
    free() {
      for (const resource of made.splice(0)) resources.destroy(resource);
    },
  };
}

/** Where in a target a pass draws; all of it when left out. */
export interface Viewport {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A render pass over a target. What lies outside the viewports drawn keeps its pixels when `keep`, else is cleared. */
export function drawPass(
  encoder: GPUCommandEncoder,
  target: GPUTexture,
  draw: (pass: GPURenderPassEncoder) => void,
  keep = false,
): void {
  const pass = encoder.beginRenderPass({
    colorAttachments: [{ view: target.createView(), loadOp: keep ? 'load' : 'clear', storeOp: 'store' }],
  });
  draw(pass);
  pass.end();
}

/** Draws one full-viewport triangle with a pipeline. */
export function drawFullscreen(
  pass: GPURenderPassEncoder,
  pipeline: GPURenderPipeline,
  bindGroups: readonly GPUBindGroup[],
  viewport?: Viewport,
): void {
  pass.setPipeline(pipeline);
  bindGroups.forEach((group, index) => {
    pass.setBindGroup(index, group);
  });
  if (viewport) {
    pass.setViewport(viewport.x, viewport.y, viewport.width, viewport.height, 0, 1);
    pass.setScissorRect(viewport.x, viewport.y, viewport.width, viewport.height);
  }
  pass.draw(3);
}

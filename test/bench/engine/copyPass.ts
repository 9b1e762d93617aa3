import fullscreen from '../../../shaders/lib/fullscreen.wgsl?raw';
import type { LinearView } from '../../../src/develop/linearViews';
import { drawFullscreen, drawPass } from '../../../src/develop/passes';
import { ENCODED_FORMAT, type Pipelines } from '../../../src/develop/pipelines';
import { assembleShader, type Gpu } from '../../../src/gpu';
import copy from './copy.wgsl?raw';

/** Adds the pass that copies a view to a target of the format that is read back, texel by texel. */
export type CopyPass = (encoder: GPUCommandEncoder, target: GPUTexture, view: LinearView) => void;

export async function createCopyPass({ device }: Gpu, { viewLayout }: Pipelines): Promise<CopyPass> {
  const code = assembleShader('copy.wgsl', { 'copy.wgsl': copy, 'lib/fullscreen.wgsl': fullscreen }, '');
  const module = device.createShaderModule({ label: 'copy', code });
  const pipeline = await device.createRenderPipelineAsync({
    label: 'copy',
    layout: device.createPipelineLayout({ bindGroupLayouts: [viewLayout] }),
    vertex: { module, entryPoint: 'fullscreen' },
    fragment: { module, entryPoint: 'copy', targets: [{ format: ENCODED_FORMAT }] },
  });
  return (encoder, target, view) => {
    const group = device.createBindGroup({
      layout: viewLayout,
      entries: [
        { binding: 0, resource: { buffer: view.uniforms } },
        { binding: 1, resource: view.texture.createView() },
      ],
    });
    drawPass(encoder, target, (pass) => drawFullscreen(pass, pipeline, [group]));
  };
}

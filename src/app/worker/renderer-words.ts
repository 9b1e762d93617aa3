import type { Gpu } from '../../gpu';
import type { Capability, Renderer } from '../state-types';

/** The renderer in a sentence for people. */
export function describeRenderer(renderer: Renderer, gpu: Gpu | undefined): Capability {
  const on = gpu?.isSoftware
    ? 'in software, as this browser offers no graphics card'
    : 'on the graphics card';
  switch (renderer) {
    case 'webgpu-offscreen':
      return { renderer, words: `Develops ${on}.` };
    case 'webgpu-readback':
      return { renderer, words: `Develops ${on}; frames reach the screen by a slower way that works here.` };
    case 'reference':
      return {
        renderer,
        words: 'WebGPU cannot be used here, so the processor develops, more slowly.',
      };
  }
}

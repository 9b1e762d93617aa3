import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { installOnDemand } from '../peers/onDemand';

interface Dawn {
  create(options: readonly string[]): GPU;
  readonly globals: object;
}

/**
 * Puts Dawn where the sources look for WebGPU: `navigator.gpu` and the constants of its usages.
 * @returns why that could not be done, if it could not
 */
export async function openDawn(): Promise<{ readonly opened: true } | { readonly missing: string }> {
  const installed = await installOnDemand({ webgpu: '0.6.2' });
  if ('missing' in installed) return installed;
  try {
    const url = pathToFileURL(join(installed.folder, 'webgpu', 'index.js')).href;
    const { create, globals } = (await import(url)) as Dawn;
    Object.assign(globalThis, globals);
    // Timestamps in steps of 0.1 ms, as browsers give them, would be too coarse.
    const gpu = create(['disable-dawn-features=timestamp_quantization']);
    Object.defineProperty(globalThis, 'navigator', { value: { gpu }, configurable: true });
    return { opened: true };
  } catch (error) {
    return { missing: `Dawn does not start here: ${String(error).split('\n')[0]}` };
  }
}

import * as tf from '@tensorflow/tfjs-core';
import { ManylightError } from '../core';

/** Where the network runs: on the processor, or on the app's own GPU device. */
export type EncoderBackend = 'wasm' | { readonly device: GPUDevice; readonly adapterInfo: GPUAdapterInfo };

/** A folder (ending in a slash), or the place of every .wasm file by its name in @tensorflow/tfjs-backend-wasm. */
export type WasmPaths = string | Record<string, string>;

/** A tfjs backend that is ready, under its registered name. */
export interface Backend {
  readonly name: string;
  /** Makes it the backend of the calls that follow; tfjs has one for the whole thread. */
  use(): Promise<void>;
  /**
   * Runs `work` without computing, and waits until the shaders that it asked for are compiled, all at once. Nothing
   * to do on wasm.
   */
  compileAhead(work: () => void): Promise<void>;
  dispose(): void;
}

/** Throws a ManylightError `model-invalid` when the wasm kernels cannot be loaded, `gpu-unavailable` for a GPU's. */
export async function openBackend(
  backend: EncoderBackend,
  wasmPaths: WasmPaths | undefined,
): Promise<Backend> {
  return backend === 'wasm' ? openWasm(wasmPaths) : openWebGpu(backend.device, backend.adapterInfo);
}

async function use(name: string): Promise<void> {
  if (tf.getBackend() === name) return;
  const ready = await tf.setBackend(name);
  if (!ready) throw new Error(`the ${name} backend did not start`);
}

async function openWasm(wasmPaths: WasmPaths | undefined): Promise<Backend> {
  try {
    const wasm = await import('@tensorflow/tfjs-backend-wasm');
    const paths = wasmPaths ?? (await bundledPaths());
    // Both matter for the first start only. (Asking tfjs whether it has started would start it.)
    tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
    if (paths !== undefined) wasm.setWasmPaths(paths);
    await use('wasm');
  } catch (error) {
    throw new ManylightError('model-invalid', 'The kernels that look at photos could not be started.', {
      cause: error,
    });
  }
  // The backend stays: another encoder of this thread may run on it, and a second start is not possible.
  return { name: 'wasm', use: () => use('wasm'), compileAhead: async () => {}, dispose: () => {} };
}

/** In Node the package finds its own files. */
async function bundledPaths(): Promise<WasmPaths | undefined> {
  return tf.env().getBool('IS_BROWSER') ? (await import('./wasm-urls')).WASM_URLS : undefined;
}

let opened = 0;

async function openWebGpu(device: GPUDevice, adapterInfo: GPUAdapterInfo): Promise<Backend> {
  try {
    const { WebGPUBackend } = await import('@tensorflow/tfjs-backend-webgpu');
    opened += 1;
    const name = `manylight-webgpu-${opened}`;
    const gpu = new WebGPUBackend(device, adapterInfo);
    tf.registerBackend(name, () => gpu);
    // Kernels are found by the name of their backend.
    const kernels = tf.getKernelsForBackend('webgpu');
    for (const kernel of kernels) tf.registerKernel({ ...kernel, backendName: name });
    await use(name);
    return {
      name,
      use: () => use(name),
      async compileAhead(work) {
        tf.env().set('WEBGPU_ENGINE_COMPILE_ONLY', true);
        try {
          work();
          await gpu.checkCompileCompletionAsync();
        } finally {
          tf.env().set('WEBGPU_ENGINE_COMPILE_ONLY', false);
        }
      },
      dispose() {
        // The device is the app's and lives on.
        tf.removeBackend(name);
        for (const kernel of kernels) tf.unregisterKernel(kernel.kernelName, name);
      },
    };
  } catch (error) {
    throw new ManylightError('gpu-unavailable', 'The encoder could not use the GPU.', { cause: error });
  }
}

import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type * as FittingDoor from '../training/fitting';

/** The models under construction, with TensorFlow.js started: neither is loaded before this is called. */
export async function startFitting(threads: number): Promise<typeof FittingDoor> {
  const fitting = await import('../training/fitting');
  const wasm = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/package.json');
  await fitting.startTensorflow({ wasmFolder: `${join(dirname(wasm), 'dist')}/`, threads });
  return fitting;
}

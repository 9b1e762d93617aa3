import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { startTensorflow } from '../../../src/training/tensorflow';

/** The backend that fitting runs on, for a test file's beforeAll. */
export async function startBackend(): Promise<void> {
  const wasm = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/package.json');
  await startTensorflow({ wasmFolder: `${join(dirname(wasm), 'dist')}/`, threads: 1 });
}

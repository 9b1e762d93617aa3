import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { once } from '../../core';
import type * as FittingDoor from '../../training/fitting';

/** The models under construction, with TensorFlow.js started: both only when a figure needs them. */
export const openFitting = once(async (): Promise<typeof FittingDoor> => {
  const fitting = await import('../../training/fitting');
  const wasm = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/package.json');
  await fitting.startTensorflow({ wasmFolder: `${join(dirname(wasm), 'dist')}/`, threads: 1 });
  return fitting;
});

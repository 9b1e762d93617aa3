import { ManylightError } from '../core';
import type { EncoderBackend, WasmPaths } from './backend';
import { createEncoderFromMemory, type Encoder } from './encoder';

/** How the app opens the encoder that ships with it. */
export interface EncoderOptions {
  /** The folder of model.json, weights.bin and manifest.json, of the app's own origin. */
  readonly modelUrl: string;
  readonly backend: EncoderBackend;
  readonly wasmPaths?: WasmPaths;
}

interface Manifest {
  readonly files: Readonly<Record<string, string>>;
}

/**
 * Loads the encoder, checks its files against the manifest's SHA-256, and starts it.
 *
 * @throws ManylightError `model-missing` when a file cannot be fetched, `model-invalid` when the files are not those
 *   of the manifest or not an encoder, `gpu-unavailable` when its GPU fails.
 */
export async function createEncoder(options: EncoderOptions): Promise<Encoder> {
  const folder = options.modelUrl.replace(/\/?$/, '/');
  const [manifest, model, weights] = await Promise.all(
    ['manifest.json', 'model.json', 'weights.bin'].map((name) => read(folder + name)),
  );
  const { files } = parseManifest(manifest);
  await check('model.json', model, files);
  await check('weights.bin', weights, files);
  return createEncoderFromMemory({
    modelJson: new TextDecoder().decode(model),
    weights,
    backend: options.backend,
    ...(options.wasmPaths === undefined ? {} : { wasmPaths: options.wasmPaths }),
  });
}

async function read(url: string): Promise<ArrayBuffer> {
  try {
    const response = await fetch(url);
    if (response.ok) return await response.arrayBuffer();
  } catch (error) {
    throw new ManylightError('model-missing', "The encoder's model could not be read.", { cause: error });
  }
  throw new ManylightError('model-missing', "The encoder's model is missing.");
}

function parseManifest(bytes: ArrayBuffer): Manifest {
  try {
    const manifest = JSON.parse(new TextDecoder().decode(bytes)) as Manifest;
    if (typeof manifest.files === 'object') return manifest;
  } catch {
    // Said below, in one sentence for both.
  }
  throw new ManylightError('model-invalid', "The encoder's manifest cannot be read.");
}

async function check(name: string, bytes: ArrayBuffer, files: Manifest['files']): Promise<void> {
  // Only secure contexts have it; elsewhere the graph's own shapes must do.
  if (!globalThis.crypto?.subtle) return;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  if (hex !== files[name]) {
    throw new ManylightError('model-invalid', `The encoder's ${name} is not the one that was released.`);
  }
}

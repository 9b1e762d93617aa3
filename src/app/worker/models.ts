import { ManylightError } from '../../core';
import type { Encoder } from '../../encoder';
import { sha256Hex } from '../../files';
import type { Gpu } from '../../gpu';
import type { LooksModel } from '../../looks';
import { parseTasteModel, type TasteModel } from '../../taste';

/** A model's files as they were fetched, each checked against the manifest. */
export interface ModelFiles {
  readonly manifest: unknown;
  /** By name, in the order asked for. */
  readonly files: readonly ArrayBuffer[];
}

export type ModelName = 'encoder' | 'looks' | 'taste';

async function fetchFile(url: string, model: ModelName): Promise<Response> {
  const missing = (cause?: unknown) =>
    new ManylightError('model-missing', `The ${model} model could not be loaded.`, { cause });
  let response: Response;
  try {
    response = await fetch(url);
  } catch (cause) {
    throw missing(cause);
  }
  // Static hosts often answer a missing file with their start page.
  if (!response.ok || response.headers.get('content-type')?.startsWith('text/html')) throw missing();
  return response;
}

/** What the manifest says a file's SHA-256 is: in `files`, by name, or alone where there is but one. */
function checksumOf(manifest: unknown, name: string): unknown {
  const { files, sha256: only } = manifest as { files?: Readonly<Record<string, unknown>>; sha256?: unknown };
  return files?.[name] ?? only;
}

/**
 * Fetches a model's manifest and files from the page's own origin. Throws `model-missing` when they cannot be had,
 * `model-invalid` when a file is not the manifest's.
 */
export async function fetchModel(
  modelsUrl: string,
  model: ModelName,
  names: readonly string[],
): Promise<ModelFiles> {
  const invalid = (reason: string, cause?: unknown) =>
    new ManylightError('model-invalid', `The ${model} model cannot be used: ${reason}.`, { cause });
  const [manifest, ...files] = await Promise.all(
    ['manifest.json', ...names].map(async (name) => {
      const response = await fetchFile(`${modelsUrl}${model}/${name}`, model);
      return response.arrayBuffer();
    }),
  );
  let parsed: unknown;
  try {
    parsed = JSON.parse(new TextDecoder().decode(manifest));
  } catch (cause) {
    throw invalid('its manifest is damaged', cause);
  }
  if (typeof parsed !== 'object' || parsed === null) throw invalid('its manifest is damaged');
  for (const [i, name] of names.entries()) {
    if (checksumOf(parsed, name) !== (await sha256Hex(files[i]))) {
      throw invalid(`${name} is not the one that its manifest names`);
    }
  }
  return { manifest: parsed, files };
}

/**
 * The encoder: on our device where that is a graphics card, else in WebAssembly, which is some eighty times quicker than
 * a software adapter.
 */
export async function loadEncoder(modelsUrl: string, gpu: Gpu | undefined): Promise<Encoder> {
  const [{ createEncoderFromMemory }, { files }] = await Promise.all([
    import('../../encoder'),
    fetchModel(modelsUrl, 'encoder', ['model.json', 'weights.bin']),
  ]);
  const [modelJson, weights] = [new TextDecoder().decode(files[0]), files[1]];
  const inWasm = () => createEncoderFromMemory({ modelJson, weights, backend: 'wasm' });
  if (!gpu || gpu.isSoftware) return inWasm();
  const { device, adapterInfo } = gpu;
  try {
    return await createEncoderFromMemory({ modelJson, weights, backend: { device, adapterInfo } });
  } catch (error) {
    if (error instanceof ManylightError && error.code === 'gpu-unavailable') return inWasm();
    throw error;
  }
}

export async function loadLooksModel(modelsUrl: string): Promise<LooksModel> {
  const [{ parseLooksModel }, files] = await Promise.all([
    import('../../looks'),
    fetchModel(modelsUrl, 'looks', ['weights.bin']),
  ]);
  return parseLooksModel(files.manifest, files.files[0]);
}

export async function loadTasteModel(modelsUrl: string): Promise<TasteModel> {
  const files = await fetchModel(modelsUrl, 'taste', ['weights.bin']);
  return parseTasteModel(files.manifest, files.files[0]);
}

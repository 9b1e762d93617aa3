import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { ManylightError } from '../core';
import { createEncoderFromMemory, type Encoder } from '../encoder';
import { type LooksModel, parseLooksModel } from '../looks';
import { parseTasteModel, type TasteModel } from '../taste';

const MODELS = new URL('../../public/models/', import.meta.url);

/** A file of a model that ships with the project. Throws `model-missing`. */
export async function readModelFile(model: string, name: string): Promise<Buffer> {
  return readFile(fileURLToPath(new URL(`${model}/${name}`, MODELS))).catch((cause) => {
    throw new ManylightError('model-missing', `The ${model} model is missing: no ${model}/${name}.`, {
      cause,
    });
  });
}

/** The bytes alone: a Buffer from Node's pool shares its memory with others. */
export function bytesOf(buffer: Buffer): ArrayBuffer {
  const bytes = new ArrayBuffer(buffer.byteLength);
  new Uint8Array(bytes).set(buffer);
  return bytes;
}

export async function loadEncoder(): Promise<Encoder> {
  const [modelJson, weights] = await Promise.all([
    readModelFile('encoder', 'model.json'),
    readModelFile('encoder', 'weights.bin'),
  ]);
  return createEncoderFromMemory({
    modelJson: modelJson.toString('utf8'),
    weights: bytesOf(weights),
    backend: 'wasm',
  });
}

/** Manifest and weights, the weights checked against the manifest's SHA-256. */
async function readChecked(model: 'looks' | 'taste'): Promise<{ manifest: unknown; weights: ArrayBuffer }> {
  const [text, weights] = await Promise.all([
    readModelFile(model, 'manifest.json'),
    readModelFile(model, 'weights.bin'),
  ]);
  const manifest: unknown = JSON.parse(text.toString('utf8'));
  const { sha256 } = manifest as { sha256?: string };
  if (createHash('sha256').update(weights).digest('hex') !== sha256) {
    throw new ManylightError('model-invalid', `The ${model} model's weights are not those of its manifest.`);
  }
  return { manifest, weights: bytesOf(weights) };
}

export async function loadLooks(): Promise<LooksModel> {
  const { manifest, weights } = await readChecked('looks');
  return parseLooksModel(manifest, weights);
}

/** Throws `model-invalid` when it was made for other looks: styles are matched by their index. */
export async function loadTaste(looks: LooksModel): Promise<TasteModel> {
  const { manifest, weights } = await readChecked('taste');
  const taste = parseTasteModel(manifest, weights);
  if (taste.looksVersion !== looks.version) {
    throw new ManylightError('model-invalid', 'The taste model was made for other looks.');
  }
  return taste;
}

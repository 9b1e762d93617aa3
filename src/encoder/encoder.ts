import { type GraphModel, loadGraphModel } from '@tensorflow/tfjs-converter';
import * as tf from '@tensorflow/tfjs-core';
import * as mobilenet from '@tensorflow-models/mobilenet';
import type { EncodedRaster } from '../colour';
import { ManylightError, throwIfAborted } from '../core';
import { type Backend, type EncoderBackend, openBackend, type WasmPaths } from './backend';
import { EMBEDDING_SIZE, type Features, featuresVersion } from './features';
import { encoderInput, INPUT_SIZE } from './input';
import { photometricStatistics, STATISTICS, STATISTICS_VERSION } from './statistics';

/** Width of the features: embedding, then statistics. */
export const FEATURE_SIZE: number = EMBEDDING_SIZE + STATISTICS.length;

const EMBEDDING_NODE = 'module_apply_default/MobilenetV1/Logits/global_pool';

/** Turns photos into features; holds a network in memory until it is disposed of. */
export interface Encoder {
  readonly version: string;
  /** The name of the tfjs backend that it runs on. */
  readonly backend: string;
  /**
   * @param raster upright, in sRGB or Display P3, 256 pixels or more on the long side.
   * @throws AbortError when `signal` is aborted; ManylightError `gpu-lost` when the GPU gave no answer.
   */
  features(raster: EncodedRaster, signal?: AbortSignal): Promise<Features>;
  dispose(): void;
}

/** The files of a model, read. */
export interface EncoderFiles {
  /** model.json as text, or parsed. */
  readonly modelJson: string | object;
  /** The weights file that it names. */
  readonly weights: ArrayBuffer;
  readonly backend: EncoderBackend;
  /** Where the wasm kernels lie; not needed in Node or in the app's bundle. */
  readonly wasmPaths?: WasmPaths;
}

interface ModelJson {
  readonly modelTopology: object;
  readonly userDefinedMetadata?: { readonly version?: string };
  readonly weightsManifest: readonly { readonly weights: tf.io.WeightsManifestEntry[] }[];
}

/**
 * An encoder of a model already in memory, as in Node.
 *
 * @throws ManylightError `model-invalid` when the files are not an encoder, `gpu-unavailable` when its GPU fails.
 */
export async function createEncoderFromMemory(files: EncoderFiles): Promise<Encoder> {
  const model = parse(files.modelJson);
  const version = model.userDefinedMetadata?.version;
  if (!version) throw invalid('its version is missing');
  const handler = tf.io.fromMemory({
    modelTopology: model.modelTopology,
    weightSpecs: model.weightsManifest.flatMap((group) => group.weights),
    weightData: files.weights,
  });
  const backend = await openBackend(files.backend, files.wasmPaths);
  try {
    await backend.use();
    if (files.backend !== 'wasm') await compile(backend, handler);
    const net = await mobilenet.load({ version: 1, alpha: 1, modelUrl: handler, inputRange: [0, 1] });
    const encoder = new MobilenetEncoder(featuresVersion(version, STATISTICS_VERSION), backend, net);
    await encoder.check();
    return encoder;
  } catch (error) {
    backend.dispose();
    throw error instanceof ManylightError ? error : invalid('it did not run', error);
  }
}

function invalid(reason: string, cause?: unknown): ManylightError {
  return new ManylightError('model-invalid', `The encoder's model cannot be used: ${reason}.`, { cause });
}

function parse(source: string | object): ModelJson {
  try {
    const model = (typeof source === 'string' ? JSON.parse(source) : source) as ModelJson;
    if (model.modelTopology && Array.isArray(model.weightsManifest)) return model;
  } catch (error) {
    throw invalid('model.json is not JSON', error);
  }
  throw invalid('model.json is not a graph model');
}

/** mobilenet.load computes at once, so shaders are compiled by a copy of the graph before. */
async function compile(backend: Backend, handler: tf.io.IOHandler): Promise<void> {
  const graph: GraphModel = await loadGraphModel(handler);
  await backend.compileAhead(() => {
    tf.tidy(() => {
      const picture = tf.add(tf.mul(tf.zeros([INPUT_SIZE, INPUT_SIZE, 3]), 1 / 255), 0);
      const batch = tf.reshape(picture, [1, INPUT_SIZE, INPUT_SIZE, 3]);
      graph.predict(batch);
      graph.execute(batch, EMBEDDING_NODE);
    });
  });
  graph.dispose();
}

class MobilenetEncoder implements Encoder {
  readonly version: string;
  readonly #backend: Backend;
  readonly #net: mobilenet.MobileNet;

  constructor(version: string, backend: Backend, net: mobilenet.MobileNet) {
    this.version = version;
    this.#backend = backend;
    this.#net = net;
  }

  get backend(): string {
    return this.#backend.name;
  }

  async features(raster: EncodedRaster, signal?: AbortSignal): Promise<Features> {
    throwIfAborted(signal);
    const input = encoderInput(raster);
    const embedding = await this.#embed(input);
    throwIfAborted(signal);
    const values = new Float32Array(FEATURE_SIZE);
    values.set(embedding);
    values.set(photometricStatistics(raster), EMBEDDING_SIZE);
    return { version: this.version, values };
  }

  /** Throws when the model's output is not the embedding. */
  async check(): Promise<void> {
    const embedding = await this.#embed(new Float32Array(INPUT_SIZE * INPUT_SIZE * 3).fill(0.5));
    if (embedding.length !== EMBEDDING_SIZE) throw invalid(`it gives ${embedding.length} numbers`);
  }

  async #embed(input: Float32Array): Promise<Float32Array> {
    await this.#backend.use();
    const output = tf.tidy(() => {
      // The package divides by 255 what it takes for pixels.
      const picture = tf.mul(tf.tensor3d(input, [INPUT_SIZE, INPUT_SIZE, 3]), 255);
      return this.#net.infer(picture, true);
    });
    try {
      const values = (await output.data()) as Float32Array;
      // A lost device answers with zeros or not at all; a living network never does.
      if (!values.some((value) => value > 0) || !values.every(Number.isFinite)) throw this.#noAnswer();
      return values;
    } catch (error) {
      throw error instanceof ManylightError ? error : this.#noAnswer(error);
    } finally {
      output.dispose();
    }
  }

  #noAnswer(cause?: unknown): ManylightError {
    if (this.#backend.name === 'wasm') return invalid('it gives no numbers', cause);
    return new ManylightError('gpu-lost', 'The GPU stopped while it looked at the photo.', { cause });
  }

  dispose(): void {
    // The package offers no dispose, but holds its graph in a public field.
    (this.#net as unknown as { model?: GraphModel }).model?.dispose();
    this.#backend.dispose();
  }
}

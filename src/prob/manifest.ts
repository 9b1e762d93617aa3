import { ManylightError } from '../core';
import { type FeatureMap, type Matrix, matrix } from './network';
import { takeTensor, unpackTensors } from './tensors';

export type JsonObject = Readonly<Record<string, unknown>>;

/** A model's manifest as it is read. What does not hold throws `model-invalid`, naming the model and what is wrong. */
export interface Manifest {
  readonly root: JsonObject;
  readonly architecture: JsonObject;
  /** How many features the model takes, and how many numbers its networks are given of them (`mapFeatures`). */
  readonly featureSize: number;
  readonly mappedSize: number;
  /** The error for this reason, to be thrown. */
  invalid(reason: string): ManylightError;
  record(data: unknown, what: string): JsonObject;
  text(data: JsonObject, key: string): string;
  positive(data: JsonObject, key: string): number;
  /** A whole number of the architecture, at least 1. */
  size(key: string): number;
  tensors(weights: ArrayBuffer): ModelTensors;
}

/** The tensors that a manifest lists. Throws `model-invalid` where one is missing or of another shape. */
interface ModelTensors {
  readonly input: FeatureMap;
  take(name: string, shape: readonly number[]): Float32Array;
  layer(name: string, inputs: number, outputs: number): Matrix;
}

/** More than any size or constant of a model is. */
const MOST = 65536;

/** What the manifests of all models have in common: their format, their features' sizes, and a table of tensors. */
export function readManifest(model: string, format: string, data: unknown): Manifest {
  const invalid = (reason: string) =>
    new ManylightError('model-invalid', `The ${model} model cannot be used: ${reason}.`);
  const record = (value: unknown, what: string): JsonObject => {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw invalid(`${what} is not an object`);
    return value as JsonObject;
  };
  const text = (from: JsonObject, key: string): string => {
    const value = from[key];
    if (typeof value !== 'string' || value === '') throw invalid(`its manifest has no "${key}"`);
    return value;
  };
  const root = record(data, 'its manifest');
  const found = text(root, 'format');
  if (found !== format) throw invalid(`it has the format "${found}", and this Manylight reads "${format}"`);
  const architecture = record(root.architecture, 'its architecture');
  const size = (key: string): number => {
    const value = architecture[key];
    if (typeof value !== 'number' || !Number.isInteger(value) || value < 1 || value > MOST)
      throw invalid(`"${key}" of its architecture is not a size`);
    return value;
  };
  const [features, embedding, axes, limit] = [
    size('features'),
    size('embedding'),
    size('axes'),
    size('limit'),
  ];
  const statistics = features - embedding;
  if (statistics <= 0) throw invalid('its features have no statistics');
  return {
    root,
    architecture,
    featureSize: features,
    mappedSize: axes + statistics,
    invalid,
    record,
    text,
    positive(from, key) {
      const value = from[key];
      if (typeof value !== 'number' || !(value > 0 && value <= MOST))
        throw invalid(`"${key}" is not a positive number`);
      return value;
    },
    size,
    tensors(weights) {
      const tensors = unpackTensors(model, root.tensors, weights);
      const take = (name: string, shape: readonly number[]) => takeTensor(model, tensors, name, shape);
      const layer = (name: string, inputs: number, outputs: number) =>
        matrix(take(name, [inputs, outputs]), inputs, outputs);
      const input = {
        mean: take('input.mean', [features]),
        projection: layer('input.projection', embedding, axes),
        scale: take('input.scale', [statistics]),
        limit,
      };
      return { input, take, layer };
    },
  };
}

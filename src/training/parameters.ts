import type { Rng } from '../core';
import { tf } from './tensorflow';

/** The tensors being fitted, by the names they are shipped under. */
export type Parameters = ReadonlyMap<string, tf.Variable>;

/** Values by name, off the backend: what checkpoints and exports are made of. */
export type Values = Map<string, { shape: number[]; values: Float32Array }>;

/** How a tensor starts: `he` and `small` are normal matrices for layers before and without a relu; else a constant. */
export type Start = 'he' | 'small' | number | Float32Array;

export type ParameterTable = Readonly<
  Record<string, { readonly shape: readonly number[]; readonly start: Start }>
>;

function startValues(shape: readonly number[], start: Start, rng: Rng): Float32Array {
  if (start instanceof Float32Array) return start.slice();
  const size = shape.reduce((product, next) => product * next, 1);
  if (typeof start === 'number') return new Float32Array(size).fill(start);
  const deviation = start === 'he' ? Math.sqrt(2 / shape[0]) : 0.3 / Math.sqrt(shape[0]);
  return Float32Array.from({ length: size }, () => deviation * rng.normal());
}

export function createParameters(table: ParameterTable, rng: Rng): Parameters {
  return new Map(
    Object.entries(table).map(([name, { shape, start }]) => {
      const values = startValues(shape, start, rng);
      return [name, tf.tidy(() => tf.variable(tf.tensor(values, [...shape]), true))];
    }),
  );
}

export function readParameters(parameters: Parameters): Values {
  return new Map(
    [...parameters].map(([name, variable]) => [
      name,
      { shape: [...variable.shape], values: (variable.dataSync() as Float32Array).slice() },
    ]),
  );
}

export function writeParameters(parameters: Parameters, values: Values): void {
  for (const [name, variable] of parameters) {
    tf.tidy(() => variable.assign(tf.tensor(values.get(name)!.values, variable.shape)));
  }
}

export function disposeParameters(parameters: Parameters): void {
  for (const variable of parameters.values()) variable.dispose();
}

/** A named tensor of a network under construction. */
export function matrixOf(parameters: Parameters, name: string): tf.Tensor2D {
  return parameters.get(name)! as tf.Tensor as tf.Tensor2D;
}

export function vectorOf(parameters: Parameters, name: string): tf.Tensor1D {
  return parameters.get(name)! as tf.Tensor as tf.Tensor1D;
}

export function linear(
  input: tf.Tensor2D,
  parameters: Parameters,
  weights: string,
  bias?: string,
): tf.Tensor2D {
  const product: tf.Tensor2D = tf.matMul(input, matrixOf(parameters, weights));
  return bias ? tf.add<tf.Tensor2D>(product, vectorOf(parameters, bias)) : product;
}

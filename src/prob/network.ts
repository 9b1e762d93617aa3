import { invariant } from '../core';

/**
 * One fully connected layer's matrix: [inputs, outputs], row-major, in float32 as shipped; sums in float64. Layers that
 * take several inputs (a photo, an edit, a style) have one matrix for each and one bias, which is what lets a photo's
 * part be computed once.
 */
export interface Matrix {
  readonly inputs: number;
  readonly outputs: number;
  readonly values: Float32Array;
}

export function matrix(values: Float32Array, inputs: number, outputs: number): Matrix {
  invariant(values.length === inputs * outputs, `a ${inputs}x${outputs} matrix of ${values.length} values`);
  return { inputs, outputs, values };
}

/** into += input · matrix, in place; returns into. */
export function accumulate(
  into: Float64Array,
  input: ArrayLike<number>,
  { inputs, outputs, values }: Matrix,
): Float64Array {
  for (let i = 0; i < inputs; i++) {
    const scale = input[i];
    if (scale === 0) continue;
    const row = i * outputs;
    for (let j = 0; j < outputs; j++) into[j] += scale * values[row + j];
  }
  return into;
}

/** bias + input · matrix. */
export function affine(input: ArrayLike<number>, weights: Matrix, bias: Float32Array): Float64Array {
  return accumulate(Float64Array.from(bias), input, weights);
}

/** max(value, 0), in place; returns values. */
export function relu(values: Float64Array): Float64Array {
  for (let i = 0; i < values.length; i++) if (values[i] < 0) values[i] = 0;
  return values;
}

/**
 * How a photo's features enter a network: the embedding on its leading principal axes, the statistics beside them,
 * all centred, scaled to variance near 1 and held within ±limit, so that a strange photo cannot throw a network off.
 */
export interface FeatureMap {
  /** [features]: subtracted first. */
  readonly mean: Float32Array;
  /** [embedding, axes]: the embedding's axes, already divided by their deviations. */
  readonly projection: Matrix;
  /** [features - embedding]: the statistics' inverse deviations. */
  readonly scale: Float32Array;
  readonly limit: number;
}

/** Features [featureSize] to the networks' input [axes + statistics]. */
export function mapFeatures(
  { mean, projection, scale, limit }: FeatureMap,
  features: ArrayLike<number>,
): Float64Array {
  invariant(
    features.length === mean.length,
    `${features.length} features where the model takes ${mean.length}`,
  );
  const embedding = projection.inputs;
  const mapped = new Float64Array(projection.outputs + scale.length);
  const centred = Float64Array.from({ length: embedding }, (_, i) => features[i] - mean[i]);
  accumulate(mapped.subarray(0, projection.outputs), centred, projection);
  for (let i = 0; i < scale.length; i++) {
    mapped[projection.outputs + i] = (features[embedding + i] - mean[embedding + i]) * scale[i];
  }
  return mapped.map((value) => Math.min(limit, Math.max(-limit, value)));
}

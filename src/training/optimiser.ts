import type { Parameters } from './parameters';
import { tf } from './tensorflow';

/** Adam's memory, by parameter: what a checkpoint needs besides the parameters. */
export interface AdamState {
  step: number;
  readonly first: Map<string, Float32Array>;
  readonly second: Map<string, Float32Array>;
}

export interface AdamOptions {
  readonly learningRate: number;
  /** Gradients longer than this (over all parameters together) are shortened to it. */
  readonly clip: number;
  /** Decoupled decay of matrices, per step and unit of learning rate. */
  readonly decay: number;
}

const FIRST = 0.9;
const SECOND = 0.999;
const EPSILON = 1e-8;

export function createAdam(): AdamState {
  return { step: 0, first: new Map(), second: new Map() };
}

/**
 * One step of AdamW on the CPU, where a few hundred thousand parameters cost about a millisecond and the state can be
 * saved as it is. Returns the gradients' norm; a step with a gradient that is not finite is skipped and returns NaN.
 */
export function adamStep(
  state: AdamState,
  parameters: Parameters,
  gradients: ReadonlyMap<string, Float32Array>,
  { learningRate, clip, decay }: AdamOptions,
): number {
  let squares = 0;
  for (const gradient of gradients.values()) for (const value of gradient) squares += value * value;
  const norm = Math.sqrt(squares);
  if (!Number.isFinite(norm)) return Number.NaN;
  const scale = norm > clip ? clip / norm : 1;
  state.step += 1;
  const rate = (learningRate * Math.sqrt(1 - SECOND ** state.step)) / (1 - FIRST ** state.step);
  for (const [name, gradient] of gradients) {
    const variable = parameters.get(name)!;
    const values = (variable.dataSync() as Float32Array).slice();
    if (!state.first.has(name)) {
      state.first.set(name, new Float32Array(values.length));
      state.second.set(name, new Float32Array(values.length));
    }
    const first = state.first.get(name)!;
    const second = state.second.get(name)!;
    const shrink = variable.shape.length > 1 ? 1 - learningRate * decay : 1;
    for (let i = 0; i < values.length; i++) {
      const slope = gradient[i] * scale;
      first[i] = FIRST * first[i] + (1 - FIRST) * slope;
      second[i] = SECOND * second[i] + (1 - SECOND) * slope * slope;
      values[i] = values[i] * shrink - (rate * first[i]) / (Math.sqrt(second[i]) + EPSILON);
    }
    tf.tidy(() => variable.assign(tf.tensor(values, variable.shape)));
  }
  return norm;
}

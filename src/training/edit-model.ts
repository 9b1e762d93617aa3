import { createRng, type Rng } from '../core';
import { ADJUSTMENT_COUNT, fromModelUnits, toModelUnits } from '../edit';
import type { EditTable } from './batches';
import { createUnflow, type FlowValues } from './flow';
import type { EditDensity } from './likelihood';

/** An estimate of a likelihood with so many samples: its mean over edits in nats. Too few bias it low. */
export interface Settling {
  readonly samples: number;
  readonly mean: number;
}

export interface LogLikelihoods {
  /** [edits], in nats. */
  readonly values: Float64Array;
  /** How it settled as samples were doubled; absent where it is exact. */
  readonly trail?: readonly Settling[];
}

/** A model of edits as it is evaluated, whatever it is: fitted once, then asked of photos it has not seen. */
export interface EditModel {
  readonly name: string;
  /** What early stopping saw of a network: log p(y | x) in nats on validation edits. */
  readonly curve?: readonly { readonly step: number; readonly validation: number }[] | undefined;
  /**
   * log p(y | x) of edits of the table, y in [-1, 1]^11 and dequantised by half a step; undefined where the model is a
   * point and has no density.
   */
  logProb(edits: Uint32Array, seed: number): LogLikelihoods | undefined;
  /** `count` draws for the photo of each edit: [edits * count * 11], in model units and on the sliders' steps. */
  sample(edits: Uint32Array, count: number, seed: number): Float64Array;
  dispose(): void;
}

/** y to the sliders' ranges and steps. */
export function toSteps(y: ArrayLike<number>): Float64Array {
  return toModelUnits(fromModelUnits(y));
}

/** A draw from what a network says at offset `at` of its tensors ([.., 11] flat, standardised), in model units. */
export function drawFrom(
  density: Readonly<Record<keyof EditDensity, Float32Array | undefined>>,
  at: number,
  table: Pick<EditTable, 'mean' | 'deviation'>,
  rng: Rng,
  flow?: FlowValues,
): Float64Array {
  const y = new Float64Array(ADJUSTMENT_COUNT);
  const unflow = createUnflow(flow);
  for (let i = 0; i < ADJUSTMENT_COUNT; i++) {
    unflow.set(i, -table.mean[i] / table.deviation[i]);
    const [chance, normal] = [rng.uniform(), rng.normal()];
    const logit = density.moved?.[at + i];
    // Left at 0, unless the hurdle is taken.
    if (logit !== undefined && chance > 1 / (1 + Math.exp(-logit))) continue;
    const standard = unflow.toEdit(i, density.mean![at + i] + density.deviation![at + i] * normal);
    unflow.set(i, standard);
    y[i] = table.mean[i] + table.deviation[i] * standard;
  }
  return toSteps(y);
}

function point(name: string, y: Float64Array): EditModel {
  return {
    name,
    logProb: () => undefined,
    sample(edits, count) {
      const drawn = new Float64Array(edits.length * count * ADJUSTMENT_COUNT);
      for (let at = 0; at < drawn.length; at += ADJUSTMENT_COUNT) drawn.set(y, at);
      return drawn;
    },
    dispose: () => undefined,
  };
}

/** Leaves every photo as it came. */
export function noEdit(): EditModel {
  return point('no edit', new Float64Array(ADJUSTMENT_COUNT));
}

/** The mean of all edits of the fit, for every photo. */
export function meanEdit(table: EditTable, train: Uint32Array): EditModel {
  const mean = new Float64Array(ADJUSTMENT_COUNT);
  for (const edit of train) {
    for (let i = 0; i < ADJUSTMENT_COUNT; i++) mean[i] += table.y[edit * ADJUSTMENT_COUNT + i] / train.length;
  }
  return point('mean edit', toSteps(mean));
}

/** Draws [edits * count * 11] one by one, each edit with its own stream. */
export function drawEach(
  edits: Uint32Array,
  count: number,
  seed: number,
  draw: (row: number, rng: Rng) => Float64Array,
): Float64Array {
  const drawn = new Float64Array(edits.length * count * ADJUSTMENT_COUNT);
  const rng = createRng(seed);
  edits.forEach((_, row) => {
    const own = rng.fork(row);
    for (let n = 0; n < count; n++) drawn.set(draw(row, own), (row * count + n) * ADJUSTMENT_COUNT);
  });
  return drawn;
}

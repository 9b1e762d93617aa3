import { ADJUSTMENT_COUNT } from '../edit';
import { matrixOf, type Parameters, type ParameterTable, vectorOf } from './parameters';
import { tf } from './tensorflow';

/**
 * An invertible map between a standardised edit y [11] and what a decoder says a Gaussian of, u [11]:
 * w_i = sinh(δ_i asinh y_i - ε_i), which gives a slider skew ε and tails δ (Jones and Pewsey, Biometrika 96, 2009), and
 * u_i = w_i - Σ_{j<i} A_ij w_j, which tells each slider those before it in the table. It starts as the identity.
 */
export const flowTable: ParameterTable = {
  'flow.skew': { shape: [ADJUSTMENT_COUNT], start: 0 },
  /** log δ */
  'flow.tails': { shape: [ADJUSTMENT_COUNT], start: 0 },
  /** Aᵀ; only what is above its diagonal counts. */
  'flow.earlier': { shape: [ADJUSTMENT_COUNT, ADJUSTMENT_COUNT], start: 0 },
};

const ABOVE_DIAGONAL = Float32Array.from({ length: ADJUSTMENT_COUNT ** 2 }, (_, at) =>
  Number(at % ADJUSTMENT_COUNT > Math.floor(at / ADJUSTMENT_COUNT)),
);

/** u [batch, 11], and log du_i/dy_i [batch, 11], whose sum is the log determinant. */
export interface Flowed {
  readonly u: tf.Tensor2D;
  readonly logSlope: tf.Tensor2D;
}

/** The map, where the parameters have one. */
export function flow(parameters: Parameters, y: tf.Tensor2D): Flowed | undefined {
  if (!parameters.has('flow.skew')) return undefined;
  const tails = vectorOf(parameters, 'flow.tails');
  const angle = tf.sub(tf.mul(tf.asinh(y), tf.exp(tails)), vectorOf(parameters, 'flow.skew'));
  const w = tf.sinh(angle) as tf.Tensor2D;
  const earlier = tf.mul(
    matrixOf(parameters, 'flow.earlier'),
    tf.tensor2d(ABOVE_DIAGONAL, [ADJUSTMENT_COUNT, ADJUSTMENT_COUNT]),
  ) as tf.Tensor2D;
  const stretch = tf.mul(tf.log(tf.add(tf.square(y), 1)), 0.5);
  return {
    u: tf.sub(w, tf.matMul(w, earlier)),
    logSlope: tf.add(tails, tf.sub(tf.log(tf.cosh(angle)), stretch)),
  };
}

/** The map's parameters off the backend. */
export interface FlowValues {
  readonly skew: ArrayLike<number>;
  readonly tails: ArrayLike<number>;
  readonly earlier: ArrayLike<number>;
}

export function flowValues(parameters: Parameters): FlowValues | undefined {
  if (!parameters.has('flow.skew')) return undefined;
  const read = (name: string) => parameters.get(`flow.${name}`)!.dataSync();
  return { skew: read('skew'), tails: read('tails'), earlier: read('earlier') };
}

/** Slider by slider from u to y, in the table's order; the identity without a map. */
export function createUnflow(values: FlowValues | undefined) {
  const w = new Float64Array(ADJUSTMENT_COUNT);
  return {
    /** y_i of u_i, once the sliders before it are set. */
    toEdit(i: number, u: number): number {
      if (!values) return u;
      let sum = u;
      for (let j = 0; j < i; j++) sum += values.earlier[j * ADJUSTMENT_COUNT + i] * w[j];
      return Math.sinh((Math.asinh(sum) + values.skew[i]) / Math.exp(values.tails[i]));
    },
    /** What slider i is set to, for those after it. */
    set(i: number, y: number): void {
      if (values) w[i] = Math.sinh(Math.exp(values.tails[i]) * Math.asinh(y) - values.skew[i]);
    },
  };
}

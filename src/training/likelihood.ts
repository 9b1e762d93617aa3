import type { Batch } from './batches';
import type { Flowed } from './flow';
import { tf } from './tensorflow';

/** What a network says of the eleven sliders, [..., batch, 11] each: y standardised, `moved` as logits. */
export interface EditDensity {
  readonly mean: tf.Tensor;
  readonly deviation: tf.Tensor;
  /** Without it every slider is taken to be moved: the plain Gaussian. */
  readonly moved?: tf.Tensor | undefined;
}

/**
 * log p(y) summed over the sliders, [..., batch]: with a hurdle, (1 - ρ) · box + ρ · N(mean, deviation²), the box being
 * uniform over half a step about 0 (src/prob/hurdle.ts). `floor` is the decoder's, half a step / √3. Where y is `flowed`,
 * the Gaussian is one of u.
 */
export function editLogDensity(
  batch: Pick<Batch, 'y' | 'zero'>,
  density: EditDensity,
  floor: Float32Array,
  flowed?: Flowed,
): tf.Tensor {
  const { mean, deviation, moved } = density;
  const residual = tf.div(tf.sub(flowed?.u ?? batch.y, mean), deviation);
  const gaussian = tf.sub(
    tf.mul(tf.square(residual), -0.5),
    tf.add(tf.log(deviation), 0.5 * Math.log(2 * Math.PI)),
  );
  const set = flowed ? tf.add(gaussian, flowed.logSlope) : gaussian;
  if (!moved) return tf.sum(set, -1);
  // log(1 - ρ) is -softplus(logit), log ρ is -softplus(-logit).
  const taken = tf.sub(set, tf.softplus(tf.neg(moved)));
  const box = tf.tensor1d(floor.map((value) => -Math.log(2 * Math.sqrt(3) * value)));
  const left = tf.sub(box, tf.softplus(moved));
  return tf.sum(tf.add(taken, tf.mul(batch.zero, tf.softplus(tf.sub(left, taken)))), -1);
}

/** How networks read an edit: y, and which of it is 0 where `withZeros`; [batch, 11 or 22]. */
export function editInput(batch: Pick<Batch, 'y' | 'zero'>, withZeros: boolean): tf.Tensor2D {
  return withZeros ? (tf.concat([batch.y, batch.zero], 1) as tf.Tensor2D) : batch.y;
}

import { ADJUSTMENT_COUNT } from '../edit';
import { sigmoid } from '../prob';
import { DECODED } from './model';

/** What is believed of the person that looks are for, as the taste gives it; with nobody known the photo alone decides. */
export interface LooksPerson {
  /** Style probabilities, [styles], sum 1. */
  readonly styles: ArrayLike<number>;
  /** Where the person is under each style, in its deviations of z, and what is left of those, [styles * latent]. */
  readonly shift: ArrayLike<number>;
  readonly scale: ArrayLike<number>;
  /** Added to the logits of each slider's being moved, [11]. */
  readonly sliders: ArrayLike<number>;
  /** How likely their edit of this photo is as this says, 0 to 1; with the rest it is as anybody's. */
  readonly own: number;
}

/** The same decoded samples [count * 33] with the person's habits: how likely each slider is moved, in place. */
export function applyHabits(decoded: Float64Array, sample: number, sliders: ArrayLike<number>): void {
  const from = sample * DECODED + 2 * ADJUSTMENT_COUNT;
  for (let i = 0; i < ADJUSTMENT_COUNT; i++) {
    const moved = decoded[from + i];
    decoded[from + i] = sigmoid(Math.log(moved) - Math.log1p(-moved) + sliders[i]);
  }
}

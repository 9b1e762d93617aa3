import { ADJUSTMENT_COUNT } from '../edit';
import { sigmoid } from '../prob';
import { DECODED } from './model';

/** What somebody does with each slider whatever the style, [11] each. */
export interface SliderHabits {
  /** Added to the logits of its being moved. */
  readonly moved: ArrayLike<number>;
  /** How far it is set beyond what z says, in deviations of p(y | x, z), and what is left of those, at most 1. */
  readonly lean: ArrayLike<number>;
  readonly scale: ArrayLike<number>;
}

/** What is believed of the person that looks are for, as the taste gives it; with nobody known the photo alone decides. */
export interface LooksPerson {
  /** Style probabilities, [styles], sum 1. */
  readonly styles: ArrayLike<number>;
  /** Where the person is under each style, in its deviations of z, and what is left of those, [styles * latent]. */
  readonly shift: ArrayLike<number>;
  readonly scale: ArrayLike<number>;
  readonly habits: SliderHabits;
  /** How likely their edit of this photo is as this says, 0 to 1; with the rest it is as anybody's. */
  readonly own: number;
}

/** The same decoded samples [count * 33] with the person's habits: how far and how likely each slider is moved, in place. */
export function applyHabits(
  decoded: Float64Array,
  sample: number,
  { moved, lean, scale }: SliderHabits,
): void {
  for (let i = 0; i < ADJUSTMENT_COUNT; i++) {
    const at = sample * DECODED + i;
    const deviation = decoded[at + ADJUSTMENT_COUNT];
    const chance = decoded[at + 2 * ADJUSTMENT_COUNT];
    decoded[at] += lean[i] * deviation;
    decoded[at + ADJUSTMENT_COUNT] = scale[i] * deviation;
    decoded[at + 2 * ADJUSTMENT_COUNT] = sigmoid(Math.log(chance) - Math.log1p(-chance) + moved[i]);
  }
}

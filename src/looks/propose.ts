import { ADJUSTMENT_COUNT } from '../edit';
import type { LooksContext } from './context';
import { decodeLatents } from './decode';
import type { LooksModel } from './model';
import { applyHabits, type SliderHabits } from './person';
import { leaveAlone } from './sample';

/**
 * ŷ(x, z): what is proposed at a latent when nothing is drawn, with these habits where there are any, [11] in model
 * units: the means, 0 where a slider is rather left alone.
 */
export function proposal(
  model: LooksModel,
  context: LooksContext,
  z: ArrayLike<number>,
  habits?: SliderHabits,
): Float64Array {
  const decoded = decodeLatents(model, context, z);
  if (habits) applyHabits(decoded, 0, habits);
  return decoded
    .slice(0, ADJUSTMENT_COUNT)
    .map((mean, i) => (decoded[2 * ADJUSTMENT_COUNT + i] < 0.5 ? 0 : leaveAlone(mean)));
}

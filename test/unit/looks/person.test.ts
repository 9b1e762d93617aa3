import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ADJUSTMENT_COUNT } from '../../../src/edit';
import { editLatents, parseLooksModel, prepareLooks } from '../../../src/looks';
import { decodeLatents } from '../../../src/looks/decode';
import { applyHabits } from '../../../src/looks/person';
import { noHabits } from '../../../src/taste';
import { RANDOM_SHAPE, randomFeatures, randomLooks, randomPerson } from '../../support/models';

const { latent } = RANDOM_SHAPE;
const { manifest, weights } = randomLooks(11);
const model = parseLooksModel(manifest, weights);
const context = prepareLooks(model, randomFeatures(1));
const decoded = decodeLatents(model, context, new Float64Array(2 * latent).fill(0.3));
const part = (values: Float64Array, which: number, sample = 1) => {
  const from = (3 * sample + which) * ADJUSTMENT_COUNT;
  return [...values.subarray(from, from + ADJUSTMENT_COUNT)];
};

describe('habits with sliders', () => {
  test('of nobody known change nothing', () => {
    const same = decoded.slice();
    applyHabits(same, 1, noHabits());
    same.forEach((value, i) => void expect(value).toBeCloseTo(decoded[i], 12));
  });

  test('move means by deviations, narrow these, shift the odds of a move, and leave other samples alone', () => {
    fc.assert(
      fc.property(fc.nat(1e6), (seed) => {
        const { habits } = randomPerson(seed);
        const changed = decoded.slice();
        applyHabits(changed, 1, habits);
        expect(changed.subarray(0, 3 * ADJUSTMENT_COUNT)).toEqual(decoded.subarray(0, 3 * ADJUSTMENT_COUNT));
        const [mean, deviation, moved] = [0, 1, 2].map((which) => part(decoded, which));
        const odds = (chance: number) => Math.log(chance / (1 - chance));
        part(changed, 0).forEach((value, i) => {
          expect((value - mean[i]) / deviation[i]).toBeCloseTo(habits.lean[i], 9);
        });
        part(changed, 1).forEach((value, i) => {
          expect(value / deviation[i]).toBeCloseTo(habits.scale[i], 9);
        });
        part(changed, 2).forEach((value, i) => {
          expect(odds(value) - odds(moved[i])).toBeCloseTo(habits.moved[i], 6);
        });
      }),
    );
  });
});

test('what z leaves unsaid of an edit is its distance from p(y | x, z) at q(z | x, y, s), in deviations', () => {
  const y = Float64Array.from({ length: ADJUSTMENT_COUNT }, (_, i) => (i - 5) / 10);
  for (const { posterior, residual } of editLatents(model, context, y)) {
    const said = decodeLatents(model, context, posterior.mean);
    const [mean, deviation] = [part(said, 0, 0), part(said, 1, 0)];
    residual.forEach((value, i) => void expect(mean[i] + value * deviation[i]).toBeCloseTo(y[i], 9));
  }
});

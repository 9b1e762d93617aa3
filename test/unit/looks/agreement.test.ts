import { expect, test } from 'vitest';
import { pictureAgreement } from '../../../src/looks/agreement';
import { pictureDistances } from '../../../src/looks/distances';

/** A flat picture of one lightness. */
const flat = (lightness: number) =>
  Float32Array.from({ length: 40 * 3 }, (_, i) => (i % 3 === 0 ? lightness : 0));

const agreementOf = (lightness: readonly number[], weights = lightness.map(() => 1)) =>
  pictureAgreement(pictureDistances(lightness.map(flat)), weights);

test('the picture that most draws are near comes first, whatever the order they are given in', () => {
  const lightness = [20, 58, 60, 62, 61, 85];
  const agreement = agreementOf(lightness);
  const best = agreement.indexOf(Math.max(...agreement));
  expect([60, 61]).toContain(lightness[best]);
  expect(agreement[0]).toBeLessThan(agreement[1]);
  const reversed = agreementOf([...lightness].reverse());
  for (const [i, value] of [...reversed].reverse().entries()) expect(value).toBeCloseTo(agreement[i], 12);
});

test('equal pictures agree wholly', () => {
  for (const value of agreementOf([50, 50, 50])) expect(value).toBeCloseTo(0, 12);
});

test('a picture that stands for two draws counts as two', () => {
  const twice = agreementOf([20, 58, 58, 85]);
  const weighted = agreementOf([20, 58, 85], [1, 2, 1]);
  expect([weighted[0], weighted[1], weighted[2]]).toEqual(
    [twice[0], twice[1], twice[3]].map((value) => expect.closeTo(value, 12)),
  );
});

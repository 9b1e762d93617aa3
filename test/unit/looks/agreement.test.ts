import { expect, test } from 'vitest';
import { pictureAgreement } from '../../../src/looks/agreement';

/** A flat picture of one lightness. */
const flat = (lightness: number) =>
  Float32Array.from({ length: 40 * 3 }, (_, i) => (i % 3 === 0 ? lightness : 0));

test('the picture that most draws are near comes first, whatever the order they are given in', () => {
  const lightness = [20, 58, 60, 62, 61, 85];
  const agreement = pictureAgreement(lightness.map(flat));
  const best = agreement.indexOf(Math.max(...agreement));
  expect([60, 61]).toContain(lightness[best]);
  expect(agreement[0]).toBeLessThan(agreement[1]);
  const reversed = pictureAgreement([...lightness].reverse().map(flat));
  for (const [i, value] of [...reversed].reverse().entries()) expect(value).toBeCloseTo(agreement[i], 12);
});

test('equal pictures agree wholly', () => {
  for (const value of pictureAgreement([flat(50), flat(50), flat(50)])) expect(value).toBeCloseTo(0, 12);
});

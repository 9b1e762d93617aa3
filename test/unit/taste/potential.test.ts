import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gaussianFromNatural, gaussianToNatural, multiplyGaussians, softmax } from '../../../src/prob';
import {
  editPotentials,
  offsetPotential,
  parseTasteModel,
  stylePotential,
  unpackPotentials,
} from '../../../src/taste';
import { RANDOM_SHAPE, randomFeatures, randomTaste } from '../../support/models';

const { styles, latent } = RANDOM_SHAPE;
const y = Float64Array.from({ length: 11 }, (_, i) => (i % 3) / 3 - 1 / 3);

describe('what an edit says of the person’s offset', () => {
  test('is the Gaussian potential of z, widened by the edit’s own variance', () => {
    fc.assert(
      fc.property(
        fc.record({
          mean: fc.double({ min: -3, max: 3, noNaN: true }),
          deviation: fc.double({ min: 0.2, max: 3, noNaN: true }),
          at: fc.double({ min: -4, max: 4, noNaN: true }),
          variance: fc.double({ min: 0.02, max: 5, noNaN: true }),
          share: fc.double({ min: 0.05, max: 0.9, noNaN: true }),
        }),
        ({ mean, deviation, at, variance, share }) => {
          const prior = { mean: Float64Array.of(mean), variance: Float64Array.of(deviation ** 2) };
          const seen = { mean: Float64Array.of(at), variance: Float64Array.of(variance) };
          // q(z) ∝ prior × N(z; at, variance), as the recognition network would give it.
          const posterior = gaussianFromNatural(
            multiplyGaussians(gaussianToNatural(prior), gaussianToNatural(seen)),
          );
          const learned = 1 - posterior.variance[0] / prior.variance[0];
          fc.pre(learned > 0.002 && learned < 0.998);
          const potential = offsetPotential({ posterior, prior, residual: [] }, share);
          // z = mean + deviation (ε + η): at is seen of ε with the noise of both.
          const noise = variance / deviation ** 2 + 1 - share;
          expect(potential.precision[0]).toBeCloseTo(1 / noise, 6);
          expect(potential.linear[0]).toBeCloseTo((at - mean) / deviation / noise, 5);
        },
      ),
    );
  });

  test('is nearly nothing where the edit taught nothing of z', () => {
    const prior = { mean: Float64Array.of(1), variance: Float64Array.of(4) };
    const { linear, precision } = offsetPotential({ posterior: prior, prior, residual: [] }, 0.3);
    expect(linear[0]).toBe(0);
    expect(precision[0]).toBeLessThan(0.002);
  });
});

describe('taste model', () => {
  test('gives clamped, centred potentials, the same for the same edit', () => {
    const { manifest, weights } = randomTaste(3);
    const model = parseTasteModel(manifest, weights);
    const first = stylePotential(model, randomFeatures(1), y);
    expect(first).toHaveLength(styles);
    expect(first).toEqual(stylePotential(model, randomFeatures(1), y));
    expect(first).not.toEqual(stylePotential(model, randomFeatures(2), y));
    expect(Math.max(...first.map(Math.abs))).toBeLessThanOrEqual(6);
    expect(model.prior.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 12);
  });

  test('packs all that an edit says', () => {
    const { manifest, weights } = randomTaste(3);
    const model = parseTasteModel(manifest, weights);
    const gaussian = (s: number, size: number) => ({
      mean: Float64Array.from({ length: latent }, (_, i) => s + i / 10),
      variance: new Float64Array(latent).fill(size),
    });
    const latents = Array.from({ length: styles }, (_, s) => ({
      posterior: gaussian(s, 0.5),
      prior: gaussian(0, 1 + s),
      residual: Float64Array.from(y, (_, i) => s - i),
    }));
    const packed = editPotentials(model, randomFeatures(1), y, latents);
    expect(packed).toHaveLength(styles + 2 * styles * latent + 22);
    const parts = unpackPotentials(model, packed);
    expect(parts.style).toEqual(stylePotential(model, randomFeatures(1), y));
    latents.forEach((own, s) => {
      const { linear, precision } = offsetPotential(own, model.person.offset.share);
      expect(parts.linear.slice(s * latent, (s + 1) * latent)).toEqual(linear);
      expect(parts.precision.slice(s * latent, (s + 1) * latent)).toEqual(precision);
    });
    expect([...parts.moved]).toEqual(Array.from(y, (value) => Number(Math.abs(value) > 1e-9)));
    // What z leaves unsaid: a mean over styles, of sliders that were moved, and never more than three deviations.
    const shares = softmax(parts.style);
    parts.residual.forEach((value, i) => {
      const mean = shares.reduce((sum, share, s) => sum + share * (s - i), 0);
      expect(value).toBeCloseTo(parts.moved[i] * Math.max(-3, Math.min(3, mean)), 9);
    });
    expect(parts.residual.some((value) => Math.abs(value) === 3)).toBe(true);
  });

  test('says what is wrong with a bad one', () => {
    const { manifest, weights } = randomTaste(3);
    const person = manifest.person as Record<string, unknown>;
    const parse = (change: Record<string, unknown>) => () =>
      parseTasteModel({ ...manifest, ...change }, weights);
    const withPerson = (change: Record<string, unknown>) => parse({ person: { ...person, ...change } });
    expect(parse({ format: 'manylight-taste-4' })).toThrow('format "manylight-taste-4"');
    expect(withPerson({ styles: { kind: 'tarot' } })).toThrow('an unknown way, "tarot"');
    expect(withPerson({ halfLife: 0 })).toThrow('"halfLife" is not a positive number');
    expect(withPerson({ offset: { share: 1 } })).toThrow('"share" of its "offset" leaves no variance');
    expect(withPerson({ sliders: { concentration: 1, rates: [0.5] } })).toThrow('are not 11 probabilities');
    expect(withPerson({ own: { prior: 1, temperature: 1, lapse: 0.1 } })).toThrow('"prior" is certain');
    expect(withPerson({ own: undefined })).toThrow('"own" of its "person" is not an object');
    expect(parse({ clamp: 0 })).toThrow('"clamp" is not a positive number');
    expect(parse({ looksVersion: undefined })).toThrow('no "looksVersion"');
    expect(() => parseTasteModel(null, weights)).toThrow('its manifest is not an object');
    expect(() => parseTasteModel(manifest, weights.slice(0, 64))).toThrow('cut short');
  });
});

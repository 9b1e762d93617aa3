import { describe, expect, test } from 'vitest';
import { createRng } from '../../../src/core';
import { ADJUSTMENT_COUNT, fromModelUnits } from '../../../src/edit';
import {
  decodedLogDensity,
  decodeLatents,
  parseLooksModel,
  planSamples,
  prepareLooks,
  sampleLooks,
  stylesFor,
} from '../../../src/looks';
import { logSumExp, sampleGaussian } from '../../../src/prob';
import { noHabits } from '../../../src/taste';
import { RANDOM_SHAPE, randomFeatures, randomLooks, randomPerson } from '../../support/models';
import { logDensityByStyle } from '../../support/style-density';

const load = (conditionalPrior = true) => {
  const { manifest, weights } = randomLooks(11, { conditionalPrior });
  return parseLooksModel(manifest, weights);
};

describe('a looks model', () => {
  test('is read with all its sizes', () => {
    const model = load();
    expect(model.styles).toHaveLength(RANDOM_SHAPE.styles);
    expect(model.latent).toBe(RANDOM_SHAPE.latent);
    expect(model.prior.gate).toBeDefined();
    expect(load(false).prior.gate).toBeUndefined();
  });

  test('says in a sentence what is wrong with a bad one', () => {
    const { manifest, weights } = randomLooks(11);
    const parse = (change: Record<string, unknown>) => () =>
      parseLooksModel({ ...manifest, ...change }, weights);
    expect(parse({ format: 'manylight-looks-1' })).toThrow(
      'The looks model cannot be used: it has the format "manylight-looks-1", and this Manylight reads "manylight-looks-2".',
    );
    const known = { ...RANDOM_SHAPE, likelihood: 'hurdle' };
    expect(parse({ architecture: { ...known, likelihood: 'flow' } })).toThrow('its likelihood is "flow"');
    expect(parse({ architecture: RANDOM_SHAPE })).toThrow('its manifest has no "likelihood"');
    expect(parse({ styles: [] })).toThrow('names no styles');
    expect(parse({ styles: [{ name: 'One', words: [] }] })).toThrow('is 4, not 1');
    expect(parse({ architecture: { ...known, hidden: -1 } })).toThrow(
      '"hidden" of its architecture is not a size',
    );
    expect(parse({ architecture: { ...known, latent: 6 } })).toThrow('not 6');
    expect(() => parseLooksModel('no', weights)).toThrow('its manifest is not an object');
    expect(() => parseLooksModel(manifest, new ArrayBuffer(8))).toThrow('cut short');
    expect(() => prepareLooks(load(), new Float32Array(3))).toThrow('3 features where the model takes 24');
  });
});

describe('sampling looks', () => {
  const model = load();
  const context = prepareLooks(model, randomFeatures(1));

  test('is the same for the same seed, on the sliders, and sorted by nothing', () => {
    const draw = () => sampleLooks(model, context, { count: 64, rng: createRng(4) });
    const samples = draw();
    expect(samples).toEqual(draw());
    expect(samples).toHaveLength(64);
    for (const sample of samples) {
      expect(sample.y.every((value) => value >= -1 && value <= 1)).toBe(true);
      expect(sample.adjustments).toEqual(fromModelUnits(sample.y));
    }
  });

  test('styles come in proportion to the photo and the taste', () => {
    const count = 4000;
    const taste = Float64Array.of(0.7, 0.1, 0.1, 0.1);
    for (const own of [undefined, 0.95, 0.4]) {
      const person = own === undefined ? own : { ...randomPerson(1), styles: taste, own };
      const inside = own === undefined ? 1 : Math.min(0.85, own);
      const wanted = stylesFor(model, context, person?.styles);
      const { styles } = planSamples(model, context, { count, person, rng: createRng(2) });
      wanted.forEach((weight, s) => {
        const share = styles.filter((style) => style === s).length / count;
        // 15% of the samples ignore the taste, or more where it may not be the person’s.
        expect(share).toBeCloseTo(inside * weight + (1 - inside) * context.styleProbabilities[s], 2);
      });
    }
  });

  test.each([0.95, 0.85, 0.3])(
    'samples are weighted to be the person’s with probability %f, else anybody’s: means of z are',
    (own) => {
      const count = 40_000;
      const person = { ...randomPerson(2), own };
      const plan = planSamples(model, context, { count, person, rng: createRng(3) });
      const wanted = stylesFor(model, context, person.styles);
      const { latent, prior } = model;
      for (let i = 0; i < latent; i++) {
        const expected = wanted.reduce((sum, weight, s) => {
          const c = s * latent + i;
          const usual = context.styleProbabilities[s] * context.latentMean[c];
          const theirs = weight * (context.latentMean[c] + person.shift[c] * prior.deviation[c]);
          return sum + own * theirs + (1 - own) * usual;
        }, 0);
        const weighed =
          plan.weights.reduce((sum, weight, j) => sum + weight * plan.latents[j * latent + i], 0) / count;
        expect(Math.abs(weighed - expected)).toBeLessThan(0.05);
      }
      // None counts more than a little above its share: the person's own samples cover theirs.
      expect(Math.max(...plan.weights)).toBeLessThan(1.4);
    },
  );

  test('a person’s habits decide which sliders are moved and how far, in their own samples and not in those from outside', () => {
    const moves = Float64Array.from({ length: 11 }, (_, i) => (i === 4 ? -50 : i === 5 ? 50 : 0));
    const lean = new Float64Array(11).fill(0.6);
    const person = { ...randomPerson(2), habits: { ...noHabits(), moved: moves, lean } };
    const plan = planSamples(model, context, { count: 40, person, rng: createRng(3) });
    expect(plan.withHabits).toBe(34);
    const samples = sampleLooks(model, context, { count: 40, person, rng: createRng(3) });
    const decoded = decodeLatents(model, context, plan.latents);
    samples.forEach(({ moved, y, mean, deviation }, j) => {
      const away = mean.map((value, i) => (value - decoded[j * 33 + i]) / deviation[i]);
      for (const value of away) expect(value).toBeCloseTo(j < 34 ? 0.6 : 0, 9);
      if (j < 34) {
        expect([moved[4] < 1e-9, y[4], moved[5] > 1 - 1e-9]).toEqual([true, 0, true]);
      } else {
        expect(moved).toEqual(decoded.slice(j * 33 + 22, (j + 1) * 33));
      }
    });
  });

  test.each([0.98, 0.85, 0.3])('what has the person’s habits counts as the edit being theirs, %f', (own) => {
    const person = { ...randomPerson(2), own, habits: noHabits() };
    const samples = sampleLooks(model, context, { count: 40, person, rng: createRng(3) });
    const { withHabits } = planSamples(model, context, { count: 40, person, rng: createRng(3) });
    const theirs = samples.slice(0, withHabits).reduce((sum, { weight }) => sum + weight, 0);
    expect(theirs / 40).toBeCloseTo(own, 9);
    expect(samples.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(40, 9);
  });

  test('a taste equal to the shares changes nothing', () => {
    const neutral = stylesFor(model, context, model.prior.shares);
    context.styleProbabilities.forEach((value, s) => void expect(neutral[s]).toBeCloseTo(value, 9));
  });

  test('without noise and spread a look is the mean of its style', () => {
    const samples = sampleLooks(model, context, { count: 8, noise: 0, spread: 0, rng: createRng(1) });
    for (const { y, mean, moved, z, style } of samples) {
      const own = context.latentMean.slice(style * model.latent, (style + 1) * model.latent);
      z.forEach((value, i) => void expect(value).toBeCloseTo(own[i], 5));
      y.forEach((value, i) => {
        const expected = moved[i] < 0.5 || Math.abs(mean[i]) < 0.02 ? 0 : Math.max(-1, Math.min(1, mean[i]));
        expect(value).toBe(expected);
      });
    }
  });

  test('a slider that people mostly leave alone is left alone', () => {
    const { decoder } = model;
    const outputBias = decoder.outputBias.map((value, i) => (i < 22 ? value : i === 25 ? -20 : 20));
    const values = decoder.output.values.map((value, i) => (i % 33 < 22 ? value : 0));
    const sure = { ...model, decoder: { ...decoder, output: { ...decoder.output, values }, outputBias } };
    const samples = sampleLooks(sure, prepareLooks(sure, randomFeatures(1)), {
      count: 32,
      rng: createRng(3),
    });
    for (const { y, moved } of samples) {
      expect(moved[3]).toBeLessThan(1e-6);
      expect(y[3]).toBe(0);
      moved.forEach((share, i) => void (i !== 3 && expect(share).toBeGreaterThan(1 - 1e-6)));
    }
    expect(samples.some(({ y }) => y[0] !== 0 && y[10] !== 0)).toBe(true);
  });

  test('more like this stays in its style and near it', () => {
    const [look] = sampleLooks(model, context, { count: 1, rng: createRng(6) });
    const near = sampleLooks(model, context, {
      count: 32,
      around: look,
      spread: 0.1,
      noise: 0,
      rng: createRng(7),
    });
    const distance = (mean: Float64Array) => Math.hypot(...mean.map((value, i) => value - look.mean[i]));
    const far = sampleLooks(model, context, { count: 32, noise: 0, rng: createRng(7) });
    const average = (list: typeof near) =>
      list.reduce((sum, { mean }) => sum + distance(mean), 0) / list.length;
    expect(near.every(({ style }) => style === look.style)).toBe(true);
    expect(average(near)).toBeLessThan(0.3 * average(far));
  });
});

describe('scoring an edit', () => {
  const style = 1;
  const plain = load(false);
  const { latent } = plain;
  const prior = {
    mean: Float64Array.from(plain.prior.mean.subarray(style * latent, (style + 1) * latent)),
    variance: Float64Array.from(
      plain.prior.deviation.subarray(style * latent, (style + 1) * latent),
      (d) => d * d,
    ),
  };
  // A recognition network that has learned nothing but to look a little wider than the prior.
  const { recognition } = plain;
  const outputBias = Float32Array.from({ length: 2 * latent }, (_, i) =>
    i < latent ? prior.mean[i] : Math.log(Math.expm1(1.2 * Math.sqrt(prior.variance[i - latent]))),
  );
  const output = { ...recognition.output, values: new Float32Array(recognition.output.values.length) };
  // Wide deviations of y, so that a few thousand samples settle.
  const decoder = { ...plain.decoder, scale: plain.decoder.scale.map((value) => 5 * value) };
  const model = { ...plain, decoder, recognition: { ...recognition, output, outputBias } };
  const context = prepareLooks(model, randomFeatures(3));

  test('importance samples agree with plain samples from the prior', () => {
    // The mean edit of the style, which many latents explain.
    const decoded = decodeLatents(model, context, prior.mean);
    const y = decoded.slice(0, ADJUSTMENT_COUNT);
    const weighted = logDensityByStyle(model, context, y, { samples: 4000, rng: createRng(8) })[style];
    const rng = createRng(9);
    const draws = 8000;
    const logs = Float64Array.from({ length: draws }, () =>
      decodedLogDensity(decodeLatents(model, context, sampleGaussian(prior, rng)), 0, y),
    );
    expect(Math.abs(weighted - (logSumExp(logs) - Math.log(draws)))).toBeLessThan(0.1);
  });
});

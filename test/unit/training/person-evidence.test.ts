import { describe, expect, test } from 'vitest';
import { createRng } from '../../../src/core';
import { ADJUSTMENT_COUNT } from '../../../src/edit';
import { type LooksModel, logDensityByStyle, parseLooksModel, prepareLooks } from '../../../src/looks';
import { parseTasteModel, personBelief, tasteOf, unpackPotentials } from '../../../src/taste';
import { gatherEvidence, packEvidence } from '../../../src/training/person-evidence';
import { styleLogDensities } from '../../../src/training/person-score';
import { believer } from '../../../src/training/personal';
import { RANDOM_SHAPE, randomFeatures, randomLooks, randomPerson, randomTaste } from '../../support/models';

const files = { looks: randomLooks(11), taste: randomTaste(3) };
const random = parseLooksModel(files.looks.manifest, files.looks.weights);
const taste = parseTasteModel(files.taste.manifest, files.taste.weights);
const { styles, latent } = RANDOM_SHAPE;
/** A recognition network of random weights is sure of what is not so; a wide one covers what it should. */
const looks: LooksModel = {
  ...random,
  recognition: {
    ...random.recognition,
    outputBias: random.recognition.outputBias.map((value, i) => (i < latent ? value : value + 1.5)),
  },
};

const EDITS = 6;
const dataset = {
  photoOf: Uint32Array.from({ length: EDITS }, (_, i) => i),
  y: Float32Array.from({ length: EDITS * ADJUSTMENT_COUNT }, (_, i) =>
    i % 4 === 0 ? 0 : ((i * 7) % 13) / 20 - 0.3,
  ),
};
const all = Array.from({ length: EDITS }, (_, i) => i);
const features = new Map(all.map((row) => [row, randomFeatures(row)]));
const evidence = gatherEvidence(looks, taste, dataset, features, all, { drawsPerStyle: 1000, seed: 1 });

/** A looks model whose latents are this person's under every style; not its hurdle. */
function asPerson(person: ReturnType<typeof randomPerson>): LooksModel {
  const { prior, decoder } = looks;
  const shifted = (values: Float32Array) =>
    values.map((value, i) => value + person.shift[i] * prior.deviation[i]);
  const from = 2 * ADJUSTMENT_COUNT;
  return {
    ...looks,
    prior: {
      ...prior,
      mean: shifted(prior.mean),
      deviation: prior.deviation.map((value, i) => value * person.scale[i]),
    },
    decoder: {
      ...decoder,
      outputBias: decoder.outputBias.map((value, i) => (i < from ? value : value + person.sliders[i - from])),
    },
  };
}

describe('edits of people', () => {
  test('are scored as the looks model scores them, for somebody unknown and for a person', () => {
    const nobody = {
      ...randomPerson(1),
      shift: new Float64Array(styles * latent),
      scale: new Float64Array(styles * latent).fill(1),
      sliders: new Float64Array(ADJUSTMENT_COUNT),
    };
    for (const person of [nobody, randomPerson(5)]) {
      const model = asPerson(person);
      for (const row of all) {
        const y = dataset.y.subarray(row * ADJUSTMENT_COUNT, (row + 1) * ADJUSTMENT_COUNT);
        const exact = logDensityByStyle(model, prepareLooks(model, randomFeatures(row)), y, {
          samples: 4000,
          rng: createRng(2),
        });
        const { shift, scale, sliders } = person;
        const scored = styleLogDensities(evidence, row, {
          shift: Float64Array.from(shift),
          scale: Float64Array.from(scale),
          sliders: Float64Array.from(sliders),
        });
        // Both are estimates, and the score's y is blurred within half a step.
        exact.forEach((value, s) => void expect(Math.abs(scored[s] - value)).toBeLessThan(0.35));
      }
    }
  });

  test('are believed in as the app believes them', () => {
    const packed = packEvidence(evidence, taste.person.offset.share);
    const known = all.map((row) => ({ id: String(row), when: row, potentials: packed[row] }));
    const expected = personBelief(tasteOf(taste, known));
    expect(believer(evidence, taste.prior, taste.person)(all)(0)).toEqual(expected);
    expect([...unpackPotentials(taste, packed[0]).moved]).toEqual(
      Array.from(dataset.y.subarray(0, ADJUSTMENT_COUNT), (value) => Number(value !== 0)),
    );
  });
});

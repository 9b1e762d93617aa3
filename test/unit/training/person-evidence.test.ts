import { describe, expect, test } from 'vitest';
import { ADJUSTMENT_COUNT } from '../../../src/edit';
import {
  decodedLogDensity,
  decodeLatents,
  editLatents,
  type LooksModel,
  parseLooksModel,
  prepareLooks,
} from '../../../src/looks';
import { latentPrior } from '../../../src/looks/decode';
import { applyHabits } from '../../../src/looks/person';
import { gaussianLogDensity, logSumExp } from '../../../src/prob';
import { noHabits, parseTasteModel, personBelief, tasteOf, unpackPotentials } from '../../../src/taste';
import { gatherEvidence, packEvidence } from '../../../src/training/person-evidence';
import { styleLogDensities } from '../../../src/training/person-score';
import { believer } from '../../../src/training/personal';
import { RANDOM_SHAPE, randomFeatures, randomLooks, randomPerson, randomTaste } from '../../support/models';

const files = { looks: randomLooks(11), taste: randomTaste(3) };
const random = parseLooksModel(files.looks.manifest, files.looks.weights);
const taste = parseTasteModel(files.taste.manifest, files.taste.weights);
const { styles, latent } = RANDOM_SHAPE;
/** Networks of random weights are sure of what is not so; in a vaguer one half a step makes no difference. */
const looks: LooksModel = {
  ...random,
  decoder: { ...random.decoder, floor: random.decoder.floor.map((value) => value + 0.4) },
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
const evidence = gatherEvidence(looks, taste, dataset, features, all, { drawsPerStyle: 20, seed: 1 });

/** A looks model whose latents are this person's under every style. */
function asPerson(person: ReturnType<typeof randomPerson>): LooksModel {
  const { prior } = looks;
  return {
    ...looks,
    prior: {
      ...prior,
      mean: prior.mean.map((value, i) => value + person.shift[i] * prior.deviation[i]),
      deviation: prior.deviation.map((value, i) => value * person.scale[i]),
    },
  };
}

describe('edits of people', () => {
  test('are scored as the looks model scores them, for somebody unknown and for a person', () => {
    const nobody = {
      ...randomPerson(1),
      shift: new Float64Array(styles * latent),
      scale: new Float64Array(styles * latent).fill(1),
      habits: noHabits(),
    };
    for (const person of [nobody, randomPerson(5)]) {
      const model = asPerson(person);
      for (const row of all) {
        const y = dataset.y.subarray(row * ADJUSTMENT_COUNT, (row + 1) * ADJUSTMENT_COUNT);
        const context = prepareLooks(model, randomFeatures(row));
        const { shift, scale, habits } = person;
        const scored = styleLogDensities(evidence, row, {
          shift: Float64Array.from(shift),
          scale: Float64Array.from(scale),
          habits: {
            moved: Float64Array.from(habits.moved),
            lean: Float64Array.from(habits.lean),
            scale: Float64Array.from(habits.scale),
          },
        });
        const { draws } = evidence;
        // The importance-weighted estimate by the looks model's own functions, at the very same draws.
        scored.forEach((value, s) => {
          const logs = Array.from({ length: draws }, (_, draw) => {
            const at = row * draws + draw;
            const z = evidence.z.subarray(at * latent, (at + 1) * latent);
            const decoded = decodeLatents(model, context, z);
            applyHabits(decoded, 0, habits);
            return (
              decodedLogDensity(decoded, 0, y) +
              gaussianLogDensity(latentPrior(model, context, s), z) -
              evidence.drawnFrom[at]
            );
          });
          // The score's y is blurred within half a step.
          expect(Math.abs(value - logSumExp(logs) + Math.log(draws))).toBeLessThan(0.15);
        });
      }
    }
  });

  test('are drawn from what their recognition says, all styles in equal parts', () => {
    const { draws, z, drawnFrom } = evidence;
    for (const row of all) {
      const y = dataset.y.subarray(row * ADJUSTMENT_COUNT, (row + 1) * ADJUSTMENT_COUNT);
      const context = prepareLooks(looks, randomFeatures(row));
      const proposals = editLatents(looks, context, y).map(({ posterior }) => posterior);
      for (let draw = 0; draw < draws; draw += 7) {
        const at = row * draws + draw;
        const own = z.subarray(at * latent, (at + 1) * latent);
        const logs = proposals.map((proposal) => gaussianLogDensity(proposal, own) - Math.log(styles));
        expect(drawnFrom[at]).toBeCloseTo(logSumExp(logs), 9);
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

import { describe, expect, test } from 'vitest';
import { createRng } from '../../../src/core';
import { logDensityByStyle, parseLooksModel, prepareLooks, sampleLooks } from '../../../src/looks';
import { parseTasteModel, potential } from '../../../src/taste';
import { createEditTable, HALF_STEP } from '../../../src/training/batches';
import { createSvae, potentialTable } from '../../../src/training/cgm-svae';
import { createVae, type VaeShape, vaeObjective } from '../../../src/training/cgm-vae';
import { editsOf } from '../../../src/training/dataset';
import { densityTable } from '../../../src/training/evaluate';
import { architectureOf, looksTensors, ship, tasteTensors } from '../../../src/training/export';
import { fitFeatureMap, mapPhotos } from '../../../src/training/features';
import { type Checkpoint, minimise } from '../../../src/training/minimise';
import { disposeParameters, readParameters } from '../../../src/training/parameters';
import { styleLabels } from '../../../src/training/prepare';
import { tf } from '../../../src/training/tensorflow';
import { createToyDataset } from '../../../src/training/toy';
import { startBackend } from './backend';

// Before the tests are gathered: what they share is made on the backend.
await startBackend();

const toy = createToyDataset({
  photos: 120,
  people: 30,
  editsPerPerson: 20,
  embedding: 8,
  statistics: 4,
  seed: 3,
});

function setUp(conditionalPrior: boolean) {
  const map = fitFeatureMap(toy, 8, 4, createRng(1));
  const train = editsOf(toy, 'train');
  const validation = editsOf(toy, 'validation');
  const table = createEditTable(toy, mapPhotos(toy, map), train);
  const shape: VaeShape = {
    mapped: table.mappedSize,
    trunk: 16,
    hidden: 16,
    latent: 3,
    styles: 3,
    conditionalPrior,
  };
  return { map, train, validation, table, shape };
}

const OPTIONS = {
  learningRate: 3e-3,
  clip: 5,
  decay: 0.01,
  validateEvery: 20,
  patience: 99,
  onProgress: () => undefined,
};

describe('fitting', () => {
  const { map, train, validation, table, shape } = setUp(true);
  const labels = () => styleLabels(table, train, shape.styles, 1);

  test('lowers the loss, leaks nothing, and goes on from a checkpoint as if never stopped', () => {
    const data = { table, train, labels: labels(), validation, featureNoise: 0.3 };
    const whole = createVae(shape, table, 5);
    const before = tf.memory().numTensors;
    let halfway: Checkpoint | undefined;
    const straight = minimise(vaeObjective(whole, data, 32, 7), {
      ...OPTIONS,
      steps: 40,
      onCheckpoint: (checkpoint) => {
        if (checkpoint.state.step === 20) halfway = checkpoint;
      },
    });
    expect(tf.memory().numTensors).toBe(before);
    expect(straight.history[1].loss).toBeLessThan(straight.history[0].loss);
    const resumedVae = createVae(shape, table, 99);
    const saved = JSON.parse(JSON.stringify(halfway!.state)) as Checkpoint['state'];
    const resumed = minimise(vaeObjective(resumedVae, data, 32, 7), {
      ...OPTIONS,
      steps: 40,
      resumeFrom: { state: saved, bytes: halfway!.bytes },
    });
    expect(resumed.history.map(({ loss }) => loss)).toEqual(straight.history.map(({ loss }) => loss));
    for (const [name, { values }] of resumed.values)
      expect(values).toEqual(straight.values.get(name)!.values);
    disposeParameters(whole.parameters);
    disposeParameters(resumedVae.parameters);
  });

  test.each([true, false])(
    'what ships scores and samples as what was fitted (prior sees the photo: %s)',
    async (conditional) => {
      const own = setUp(conditional);
      const vae = createVae(own.shape, own.table, 5);
      // Far enough for q(z | x, y, s) to be of use in importance sampling.
      const labels = styleLabels(own.table, own.train, 3, 1);
      const data = {
        table: own.table,
        train: own.train,
        labels,
        validation: own.validation,
        featureNoise: 0.3,
      };
      const options = { ...OPTIONS, learningRate: 5e-3, validateEvery: 150, steps: 150 };
      minimise(vaeObjective(vae, data, 48, 7), options);
      const values = readParameters(vae.parameters);
      const shares = [0.5, 0.3, 0.2];
      const shipped = await ship(
        'looks',
        looksTensors(values, own.shape, own.table, vae.floor, own.map, shares),
        {
          encoderVersion: 'toy',
          architecture: architectureOf(own.map, {
            trunk: 16,
            hidden: 16,
            latent: 3,
            conditionalPrior: conditional,
          }),
          styles: [1, 2, 3].map((s) => ({ name: `Style ${s}`, words: [] })),
        },
      );
      const looks = parseLooksModel(JSON.parse(JSON.stringify(shipped.manifest)), shipped.weights);
      const edits = own.train.subarray(0, 3);
      const samples = 5000;
      const fitted = densityTable(vae, own.table, edits, samples, 1);
      // The first numbers of the stream that the table is made with: the noise within half a step.
      const noise = createRng(1).fork(0);
      edits.forEach((edit, row) => {
        const photo = toy.photoOf[edit];
        const context = prepareLooks(
          looks,
          toy.features.subarray(photo * toy.featureSize, (photo + 1) * toy.featureSize),
        );
        const y = toy.y
          .slice(edit * 11, (edit + 1) * 11)
          .map((value, i) => value + (2 * noise.uniform() - 1) * HALF_STEP[i]);
        logDensityByStyle(looks, context, y, { samples, rng: createRng(row) }).forEach((value, s) => {
          expect(Math.abs(value - fitted.logDensity[row * 3 + s])).toBeLessThan(0.5);
        });
        context.styleProbabilities.forEach((value, s) => {
          expect(value).toBeCloseTo(Math.exp(fitted.logPrior[row * 3 + s]), 2);
        });
        expect(sampleLooks(looks, context, { count: 4, rng: createRng(1) })).toHaveLength(4);
      });
      disposeParameters(vae.parameters);
    },
  );

  test('the potentials that ship are those that were fitted', async () => {
    const vae = createVae(shape, table, 5);
    const svae = createSvae(vae, { hidden: 16, clamp: 6, seed: 2 });
    const edits = train.subarray(0, 8);
    const fitted = potentialTable(svae, table, edits, 1);
    const shipped = await ship(
      'taste',
      tasteTensors(readParameters(svae.parameters), table, map, [0.5, 0.3, 0.2]),
      {
        encoderVersion: 'toy',
        looksVersion: 'toy',
        architecture: architectureOf(map, { hidden: 16, styles: 3 }),
        clamp: 6,
        person: { kind: 'categorical', temperature: 1 },
      },
    );
    const taste = parseTasteModel(JSON.parse(JSON.stringify(shipped.manifest)), shipped.weights);
    edits.forEach((edit, row) => {
      const photo = toy.photoOf[edit];
      const features = toy.features.subarray(photo * toy.featureSize, (photo + 1) * toy.featureSize);
      potential(taste, features, toy.y.subarray(edit * 11, (edit + 1) * 11)).forEach((value, s) => {
        // Half a step of dequantisation noise and half precision lie between them.
        expect(Math.abs(value - fitted[row * 3 + s])).toBeLessThan(0.08);
      });
    });
    disposeParameters(svae.parameters);
    disposeParameters(vae.parameters);
  });
});

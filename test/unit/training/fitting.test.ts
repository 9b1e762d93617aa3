import { describe, expect, test } from 'vitest';
import { createRng } from '../../../src/core';
import { decodedLogDensity, decodeLatents, parseLooksModel, prepareLooks } from '../../../src/looks';
import { latentPrior, recogniseLatent } from '../../../src/looks/decode';
import { parseTasteModel, stylePotential } from '../../../src/taste';
import { createEditTable, logScale, takeBatch } from '../../../src/training/batches';
import { createSvae, logPotentials } from '../../../src/training/cgm-svae';
import { createVae, decodeLogDensity, inferPosterior, type VaeShape } from '../../../src/training/cgm-vae';
import { editsOf } from '../../../src/training/dataset';
import { architectureOf, looksTensors, ship, tasteTensors } from '../../../src/training/export';
import { fitFeatureMap, mapPhotos } from '../../../src/training/features';
import { type Checkpoint, minimise } from '../../../src/training/minimise';
import { disposeParameters, readParameters } from '../../../src/training/parameters';
import { startingState } from '../../../src/training/person-state';
import { styleLabels } from '../../../src/training/prepare';
import { tf } from '../../../src/training/tensorflow';
import { createToyDataset } from '../../../src/training/toy';
import { vaeObjective } from '../../../src/training/vae-objective';
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

async function setUp(conditionalPrior: boolean, hurdle = true) {
  const map = await fitFeatureMap(toy, 8, 4, createRng(1));
  const train = editsOf(toy, 'train');
  const validation = editsOf(toy, 'validation');
  const table = createEditTable(toy, await mapPhotos(toy, map), train);
  const shape: VaeShape = {
    mapped: table.mappedSize,
    trunk: 16,
    hidden: 16,
    latent: 3,
    styles: 3,
    conditionalPrior,
    hurdle,
  };
  return { map, train, validation, table, shape };
}

const OPTIONS = {
  learningRate: 3e-3,
  clip: 5,
  decay: 0.01,
  validateEvery: 10,
  patience: 99,
  onProgress: () => undefined,
};

describe('fitting', async () => {
  const { map, train, validation, table, shape } = await setUp(true);
  const labels = () => styleLabels(table, train, shape.styles, 1);

  test('lowers the loss, leaks nothing, and goes on from a checkpoint as if never stopped', () => {
    const data = { table, train, labels: labels(), validation, featureNoise: 0.3 };
    const how = { batchSize: 32, samples: 2, labelsKept: 0.2, personShare: 0.5, seed: 7 };
    const whole = createVae(shape, table, 5);
    const before = tf.memory().numTensors;
    let halfway: Checkpoint | undefined;
    const straight = minimise(vaeObjective(whole, data, how), {
      ...OPTIONS,
      steps: 20,
      onCheckpoint: (checkpoint) => {
        if (checkpoint.state.step === 10) halfway = checkpoint;
      },
    });
    expect(tf.memory().numTensors).toBe(before);
    // The loss itself changes its meaning on the way; what is watched does not.
    expect(straight.history[1].validation).toBeLessThan(straight.history[0].validation);
    const resumedVae = createVae(shape, table, 99);
    const saved = JSON.parse(JSON.stringify(halfway!.state)) as Checkpoint['state'];
    const resumed = minimise(vaeObjective(resumedVae, data, how), {
      ...OPTIONS,
      steps: 20,
      resumeFrom: { state: saved, bytes: halfway!.bytes },
    });
    expect(resumed.history.map(({ loss }) => loss)).toEqual(straight.history.map(({ loss }) => loss));
    for (const [name, { values }] of resumed.values)
      expect(values).toEqual(straight.values.get(name)!.values);
    disposeParameters(whole.parameters);
    disposeParameters(resumedVae.parameters);
  });

  test.each([
    [true, true],
    [false, true],
    [true, false],
  ])(
    'what ships computes what was fitted (prior sees the photo: %s, hurdle: %s)',
    async (conditional, hurdle) => {
      const own = await setUp(conditional, hurdle);
      const vae = createVae(own.shape, own.table, 5);
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
      const edits = own.train.subarray(0, 4);
      const { styles, latent } = own.shape;
      const rng = createRng(2);
      const z = Float32Array.from({ length: styles * edits.length * latent }, () => rng.normal());
      const rows = (width: number, value: (edit: number, i: number) => number) =>
        tf.tensor2d(
          Float32Array.from({ length: edits.length * width }, (_, at) =>
            value(edits[Math.floor(at / width)], at % width),
          ),
          [edits.length, width],
        );
      // As tensors, y standardised and without noise: both then score the very same numbers.
      const fitted = tf.tidy(() => {
        const { mapped, mappedSize, mean, deviation, photoOf } = own.table;
        const batch = {
          size: edits.length,
          x: rows(mappedSize, (edit, i) => mapped[photoOf[edit] * mappedSize + i]),
          y: rows(11, (edit, i) => (toy.y[edit * 11 + i] - mean[i]) / deviation[i]),
          zero: rows(11, (edit, i) => Number(toy.y[edit * 11 + i] === 0)),
        };
        const inferred = inferPosterior(vae, batch);
        const density = decodeLogDensity(
          vae,
          inferred.trunk,
          tf.tensor3d(z, [styles, edits.length, latent]),
          batch,
        );
        const shaped = (value: tf.Tensor) =>
          tf.add(value, tf.zeros([styles, edits.length, latent])).dataSync();
        return {
          density: density.dataSync(),
          prior: inferred.logPrior.dataSync(),
          priorMean: shaped(inferred.prior.mean),
          priorDeviation: shaped(inferred.prior.deviation),
          posteriorMean: shaped(inferred.posterior.mean),
          posteriorDeviation: shaped(inferred.posterior.deviation),
        };
      });
      const scale = logScale(own.table);
      // Half precision, about three digits, lies between them.
      const close = (value: number, expected: number) =>
        expect(Math.abs(value - expected)).toBeLessThan(0.02 * (1 + Math.abs(expected)));
      edits.forEach((edit, row) => {
        const photo = toy.photoOf[edit];
        const context = prepareLooks(
          looks,
          toy.features.subarray(photo * toy.featureSize, (photo + 1) * toy.featureSize),
        );
        const y = toy.y.subarray(edit * 11, (edit + 1) * 11);
        for (let s = 0; s < styles; s++) {
          const at = s * edits.length + row;
          const own = z.subarray(at * latent, (at + 1) * latent);
          const density = decodedLogDensity(decodeLatents(looks, context, own), 0, y);
          close(density, fitted.density[at] + scale);
          close(context.styleProbabilities[s], Math.exp(fitted.prior[row * styles + s]));
          const prior = latentPrior(looks, context, s);
          const posterior = recogniseLatent(looks, context, y, s);
          for (let i = 0; i < latent; i++) {
            close(prior.mean[i], fitted.priorMean[at * latent + i]);
            close(Math.sqrt(prior.variance[i]), fitted.priorDeviation[at * latent + i]);
            close(posterior.mean[i], fitted.posteriorMean[at * latent + i]);
            close(Math.sqrt(posterior.variance[i]), fitted.posteriorDeviation[at * latent + i]);
          }
        }
      });
      disposeParameters(vae.parameters);
    },
  );

  test('the potentials that ship are those that were fitted', async () => {
    const vae = createVae(shape, table, 5);
    const svae = createSvae(vae, { hidden: 16, clamp: 6, seed: 2 });
    const edits = train.subarray(0, 8);
    const rates = new Array<number>(11).fill(0.5);
    const fitted = tf.tidy(() => logPotentials(svae, takeBatch(table, edits, createRng(1))).dataSync());
    const shipped = await ship(
      'taste',
      tasteTensors(readParameters(svae.parameters), table, map, [0.5, 0.3, 0.2]),
      {
        encoderVersion: 'toy',
        looksVersion: 'toy',
        architecture: architectureOf(map, { hidden: 16, styles: 3, latent: 4 }),
        clamp: 6,
        person: startingState(rates),
      },
    );
    const taste = parseTasteModel(JSON.parse(JSON.stringify(shipped.manifest)), shipped.weights);
    edits.forEach((edit, row) => {
      const photo = toy.photoOf[edit];
      const features = toy.features.subarray(photo * toy.featureSize, (photo + 1) * toy.featureSize);
      stylePotential(taste, features, toy.y.subarray(edit * 11, (edit + 1) * 11)).forEach((value, s) => {
        // Half a step of dequantisation noise and half precision lie between them.
        expect(Math.abs(value - fitted[row * 3 + s])).toBeLessThan(0.08);
      });
    });
    disposeParameters(svae.parameters);
    disposeParameters(vae.parameters);
  });
});

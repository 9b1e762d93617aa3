import { describe, expect, test } from 'vitest';
import { createRng } from '../../../src/core';
import { fitFeatureMap, mapPhotos } from '../../../src/training/features';
import { splitOfGroup } from '../../../src/training/split';
import { createToyDataset } from '../../../src/training/toy';
import { startBackend } from './backend';

await startBackend();

const [EMBEDDING, STATISTICS, AXES] = [12, 4, 3];
const WIDTH = EMBEDDING + STATISTICS;
const toy = createToyDataset({
  ...{ photos: 2300, people: 5, editsPerPerson: 4, embedding: EMBEDDING, statistics: STATISTICS, seed: 8 },
});
const training = Array.from(toy.groups, (group, photo) => ({ group, photo }))
  .filter(({ group }) => splitOfGroup(group) === 'train')
  .map(({ photo }) => Array.from(toy.features.subarray(photo * WIDTH, (photo + 1) * WIDTH)));

const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

function covarianceInMemory() {
  const means = Array.from({ length: EMBEDDING }, (_, i) => meanOf(training.map((row) => row[i])));
  const covariance = means.map((a, i) =>
    means.map((b, j) => meanOf(training.map((row) => (row[i] - a) * (row[j] - b)))),
  );
  return { means, covariance };
}

/** The same iteration from the same start, on the covariance of all rows at once: [embedding][axes]. */
function axesInMemory(): number[][] {
  const { covariance } = covarianceInMemory();
  const rng = createRng(1);
  let basis = covariance.map(() => Array.from({ length: AXES }, () => rng.normal()));
  const dot = (a: number, b: number, other = basis) =>
    basis.reduce((sum, row, i) => sum + row[a] * other[i][b], 0);
  const orthonormalise = () => {
    for (let a = 0; a < AXES; a++) {
      for (let b = 0; b < a; b++) {
        const along = dot(a, b);
        for (const row of basis) row[a] -= along * row[b];
      }
      const length = Math.sqrt(dot(a, a));
      for (const row of basis) row[a] /= length;
    }
  };
  const moved = () =>
    covariance.map((row) =>
      basis[0].map((_, a) => row.reduce((sum, value, j) => sum + value * basis[j][a], 0)),
    );
  orthonormalise();
  for (let round = 0; round < 25; round++) {
    basis = moved();
    orthonormalise();
  }
  const onward = moved();
  const deviations = basis[0].map((_, a) => Math.sqrt(dot(a, a, onward)));
  return basis.map((row) => row.map((value, a) => value / deviations[a]));
}

const fitted = (dataset = toy) => fitFeatureMap(dataset, EMBEDDING, AXES, createRng(1));

describe('the map from features to the networks’ input', async () => {
  const map = await fitted();

  test('centres and scales the statistics as all training photos at once would have it', () => {
    for (let i = 0; i < WIDTH; i++) {
      const column = training.map((row) => row[i]);
      const mean = meanOf(column);
      expect(map.mean[i]).toBeCloseTo(mean, 5);
      if (i < EMBEDDING) continue;
      const deviation = Math.sqrt(meanOf(column.map((value) => (value - mean) ** 2)));
      expect(map.scale[i - EMBEDDING] * deviation).toBeCloseTo(1, 4);
    }
  });

  test('has the axes that all training photos in memory, in float64, have', () => {
    const expected = axesInMemory();
    map.projection.values.forEach((value, at) => {
      expect(Math.abs(value - expected[Math.floor(at / AXES)][at % AXES])).toBeLessThan(2e-3);
    });
  });

  test('leaves no direction out that varies more, and gives each variance 1', async () => {
    const { mapped, size } = await mapPhotos(toy, map);
    const rows = Array.from(toy.groups, (group, photo) => ({ group, photo })).filter(
      ({ group }) => splitOfGroup(group) === 'train',
    );
    for (let a = 0; a < AXES; a++) {
      const along = rows.map(({ photo }) => mapped[photo * size + a]);
      expect(meanOf(along)).toBeCloseTo(0, 3);
      expect(meanOf(along.map((value) => value * value))).toBeCloseTo(1, 2);
    }
    // An axis' variance is 1 over its squared length, before it was scaled.
    const variances = Array.from({ length: AXES }, (_, a) => {
      let squares = 0;
      for (let i = 0; i < EMBEDDING; i++) squares += map.projection.values[i * AXES + a] ** 2;
      return 1 / squares;
    });
    const { covariance } = covarianceInMemory();
    const all = covariance.reduce((sum, row, i) => sum + row[i], 0);
    const left = all - variances.reduce((sum, value) => sum + value, 0);
    expect(Math.min(...variances)).toBeGreaterThan(left / (EMBEDDING - AXES));
  });

  test('is the same, bit for bit, however the photos are cut into parts', async () => {
    const cut = [0, 1, 500, 2048, 2299].map((from, i, all) =>
      toy.features.subarray(from * WIDTH, (all[i + 1] ?? toy.photos) * WIDTH),
    );
    const parts = {
      ...toy,
      async *featureParts() {
        yield* cut;
      },
    };
    expect(await fitted(parts)).toEqual(map);
    const whole = await mapPhotos(toy, map);
    expect(await mapPhotos(parts, map)).toEqual(whole);
    expect(whole.examples).toHaveLength(200);
    expect(whole.examples[1]).toEqual(toy.features.slice(11 * WIDTH, 12 * WIDTH));
  });

  test('keeps its digits where features lie far from zero', async () => {
    const far = toy.features.map((value) => value + 1000);
    const moved = await fitted({ ...toy, featureParts: () => [far] });
    // Half of float32's 24 bits are left to what varies.
    map.scale.forEach((scale, i) => {
      expect(moved.scale[i] / scale).toBeCloseTo(1, 3);
    });
  });

  test('needs photos to be fitted on', async () => {
    const held = { ...toy, groups: new Uint32Array(toy.photos).fill(7) };
    await expect(fitted(held)).rejects.toThrow('none of its photos is on the training side');
  });
});

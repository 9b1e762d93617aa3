import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readDataset } from '../../../src/cli/dataset-io';
import { parseLooksModel } from '../../../src/looks';
import {
  fitLooks,
  fitTaste,
  looksCard,
  packFitted,
  tasteCard,
  unpackFitted,
} from '../../../src/training/fitting';
import { createToyDataset } from '../../../src/training/toy';
import { writeFolder } from '../../support/datasets';
import { startBackend } from '../training/backend';

await startBackend();

const folder = await mkdtemp(join(tmpdir(), 'manylight-'));
afterAll(() => rm(folder, { recursive: true }));

const toy = createToyDataset({
  ...{ photos: 700, people: 60, editsPerPerson: 12, embedding: 10, statistics: 3, seed: 6 },
});

const OPTIONS = {
  ...{
    embedding: 10,
    axes: 4,
    trunk: 12,
    hidden: 12,
    latent: 2,
    styles: 3,
    conditionalPrior: true,
    hurdle: true,
  },
  ...{
    samples: 2,
    labelsKept: 0,
    personShare: 0.5,
    steps: 12,
    batch: 24,
    learningRate: 2e-3,
    featureNoise: 0.3,
  },
  ...{ seed: 5, baselines: false, onProgress: () => undefined },
};

test('a fit from many shards gives the very numbers of one from memory, for the same seed', async () => {
  await writeFolder(folder, toy, {
    sizes: { groups: { photos: 90, edits: 100 }, shards: { photos: 300, edits: 250 } },
  });
  const stored = await readDataset(folder);
  const fromMemory = await fitLooks(toy, OPTIONS);
  const fromFiles = await fitLooks(stored, OPTIONS);
  expect(new Uint8Array(fromFiles.model.weights)).toEqual(new Uint8Array(fromMemory.model.weights));
  expect({ ...fromFiles.metrics, seconds: 0 }).toEqual({ ...fromMemory.metrics, seconds: 0 });
  expect(fromFiles.model.manifest.styles).toEqual(fromMemory.model.manifest.styles);

  // And a taste run takes it up on the shards as it was.
  const files = await packFitted(fromFiles, stored);
  const taken = await unpackFitted(files, stored, 5);
  expect(taken.prepared.table.mapped).toEqual(fromMemory.prepared.table.mapped);

  // On another, or on features of another encoder, it refuses; runs of before these were kept are taken.
  const other = { ...stored, y: stored.y.map((value, i) => (i === 0 ? value / 2 : value)) };
  await expect(unpackFitted(files, other, 5)).rejects.toThrow('fitted to another dataset');
  await expect(unpackFitted(files, { ...stored, encoderVersion: 'toy 2' }, 5)).rejects.toThrow(
    'features of encoder toy, and the dataset has those of toy 2',
  );
  const before = { ...Object(files.state), encoderVersion: undefined, dataset: undefined };
  expect((await unpackFitted({ ...files, state: before }, other, 5)).version).toBe(taken.version);

  // People of twelve edits are too few to know anybody by; it says so before it fits.
  const lines: string[] = [];
  const model = parseLooksModel(fromFiles.model.manifest, fromFiles.model.weights);
  const fit = fitTaste(stored, taken, model, {
    ...{ hidden: 8, clamp: 6, steps: 4, people: 4, learningRate: 1e-3, seed: 1 },
    onProgress: (line) => lines.push(line),
  });
  await expect(fit).rejects.toThrow('it needs 2 validation people with 25 edits each, and has 0');
  expect(lines).toEqual([]);
});

test('taste is fitted to people with few edits, and its card says no more than they show', async () => {
  const real = {
    ...createToyDataset({
      ...{ photos: 400, people: 60, editsPerPerson: 30, embedding: 10, statistics: 3, seed: 6 },
    }),
    simulated: false,
  };
  const looks = await fitLooks(real, OPTIONS);
  const taken = await unpackFitted(await packFitted(looks, real), real, 5);
  const model = parseLooksModel(looks.model.manifest, looks.model.weights);
  const taste = await fitTaste(real, taken, model, {
    ...{ hidden: 8, clamp: 6, steps: 4, people: 4, learningRate: 1e-3, seed: 1 },
    onProgress: () => undefined,
  });
  // Twenty of the 30 are what is judged.
  expect(taste.metrics.test.map(({ context }) => context)).toEqual([0, 1, 2, 3, 5, 10]);
  const cards = [
    looksCard({ manifest: looks.model.manifest, command: 'fit' }, looks.metrics),
    tasteCard({ manifest: taste.model.manifest, command: 'fit' }, taste.metrics),
  ];
  for (const card of cards) {
    expect(card).not.toContain('NaN');
    expect(card).toContain('its test people are the same people on other photos');
    expect(card).not.toContain('none seen in fitting');
  }
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readDataset, readPictures } from '../../../src/cli/dataset-io';
import { uniteDatasets } from '../../../src/cli/dataset-unite';
import { upgradeDataset } from '../../../src/cli/dataset-upgrade';
import { FEATURE_SIZE, STATISTICS_VERSION, upgradeFeatures } from '../../../src/encoder';
import { type Dataset, editsOf, SPLITS } from '../../../src/training';
import { createToyDataset } from '../../../src/training/toy';
import { writeFolder } from '../../support/datasets';
import { run } from './run';

let folder = '';
const at = (...names: string[]) => join(folder, ...names);
const toy = createToyDataset({
  ...{ photos: 60, people: 40, editsPerPerson: 5, embedding: 4, statistics: 3, seed: 1 },
});

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'manylight-'));
  const pictured = new Set([3, 59]);
  await writeFolder(at('one'), toy, { pictured });
  const sizes = { groups: { photos: 5, edits: 12 }, shards: { photos: 20, edits: 60 } };
  await writeFolder(at('many'), toy, { pictured, sizes });
});
afterAll(() => rm(folder, { recursive: true }));

describe('features of an older version', () => {
  const old = createToyDataset({
    ...{ photos: 20, people: 10, editsPerPerson: 3, embedding: 1024, statistics: 65, seed: 2 },
  });

  test('become those of this version where they hold them, and all else stays', async () => {
    const version = (statistics: number) => `1.0.0+statistics.${statistics}`;
    await writeFolder(at('before'), { ...old, encoderVersion: version(2) }, { pictured: new Set([4]) });
    await upgradeDataset(at('before'), at('after'));
    const [before, after] = [await readDataset(at('before')), await readDataset(at('after'))];
    expect([after.encoderVersion, after.featureSize]).toEqual([version(STATISTICS_VERSION), FEATURE_SIZE]);
    const parts: Float32Array[] = [];
    for await (const part of after.featureParts()) parts.push(part);
    const last = old.features.subarray(19 * 1089);
    expect(parts.at(-1)!.slice(-FEATURE_SIZE)).toEqual(
      upgradeFeatures({ version: version(2), values: last }).values,
    );
    for (const key of ['groups', 'y', 'photoOf', 'personOf', 'trueStyleOf'] as const) {
      expect(after[key], key).toEqual(before[key]);
    }
    expect(await readPictures(at('after'))).toEqual(await readPictures(at('before')));
  });

  test('that hold too little are refused, and no set is written over', async () => {
    await expect(upgradeDataset(at('one'), at('newer'))).rejects.toThrow(/but from the photos/);
    await expect(upgradeDataset(at('one'), at('one'))).rejects.toThrow(/another folder/);
  });
});

describe('two sets in one', () => {
  test('keep their edits; a photo of both has one group, another one of its own', async () => {
    const other = createToyDataset({
      ...{ photos: 20, people: 10, editsPerPerson: 3, embedding: 4, statistics: 3, seed: 2 },
    });
    await writeFolder(at('other'), other);
    await uniteDatasets([at('one'), at('many')], at('twice'));
    const twice = await readDataset(at('twice'));
    expect(twice.photos).toBe(2 * toy.photos);
    expect([...twice.groups]).toEqual([...toy.groups, ...toy.groups]);
    expect([...twice.y]).toEqual([...toy.y, ...toy.y]);
    expect(twice.people).toBe(2 * toy.people);
    expect([...(await readPictures(at('twice'))).keys()]).toEqual([3, 59, 63, 119]);

    await uniteDatasets([at('one'), at('other')], at('both'));
    const both = await readDataset(at('both'));
    const own = new Set(toy.groups);
    expect([...both.groups.slice(toy.photos)].some((group) => own.has(group))).toBe(false);
    expect(both.edits).toBe(toy.edits + other.edits);
  });

  test('leave photos and people on their sides, and edits between two are counted', async () => {
    const used = (dataset: Dataset) => SPLITS.map((side) => editsOf(dataset, side).length);
    const other = createToyDataset({
      ...{ photos: 50, people: 30, editsPerPerson: 4, embedding: 4, statistics: 3, seed: 7 },
    });
    await writeFolder(at('third'), other);
    await uniteDatasets([at('one'), at('third')], at('sides'));
    const sides = await readDataset(at('sides'));
    expect(used(sides)).toEqual(used(toy).map((count, i) => count + used(other)[i]));

    // As they were united before: the second set's people had numbers of other sides.
    const moved = Uint32Array.from(toy.personOf, (person) => person + 40);
    await writeFolder(at('between'), { ...toy, personOf: moved });
    const between = toy.edits - used({ ...toy, personOf: moved }).reduce((sum, count) => sum + count, 0);
    expect(between).toBeGreaterThan(0);
    const { stdout } = await run('data', ['check', at('between')]);
    expect(stdout).toContain(`; ${between} between two sides, used for nothing`);
  });

  test('must be of one encoder, and are not written over', async () => {
    await writeFolder(at('elder'), { ...toy, encoderVersion: 'elder' });
    await expect(uniteDatasets([at('one'), at('elder')], at('mixed'))).rejects.toThrow(/encoder/);
    await expect(uniteDatasets([at('one'), at('many')], at('one'))).rejects.toThrow(/another folder/);
  });
});

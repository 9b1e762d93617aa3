import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  assembleDataset,
  type DatasetColumns,
  editsOf,
  featureBlocks,
  fingerprintOf,
  NO_STYLE,
  parseManifest,
} from '../../../src/training';
import { splitOfGroup, splitOfPerson } from '../../../src/training/split';
import { createToyDataset } from '../../../src/training/toy';

const toy = createToyDataset({
  photos: 60,
  people: 40,
  editsPerPerson: 5,
  embedding: 4,
  statistics: 3,
  seed: 1,
});

const manifest: Record<string, unknown> = JSON.parse(
  JSON.stringify({
    ...{ ...toy, version: 2 },
    ...{ features: undefined, groups: undefined, y: undefined, photoOf: undefined, personOf: undefined },
  }),
);

/** The toy's tables as files would hold them, photos numbered with gaps. */
function columnsOf(change: Partial<DatasetColumns['edits']> = {}): DatasetColumns {
  const photo = Array.from({ length: toy.photos }, (_, row) => 7 * row);
  return {
    photos: { photo, group: toy.groups },
    edits: {
      photo: toy.photoOf.map((row) => photo[row]),
      person: toy.personOf,
      time: Uint32Array.from({ length: toy.edits }, (_, edit) => edit % 5),
      y: toy.y,
      style: Array.from(toy.trueStyleOf, (style) => toy.styles[style]),
      ...change,
    },
  };
}

const assemble = (columns: DatasetColumns) =>
  assembleDataset(parseManifest(manifest), columns, toy.featureParts);

async function blocksOf(parts: Float32Array[], rows: number) {
  const blocks = [];
  for await (const block of featureBlocks({ ...toy, featureParts: () => parts }, rows)) {
    blocks.push({ ...block, values: [...block.values] });
  }
  return blocks;
}

describe('a dataset', () => {
  test('is put together from its tables, in whatever order their rows come', () => {
    const whole = assemble(columnsOf());
    expect(whole.y).toEqual(toy.y);
    expect(whole.photoOf).toEqual(toy.photoOf);
    expect(whole.personOf).toEqual(toy.personOf);
    expect(whole.trueStyleOf).toEqual(toy.trueStyleOf);
    expect(whole.styles).toEqual(toy.styles);
    const { edits, photos } = columnsOf();
    const turned = (values: ArrayLike<number>) => Array.from(values).reverse();
    const y = Float32Array.from(toy.y, (_, i) => toy.y[(toy.edits - 1 - Math.floor(i / 11)) * 11 + (i % 11)]);
    const shuffled = assemble({
      photos,
      edits: {
        photo: turned(edits.photo),
        person: turned(edits.person),
        time: turned(edits.time),
        y,
        style: [...edits.style].reverse(),
      },
    });
    expect({ ...shuffled, features: null }).toEqual({ ...whole, features: null });
  });

  test('edits of real people have no style', () => {
    const real = assemble(columnsOf({ style: Array(toy.edits).fill(null) }));
    expect(real.trueStyleOf.every((style) => style === NO_STYLE)).toBe(true);
  });

  test('that is broken is refused with the reason', () => {
    const broken = (change: Partial<DatasetColumns['edits']>) => () => assemble(columnsOf(change));
    const all = (value: number) => new Float32Array(toy.edits).fill(value);
    expect(broken({ photo: all(999) })).toThrow('an edit names photo 999, which is not there');
    expect(broken({ person: all(-1) })).toThrow("a person's number is -1");
    expect(broken({ person: all(0.5) })).toThrow("a person's number is 0.5");
    expect(broken({ person: all(3) })).toThrow('there are 1 people with edits, and dataset.json says 40');
    expect(broken({ y: new Float32Array(toy.edits * 11).fill(2) })).toThrow('outside the sliders');
    expect(broken({ y: new Float32Array(toy.edits * 11).fill(Number.NaN) })).toThrow('outside the sliders');
    expect(broken({ style: Array(toy.edits).fill('baroque') })).toThrow('names the style "baroque"');
    const twice = { photo: new Float32Array(toy.photos), group: toy.groups };
    expect(() => assemble({ ...columnsOf(), photos: twice })).toThrow('photo 0 is there twice');
    const few = { photo: [0], group: [0] };
    expect(() => assemble({ ...columnsOf(), photos: few })).toThrow(
      'there are 1 photos, and dataset.json says 60',
    );
    const none = { ...columnsOf().edits, photo: [] };
    expect(() => assemble({ ...columnsOf(), edits: none })).toThrow('there are 0 edits');
    const parsed = (change: object) => () => parseManifest({ ...manifest, ...change });
    expect(parsed({ version: 1 })).toThrow('npm run data -- convert OLD NEW');
    expect(parsed({ version: 3 })).toThrow('its version is not 2');
    expect(parsed({ photos: 'many' })).toThrow('no number "photos"');
    expect(parsed({ featureSize: 0 })).toThrow('featureSize is 0');
    expect(() => parseManifest(null)).toThrow('not an object');
  });

  test('its features come in the same blocks, however they are cut', async () => {
    const cut = (...at: number[]) =>
      [0, ...at].map((from, i) => toy.features.subarray(from * 7, (at[i] ?? toy.photos) * 7));
    const whole = await blocksOf(cut(), 16);
    expect(whole.map(({ first, rows }) => [first, rows])).toEqual([
      [0, 16],
      [16, 16],
      [32, 16],
      [48, 12],
    ]);
    expect(whole.flatMap(({ values }) => values)).toEqual([...toy.features]);
    expect(await blocksOf(cut(1, 2, 40, 41), 16)).toEqual(whole);
    expect(await blocksOf(cut(16, 16, 48), 16)).toEqual(whole);
    await expect(blocksOf([toy.features.subarray(0, 7)], 16)).rejects.toThrow('features of 1 photos, not 60');
    await expect(blocksOf([toy.features.subarray(0, 8)], 16)).rejects.toThrow('a photo has not 7 features');
    const holed = toy.features.slice().fill(Number.NaN, 99, 100);
    await expect(blocksOf([holed], 16)).rejects.toThrow('not a finite number');
  });

  test('is split so that nothing held out was seen through a photo or a person', () => {
    const seen = { photos: new Set<number>(), people: new Set<number>() };
    for (const edit of editsOf(toy, 'train')) {
      seen.photos.add(toy.groups[toy.photoOf[edit]]);
      seen.people.add(toy.personOf[edit]);
    }
    for (const part of ['validation', 'test'] as const) {
      for (const edit of editsOf(toy, part)) {
        expect(seen.photos.has(toy.groups[toy.photoOf[edit]])).toBe(false);
        expect(seen.people.has(toy.personOf[edit])).toBe(false);
      }
    }
  });

  test('the split is 80/10/10 and does not change', () => {
    for (const side of [splitOfGroup, splitOfPerson]) {
      const parts = Array.from({ length: 20_000 }, (_, i) => side(i));
      expect(parts.filter((part) => part === 'train').length / 20_000).toBeCloseTo(0.8, 1);
      expect(parts.filter((part) => part === 'test').length / 20_000).toBeCloseTo(0.1, 1);
    }
    expect([0, 1, 2, 3, 4, 5, 6, 7].map(splitOfGroup)).toMatchInlineSnapshot(`
      [
        "train",
        "train",
        "train",
        "train",
        "train",
        "train",
        "train",
        "validation",
      ]
    `);
    expect([0, 1, 2, 3, 4, 5, 6, 7].map(splitOfPerson)).toMatchInlineSnapshot(`
      [
        "train",
        "train",
        "train",
        "train",
        "train",
        "train",
        "train",
        "train",
      ]
    `);
  });
});

test('a dataset’s fingerprint is of its edits, whose they are and of the encoder, and stays', async () => {
  const one = createToyDataset({
    ...{ photos: 20, people: 5, editsPerPerson: 3, embedding: 4, statistics: 3, seed: 1 },
  });
  const known = await fingerprintOf(one);
  // Folders of finished runs are named by it.
  const hash = createHash('sha256').update(one.encoderVersion);
  for (const { buffer } of [one.y, one.photoOf, one.personOf, one.groups])
    hash.update(new Uint8Array(buffer));
  expect(known).toBe(hash.digest('hex').slice(0, 8));
  const changed = [
    { encoderVersion: 'another' },
    { groups: one.groups.map((group) => group + 1) },
    { personOf: one.personOf.map((person) => person + 1) },
    { photoOf: one.photoOf.toReversed() },
  ];
  for (const change of changed) expect(await fingerprintOf({ ...one, ...change })).not.toBe(known);
});

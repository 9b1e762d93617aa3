import { describe, expect, test } from 'vitest';
import { type Dataset, editsOf, parseDataset } from '../../../src/training';
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

function asFiles(dataset: Dataset) {
  const index = new Uint32Array(dataset.edits * 3);
  for (let i = 0; i < dataset.edits; i++) {
    index.set([dataset.photoOf[i], dataset.personOf[i], dataset.trueStyleOf[i]], i * 3);
  }
  const manifest = { ...dataset, version: 1, features: undefined, groups: undefined, y: undefined };
  const bytes = (array: Float32Array | Uint32Array) => array.slice().buffer as ArrayBuffer;
  return {
    manifest: JSON.parse(JSON.stringify(manifest)) as Record<string, unknown>,
    bytes: {
      features: bytes(dataset.features),
      groups: bytes(dataset.groups),
      edits: bytes(dataset.y),
      index: bytes(index),
    },
  };
}

describe('a dataset', () => {
  const { manifest, bytes } = asFiles(toy);

  test('is read as it was written', () => {
    const back = parseDataset(manifest, bytes);
    expect(back.y).toEqual(toy.y);
    expect(back.photoOf).toEqual(toy.photoOf);
    expect(back.personOf).toEqual(toy.personOf);
    expect(back.styles).toEqual(toy.styles);
    expect(back.simulated).toBe(true);
  });

  test('that is broken is refused with the reason', () => {
    const broken = (change: Partial<typeof bytes>) => () => parseDataset(manifest, { ...bytes, ...change });
    expect(broken({ edits: bytes.edits.slice(4) })).toThrow('edits.f32 has');
    expect(broken({ index: new Uint32Array(toy.edits * 3).fill(999).buffer })).toThrow(
      'a photo that is not there',
    );
    expect(broken({ edits: new Float32Array(toy.edits * 11).fill(2).buffer })).toThrow('outside [-1, 1]');
    expect(broken({ features: new Float32Array(toy.features.length).fill(Number.NaN).buffer })).toThrow(
      'not a finite',
    );
    expect(() => parseDataset({ ...manifest, version: 2 }, bytes)).toThrow('its version is not 1');
    expect(() => parseDataset({ ...manifest, photos: 'many' }, bytes)).toThrow('no number "photos"');
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

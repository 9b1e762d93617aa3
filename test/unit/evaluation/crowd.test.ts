import { expect, test } from 'vitest';
import { ADJUSTMENT_COUNT } from '../../../src/edit';
import type { Result } from '../../../src/evaluation/comparison';
import { CROWD, crowd } from '../../../src/evaluation/crowd';
import { crowdText } from '../../../src/evaluation/crowd-page';
import type { Material } from '../../../src/evaluation/material';

const edit = (first: number) => [first / 100, ...Array.from({ length: ADJUSTMENT_COUNT - 1 }, () => 0)];

/** Two test edits of two photos, whose one pixel is as light as their first slider says. */
const material = {
  prepared: {
    table: {
      y: Float32Array.from([...edit(10), ...edit(20)]),
      personOf: Uint32Array.of(0, 1),
      photoOf: Uint32Array.of(3, 4),
    },
    parts: { test: Uint32Array.of(0, 1) },
  },
  darkroom: {
    has: () => true,
    develop: (_: number, y: ArrayLike<number>) => Float64Array.of(Math.round(100 * y[0]), 0, 0),
  },
} as unknown as Material;

const resultOf = (id: string, asInPaper: boolean, drawn: number, picked: number): Result =>
  ({
    recipe: { id, name: id, asInPaper },
    runs: [
      {
        pictures: [{ best: 3, e76: [drawn, drawn], e00: [] }],
        picked: { best: 3, e76: [picked, picked], e00: [] },
      },
    ],
  }) as unknown as Result;

const results = [
  resultOf('mlp', true, 9, 2),
  resultOf('mdn', true, 5, 3),
  resultOf('mdn-hurdle', false, 1, 1),
  resultOf('cgm-vae', false, 4, 1.5),
];

/** The same models, told: the MDN is the nearest of theirs now. */
const told = [
  resultOf('mlp', true, 3.5, 2),
  resultOf('mdn', true, 3, 1.8),
  resultOf('cgm-vae', false, 2.5, 1),
];

/** Others leave the slider at 4, 6 and 8 beside what was kept, over and over. */
const othersOf = (photo: number) =>
  Float64Array.from(
    Array.from({ length: CROWD }, (_, i) => edit((photo === 3 ? 10 : 20) + 4 + 2 * (i % 3))).flat(),
  );

test('others are as near as the nearest of each three of theirs, against the paper’s best by that very measure', () => {
  const one = crowd('expert', material, results, told, othersOf)!;
  expect(one).toMatchObject({ population: 'expert', edits: 2 });
  expect(one.drawn).toMatchObject({
    people: { mean: 4 },
    ours: { mean: 4 },
    paper: { mean: 5 },
    room: { baseline: 'mdn', by: { mean: 1, interval: 0 } },
    told: { ours: { mean: 2.5 }, paper: { mean: 3 }, lead: { baseline: 'mdn', by: { mean: 0.5 } } },
  });
  // Among three kinds the choice takes one of each.
  expect(one.picked).toMatchObject({
    people: { mean: 4 },
    ours: { mean: 1.5 },
    paper: { mean: 2 },
    room: { baseline: 'mlp', by: { mean: -2 } },
    told: { ours: { mean: 1 }, paper: { mean: 1.8 }, lead: { baseline: 'mdn', by: { mean: 0.8 } } },
  });
  expect(crowdText([one])).toMatch(
    /expert, three picked: .*others nearer than that by -2.00.*ours nearer by 0.80/,
  );
});

test('without the CGM-VAE or one of the paper’s baselines there is nothing to say', () => {
  for (const some of [results.slice(0, 3), results.slice(2)]) {
    expect(crowd('expert', material, some, told, othersOf)).toBeUndefined();
    expect(crowd('expert', material, results, some.slice(1), othersOf)).toBeUndefined();
  }
});

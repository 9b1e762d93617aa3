import { expect, test } from 'vitest';
import type { Result } from '../../../src/evaluation/comparison';
import { marginsOf } from '../../../src/evaluation/margins';
import type { Material } from '../../../src/evaluation/material';
import { marginRows } from '../../../src/evaluation/table1-page';

/** Four test edits by two people of four photos. */
const material = {
  prepared: {
    table: { personOf: Uint32Array.of(0, 0, 1, 1), photoOf: Uint32Array.of(0, 1, 2, 3) },
    parts: { test: Uint32Array.of(0, 1, 2, 3) },
  },
  darkroom: { has: () => true },
} as unknown as Material;

function resultOf(
  id: string,
  asInPaper: boolean,
  logLikelihood: number[] | null,
  lab: number[],
  picked = lab,
): Result {
  return {
    recipe: { id, name: id, candidates: [], seeded: true, asInPaper },
    chosen: 0,
    tried: [],
    runs: [
      {
        ...{ logLikelihood, divergence: [0.05, 0.07] },
        pictures: [{ best: 3, e76: lab, e00: lab }],
        picked: { best: 3, e76: picked, e00: picked },
      },
    ],
  } as unknown as Result;
}

const ours = resultOf('cgm-vae', false, [5, 6, 7, 8], [1, 2, 1, 2], [0.5, 1.5, 0.5, 1.5]);
const baselines = [
  resultOf('none', false, null, [9, 9, 9, 9]),
  resultOf('mdn', true, [4, 4, 4, 4], [5, 5, 5, 5]),
  resultOf('lbn', true, [1, 1, 1, 1], [2, 3, 2, 3], [1, 2, 1, 2]),
  resultOf('mdn-hurdle', false, [5, 5, 6, 8], [1, 1, 1, 1]),
];

test('leads are over the best baseline by that measure, paired by edit, the paper’s apart', () => {
  const margins = marginsOf(material, [...baselines, ours])!;
  expect(margins.divergence).toBeCloseTo(0.06);
  expect(margins.paper!.logLikelihood).toMatchObject({ baseline: 'mdn', by: { mean: 2.5 } });
  expect(margins.paper!.lab).toMatchObject({ baseline: 'lbn', by: { mean: 1, interval: 0 } });
  // Ours picked, against theirs as drawn, and as picked too.
  expect(margins.paper!.picked).toMatchObject({ baseline: 'lbn', by: { mean: 1.5, interval: 0 } });
  expect(margins.paper!.bothPicked).toMatchObject({ baseline: 'lbn', by: { mean: 0.5, interval: 0 } });
  // An honest loss is a negative lead.
  expect(margins.all!.logLikelihood).toMatchObject({ baseline: 'mdn-hurdle', by: { mean: 0.5 } });
  expect(margins.all!.lab).toMatchObject({ baseline: 'mdn-hurdle', by: { mean: -0.5 } });
});

test('what is asked stands beside it; nothing is said without the CGM-VAE or a baseline', () => {
  const comparison = { population: 'expert', dataset: {}, rows: [] };
  const rows = marginRows([{ ...comparison, margins: marginsOf(material, [...baselines, ours]) }]);
  expect(rows).toHaveLength(2);
  expect(rows[0]).toContain('1.68');
  expect(marginsOf(material, baselines)).toBeUndefined();
  expect(marginRows([{ ...comparison, margins: marginsOf(material, [ours]) }])).toEqual([]);
});

import { expect, test } from 'vitest';
import type { Material } from '../../../src/evaluation/material';
import { toldMaterial } from '../../../src/evaluation/told';

/** Three photos of one number each; the third is nobody's. */
const material = {
  prepared: {
    table: { mapped: Float32Array.of(7, 8, 9), mappedSize: 1, photoOf: Uint32Array.of(0, 1, 1, 2) },
    parts: { train: Uint32Array.of(0, 1) },
  },
} as unknown as Material;

test('what is told stands beside what is seen, standardised over the fitted edits', () => {
  const known = new Map([
    [0, [10, 5]],
    [1, [14, 5]],
    [2, [112, 9]],
  ]);
  const { table } = toldMaterial(material, known).prepared;
  expect(table.mappedSize).toBe(3);
  // Of mean 12 and deviation 2; the second is the same for all who are fitted. Far out is held at five deviations.
  expect([...table.mapped]).toEqual([7, -1, 0, 8, 1, 0, 9, 5, 0]);
  expect([...material.prepared.table.mapped]).toEqual([7, 8, 9]);
});

test('a photo that nobody edits may be unknown', () => {
  const known = new Map([
    [0, [10]],
    [1, [14]],
  ]);
  expect([...toldMaterial(material, known).prepared.table.mapped]).toEqual([7, -1, 8, 1, 9, 0]);
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRng } from '../../../src/core';
import { logSumExp } from '../../../src/prob';
import { tf } from '../../../src/training/tensorflow';
import { createGroupDraw, logMarginal, sharedMarginal } from '../../../src/training/vae-objective';
import { startBackend } from './backend';

await startBackend();

const EDITS = 5;
const STYLES = 3;
const tables = fc.tuple(
  fc.array(fc.double({ min: -8, max: 8, noNaN: true }), {
    minLength: EDITS * STYLES,
    maxLength: EDITS * STYLES,
  }),
  fc.array(fc.double({ min: -2, max: 2, noNaN: true }), {
    minLength: EDITS * STYLES,
    maxLength: EDITS * STYLES,
  }),
);
const density = (values: readonly number[]) => tf.tensor2d([...values], [EDITS, STYLES]);
const prior = (values: readonly number[]) => tf.logSoftmax(density(values)) as tf.Tensor2D;
const row = (values: ArrayLike<number>, edit: number) =>
  Array.from({ length: STYLES }, (_, s) => values[edit * STYLES + s]);

describe('the bound with the style summed out', () => {
  test('is log Σ π(s | x) p(y | x, s) of each edit', () => {
    fc.assert(
      fc.property(tables, ([logDensity, logits]) => {
        const logPrior = prior(logits);
        const found = logMarginal(density(logDensity), logPrior).dataSync();
        const said = logPrior.dataSync();
        for (let edit = 0; edit < EDITS; edit++) {
          const joint = row(logDensity, edit).map((value, s) => value + row(said, edit)[s]);
          expect(found[edit]).toBeCloseTo(logSumExp(joint), 4);
        }
      }),
      { numRuns: 30 },
    );
  });

  test('for a person’s edits is log Σ π_s Π p(y_n | x_n, s) of each group, a mean an edit', () => {
    const groups = [
      [0, 1, 2],
      [3, 4],
    ];
    const member = tf.tensor2d(
      groups.flatMap((own) => Array.from({ length: EDITS }, (_, e) => Number(own.includes(e)))),
      [2, EDITS],
    );
    fc.assert(
      fc.property(tables, ([logDensity, logits]) => {
        const logPrior = prior(logits);
        const said = logPrior.dataSync();
        const shares = Array.from({ length: STYLES }, (_, s) =>
          Math.log([0, 1, 2, 3, 4].reduce((sum, edit) => sum + Math.exp(row(said, edit)[s]) / EDITS, 0)),
        );
        const expected = groups.map((own) =>
          logSumExp(
            shares.map((share, s) => own.reduce((sum, edit) => sum + row(logDensity, edit)[s], share)),
          ),
        );
        const found = sharedMarginal(density(logDensity), logPrior, member).dataSync()[0];
        expect(found).toBeCloseTo((expected[0] + expected[1]) / EDITS, 4);
      }),
      { numRuns: 30 },
    );
  });
});

describe('drawing groups', () => {
  const rng = createRng(8);
  // People's edits lie scattered, as a split leaves them.
  const personOf = Uint32Array.from({ length: 300 }, () => rng.integer(40));
  const train = Uint32Array.from({ length: 300 }, (_, edit) => edit).filter((edit) => edit % 4 !== 0);
  const timeOf = (edit: number) => train.filter((other) => personOf[other] === personOf[edit]).indexOf(edit);

  test('a group is edits that one person made in a row, and every edit is in one', () => {
    const draw = createGroupDraw(personOf, train);
    for (let round = 0; round < 20; round++) {
      const { drawn, member } = draw(48, createRng(round));
      const [groups, size] = member.shape;
      const values = member.dataSync();
      const seen = new Array<number>(size).fill(0);
      for (let group = 0; group < groups; group++) {
        const own = Array.from(drawn, (_, at) => at).filter((at) => values[group * size + at] === 1);
        for (const at of own) seen[at] += 1;
        const edits = own.map((at) => train[drawn[at]]);
        expect(edits.length).toBeGreaterThan(0);
        expect(edits.length).toBeLessThanOrEqual(4);
        expect(new Set(edits.map((edit) => personOf[edit])).size).toBe(1);
        edits.forEach((edit, i) => void expect(timeOf(edit)).toBe(timeOf(edits[0]) + i));
      }
      expect(seen.every((count) => count === 1)).toBe(true);
    }
  });

  test('every edit is drawn sooner or later', () => {
    const draw = createGroupDraw(personOf, train);
    const all = new Set<number>();
    for (let round = 0; round < 60; round++) for (const at of draw(48, createRng(round)).drawn) all.add(at);
    expect(all.size).toBe(train.length);
  });
});

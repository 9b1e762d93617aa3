import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRng } from '../../../src/core';
import { ADJUSTMENT_COUNT } from '../../../src/edit';
import { createUnflow, flow, flowTable, flowValues } from '../../../src/training/flow';
import { createParameters, disposeParameters, writeParameters } from '../../../src/training/parameters';
import { tf } from '../../../src/training/tensorflow';
import { startBackend } from './backend';

await startBackend();

const numbers = (size: number, most: number) =>
  fc.array(fc.double({ min: -most, max: most, noNaN: true }), { minLength: size, maxLength: size });

const parametersOf = (skew: number[], tails: number[], earlier: number[]) => {
  const parameters = createParameters(flowTable, createRng(1));
  const entry = (values: number[], shape: number[]) => ({ values: Float32Array.from(values), shape });
  writeParameters(
    parameters,
    new Map([
      ['flow.skew', entry(skew, [ADJUSTMENT_COUNT])],
      ['flow.tails', entry(tails, [ADJUSTMENT_COUNT])],
      ['flow.earlier', entry(earlier, [ADJUSTMENT_COUNT, ADJUSTMENT_COUNT])],
    ]),
  );
  return parameters;
};

const mapped = (parameters: ReturnType<typeof parametersOf>, y: number[]) =>
  tf.tidy(() => {
    const { u, logSlope } = flow(parameters, tf.tensor2d(y, [1, ADJUSTMENT_COUNT]))!;
    return { u: u.dataSync(), logSlope: logSlope.dataSync() };
  });

const any = fc.tuple(
  numbers(ADJUSTMENT_COUNT, 0.8),
  numbers(ADJUSTMENT_COUNT, 0.4),
  numbers(ADJUSTMENT_COUNT ** 2, 0.5),
  numbers(ADJUSTMENT_COUNT, 2),
);

describe('the flow on y', () => {
  test('starts as the identity', () => {
    const parameters = createParameters(flowTable, createRng(1));
    const y = Array.from({ length: ADJUSTMENT_COUNT }, (_, i) => i / 4 - 1);
    const { u, logSlope } = mapped(parameters, y);
    y.forEach((value, i) => {
      expect(u[i]).toBeCloseTo(value, 5);
      expect(logSlope[i]).toBeCloseTo(0, 5);
    });
    disposeParameters(parameters);
  });

  test('is undone slider by slider', () => {
    fc.assert(
      fc.property(any, ([skew, tails, earlier, y]) => {
        const parameters = parametersOf(skew, tails, earlier);
        const { u } = mapped(parameters, y);
        const unflow = createUnflow(flowValues(parameters));
        y.forEach((value, i) => {
          expect(unflow.toEdit(i, u[i])).toBeCloseTo(value, 3);
          unflow.set(i, value);
        });
        disposeParameters(parameters);
      }),
      { numRuns: 30 },
    );
  });

  test('says by how much it stretches each slider', () => {
    const step = 1e-2;
    fc.assert(
      fc.property(any, fc.integer({ min: 0, max: ADJUSTMENT_COUNT - 1 }), ([skew, tails, earlier, y], i) => {
        const parameters = parametersOf(skew, tails, earlier);
        const moved = (by: number) =>
          mapped(
            parameters,
            y.map((value, j) => (j === i ? value + by : value)),
          ).u;
        const [above, below] = [moved(step), moved(-step)];
        const { logSlope } = mapped(parameters, y);
        expect(Math.log((above[i] - below[i]) / (2 * step))).toBeCloseTo(logSlope[i], 2);
        // What comes earlier in the table does not see it: the determinant is the diagonal's.
        for (let j = 0; j < i; j++) expect(above[j]).toBe(below[j]);
        disposeParameters(parameters);
      }),
      { numRuns: 30 },
    );
  });
});

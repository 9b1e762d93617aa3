import { describe, expect, test } from 'vitest';
import { createRng } from '../../../src/core';
import { type Checkpoint, type FitOptions, minimise, type Objective } from '../../../src/training/minimise';
import { createParameters, disposeParameters } from '../../../src/training/parameters';
import { tf } from '../../../src/training/tensorflow';
import { startBackend } from './backend';

await startBackend();

/** A parabola whose validations are read off a list; at the steps named, its gradient is not a number. */
function objectiveOf(validations: readonly number[], broken: readonly number[] = []) {
  const parameters = createParameters({ at: { shape: [1], start: Float32Array.of(1) } }, createRng(1));
  const at = parameters.get('at')!;
  let next = 0;
  const objective: Objective = {
    parameters,
    settledAt: 0,
    loss: (step) =>
      tf.tidy(
        () =>
          at
            .square()
            .sum()
            .mul(broken.includes(step) ? Number.NaN : 1) as tf.Scalar,
      ),
    validate: () => validations[next++],
  };
  return { objective, skipTo: (place: number) => (next = place) };
}

const OPTIONS: FitOptions = {
  ...{ steps: 100, learningRate: 0.1, clip: 5, decay: 0, validateEvery: 2, patience: 3 },
  onProgress: () => undefined,
};

/** The whole run, and the same stopped after so many validations and taken up from its checkpoint. */
function stoppedAfter(count: number, validations: readonly number[], broken?: readonly number[]) {
  const whole = objectiveOf(validations, broken);
  const checkpoints: Checkpoint[] = [];
  const straight = minimise(whole.objective, {
    ...OPTIONS,
    onCheckpoint: (checkpoint) => checkpoints.push(checkpoint),
  });
  const { state, bytes } = checkpoints[count - 1];
  const rest = objectiveOf(validations, broken);
  rest.skipTo(count);
  const lines: string[] = [];
  const resumed = minimise(rest.objective, {
    ...OPTIONS,
    onProgress: (line) => lines.push(line),
    resumeFrom: { state: JSON.parse(JSON.stringify(state)) as Checkpoint['state'], bytes },
  });
  disposeParameters(whole.objective.parameters);
  disposeParameters(rest.objective.parameters);
  return { straight, resumed, lines };
}

describe('a fit that was stopped and taken up again', () => {
  test.each([1, 2, 3, 4])('ends where patience ends one that never stopped (after %i)', (count) => {
    const { straight, resumed } = stoppedAfter(count, [5, 4, 4.5, 4.6, 4.7, 1, 1, 1, 1]);
    expect(straight).toMatchObject({ steps: 10, bestStep: 4, best: 4 });
    expect({ ...resumed, seconds: 0 }).toEqual({ ...straight, seconds: 0 });
  });

  test('counts the steps that were left out before', () => {
    const { lines } = stoppedAfter(1, [5, 4, 4.5, 4.6, 4.7], [0]);
    expect(lines[0]).toContain('skipped 1');
  });

  test('keeps the last values, not those of its checkpoint, where nothing was ever better', () => {
    const never = [Number.NaN, Number.NaN, Number.NaN];
    const { straight, resumed } = stoppedAfter(1, never);
    expect(resumed.values).toEqual(straight.values);
  });
});

import { beforeAll, describe, expect, test } from 'vitest';
import { createRng } from '../../../src/core';
import { tf } from '../../../src/training/tensorflow';
import { startBackend } from './backend';

beforeAll(startBackend);

const random = (shape: [number, number], seed: number): tf.Tensor2D => {
  const rng = createRng(seed);
  return tf.tensor2d(
    Float32Array.from({ length: shape[0] * shape[1] }, () => rng.normal()),
    shape,
  );
};

/** Something curved of two products, as a scalar. */
const loss = (a: tf.Tensor2D, b: tf.Tensor2D): tf.Scalar =>
  tf.sum(tf.square(tf.matMul(tf.tanh(tf.matMul(a, b)), tf.transpose(b) as tf.Tensor2D))) as tf.Scalar;

describe('the gradient of matrix products', () => {
  test('equals finite differences', () => {
    const [a, b] = [random([3, 4], 1), random([4, 2], 2)];
    const [da, db] = tf.grads(loss as (...inputs: tf.Tensor[]) => tf.Scalar)([a, b]);
    for (const [which, tensor, gradient] of [
      [0, a, da],
      [1, b, db],
    ] as const) {
      const values = tensor.dataSync();
      const slopes = gradient.dataSync();
      values.forEach((_, i) => {
        const at = (by: number) => {
          const moved = tf.tensor2d(
            values.map((value, j) => (j === i ? value + by : value)),
            tensor.shape,
          );
          return (which === 0 ? loss(moved, b) : loss(a, moved)).dataSync()[0];
        };
        const slope = (at(1e-2) - at(-1e-2)) / 2e-2;
        expect(Math.abs(slope - slopes[i])).toBeLessThan(0.02 * (1 + Math.abs(slope)));
      });
    }
  });

  test('equals what the cpu backend computes by the same rule', async () => {
    const values = [random([7, 5], 3), random([5, 6], 4)].map((tensor) => ({
      shape: tensor.shape,
      data: tensor.dataSync().slice(),
    }));
    const compute = () =>
      tf
        .grads(loss as (...inputs: tf.Tensor[]) => tf.Scalar)(
          values.map(({ shape, data }) => tf.tensor2d(data, shape)),
        )
        .map((gradient) => gradient.dataSync().slice());
    const onWasm = compute();
    await tf.setBackend('cpu');
    const onCpu = compute();
    await tf.setBackend('wasm');
    onWasm.forEach((gradient, which) => {
      gradient.forEach((value, i) => {
        expect(Math.abs(value - onCpu[which][i])).toBeLessThan(1e-3 * (1 + Math.abs(value)));
      });
    });
  });

  test('refuses products that transpose by a flag', () => {
    const [a, b] = [random([2, 3], 1), random([2, 3], 2)];
    expect(() => tf.grad((x) => tf.sum(tf.matMul(x as tf.Tensor2D, b, false, true)))(a)).toThrow(
      'transposing flag',
    );
  });
});

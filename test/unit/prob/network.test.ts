import { describe, expect, test } from 'vitest';
import { accumulate, affine, mapFeatures, matrix, relu } from '../../../src/prob';

describe('small networks', () => {
  const weights = matrix(Float32Array.of(1, 2, 3, 4, 5, 6), 2, 3);

  test('affine is bias plus input times matrix', () => {
    expect([...affine([10, 100], weights, Float32Array.of(0.5, 0, -1))]).toEqual([410.5, 520, 629]);
    expect([...accumulate(Float64Array.of(1, 1, 1), [0, 2], weights)]).toEqual([9, 11, 13]);
    expect([...relu(Float64Array.of(-1, 0, 2))]).toEqual([0, 0, 2]);
    expect(() => matrix(new Float32Array(5), 2, 3)).toThrow('2x3 matrix of 5');
  });

  test('features are centred, projected, scaled and held within the limit', () => {
    const map = {
      mean: Float32Array.of(1, 1, 10),
      projection: matrix(Float32Array.of(1, 2), 2, 1),
      scale: Float32Array.of(0.5),
      limit: 3,
    };
    expect([...mapFeatures(map, [2, 1.5, 12])]).toEqual([2, 1]);
    expect([...mapFeatures(map, [100, 0, -90])]).toEqual([3, -3]);
    expect(() => mapFeatures(map, [1, 2])).toThrow('2 features where the model takes 3');
  });
});

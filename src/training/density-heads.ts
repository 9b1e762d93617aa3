import { ADJUSTMENT_COUNT } from '../edit';
import type { EditDensity } from './likelihood';
import { linear, type Parameters, type ParameterTable } from './parameters';
import { tf } from './tensorflow';

/** The last layers of a network that says how `count` times eleven sliders are set. */
export function headTable(
  inputs: number,
  count: number,
  options: { readonly hurdle: boolean; readonly means?: Float32Array },
): ParameterTable {
  const width = count * ADJUSTMENT_COUNT;
  return {
    'mean.weights': { shape: [inputs, width], start: 'small' },
    'mean.bias': { shape: [width], start: options.means ?? 0 },
    'deviation.weights': { shape: [inputs, width], start: 'small' },
    'deviation.bias': { shape: [width], start: 0 },
    ...(options.hurdle && {
      'moved.weights': { shape: [inputs, width], start: 'small' as const },
      'moved.bias': { shape: [width], start: 0 },
    }),
  };
}

/** What those layers say of an input [rows, inputs]; `shaped` turns each [rows, width] into what the caller wants. */
export function readHeads(
  parameters: Parameters,
  input: tf.Tensor2D,
  floor: Float32Array,
  shaped: (values: tf.Tensor2D) => tf.Tensor,
): EditDensity {
  const head = (name: string) => shaped(linear(input, parameters, `${name}.weights`, `${name}.bias`));
  return {
    mean: head('mean'),
    deviation: tf.add(tf.softplus(head('deviation')), tf.tensor1d(floor)),
    moved: parameters.has('moved.bias') ? head('moved') : undefined,
  };
}

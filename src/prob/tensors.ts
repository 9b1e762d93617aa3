import { ManylightError } from '../core';

/** Where one tensor lies in a file of weights. Numbers are little-endian, row-major. */
export interface TensorEntry {
  readonly name: string;
  readonly shape: readonly number[];
  /** Bytes from the start of the file. */
  readonly offset: number;
  readonly type: 'float16' | 'float32';
}

export interface Tensor {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

export type Tensors = ReadonlyMap<string, Tensor>;

const BYTES = { float16: 2, float32: 4 } as const;

/** IEEE 754 binary16, as its 16 bits, to a number. */
export function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** The nearest binary16; beyond ±65504 it becomes infinite, below 2^-25 zero. */
export function numberToHalf(value: number): number {
  if (Number.isNaN(value)) return 0x7e00;
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const size = Math.abs(value);
  if (size >= 65520) return sign | 0x7c00;
  if (size < 2 ** -14) return sign | Math.round(size * 2 ** 24);
  const exponent = Math.floor(Math.log2(size));
  // Rounding up to the next power of two carries into the exponent by itself.
  return sign | (((exponent + 15) << 10) + Math.round((size / 2 ** exponent - 1) * 1024));
}

function count(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** Lays tensors end to end, each on a multiple of 4 bytes. */
export function packTensors(
  tensors: ReadonlyMap<string, Tensor>,
  type: TensorEntry['type'],
): { entries: TensorEntry[]; bytes: ArrayBuffer } {
  let offset = 0;
  const entries: TensorEntry[] = [];
  for (const [name, { shape }] of tensors) {
    entries.push({ name, shape, offset, type });
    offset += Math.ceil((count(shape) * BYTES[type]) / 4) * 4;
  }
  const bytes = new ArrayBuffer(offset);
  const view = new DataView(bytes);
  for (const entry of entries) {
    tensors.get(entry.name)!.values.forEach((value, i) => {
      const at = entry.offset + i * BYTES[type];
      if (type === 'float16') view.setUint16(at, numberToHalf(value), true);
      else view.setFloat32(at, value, true);
    });
  }
  return { entries, bytes };
}

function isEntry(data: unknown): data is TensorEntry {
  if (typeof data !== 'object' || data === null) return false;
  const { name, shape, offset, type } = data as Partial<Record<keyof TensorEntry, unknown>>;
  return (
    typeof name === 'string' &&
    Array.isArray(shape) &&
    shape.every((size) => Number.isInteger(size) && size > 0) &&
    Number.isInteger(offset) &&
    (offset as number) >= 0 &&
    (type === 'float16' || type === 'float32')
  );
}

/** Reads every tensor of a manifest's table. Throws `model-invalid`, naming the model and what is wrong. */
export function unpackTensors(model: string, table: unknown, bytes: ArrayBuffer): Tensors {
  if (!Array.isArray(table) || !table.every(isEntry)) {
    throw new ManylightError('model-invalid', `The ${model} model's manifest has no valid table of tensors.`);
  }
  const view = new DataView(bytes);
  return new Map(
    table.map(({ name, shape, offset, type }) => {
      const size = count(shape);
      if (offset + size * BYTES[type] > bytes.byteLength) {
        throw new ManylightError(
          'model-invalid',
          `The ${model} model's weights are cut short: "${name}" ends past the file's ${bytes.byteLength} bytes.`,
        );
      }
      const values = new Float32Array(size);
      for (let i = 0; i < size; i++) {
        const at = offset + i * BYTES[type];
        values[i] = type === 'float16' ? halfToNumber(view.getUint16(at, true)) : view.getFloat32(at, true);
      }
      if (values.some((value) => !Number.isFinite(value))) {
        throw new ManylightError(
          'model-invalid',
          `The ${model} model's "${name}" holds a value that is not a number.`,
        );
      }
      return [name, { shape, values }];
    }),
  );
}

/** One tensor of the expected shape. Throws `model-invalid`. */
export function takeTensor(
  model: string,
  tensors: Tensors,
  name: string,
  shape: readonly number[],
): Float32Array {
  const tensor = tensors.get(name);
  if (!tensor) throw new ManylightError('model-invalid', `The ${model} model has no "${name}".`);
  if (tensor.shape.length !== shape.length || tensor.shape.some((size, i) => size !== shape[i])) {
    throw new ManylightError(
      'model-invalid',
      `The ${model} model's "${name}" is ${tensor.shape.join('x')}, not ${shape.join('x')}.`,
    );
  }
  return tensor.values;
}

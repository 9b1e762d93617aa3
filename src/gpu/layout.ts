import { invariant } from '../core';

/** The WGSL types that a uniform struct may hold. */
export type UniformType =
  | 'f32'
  | 'i32'
  | 'u32'
  | 'vec2f'
  | 'vec2i'
  | 'vec3f'
  | 'vec4f'
  | 'mat3x3f'
  | `array<vec4f, ${number}>`;

/** A struct as a table: member name -> WGSL type, in order. */
export type UniformTable = Readonly<Record<string, UniformType>>;

/** Scalars are numbers; vectors and arrays flat lists; a matrix is nine numbers, row by row. */
export type UniformValues<Table extends UniformTable> = {
  readonly [Name in keyof Table]: Table[Name] extends 'f32' | 'i32' | 'u32' ? number : ArrayLike<number>;
};

export interface UniformLayout<Table extends UniformTable> {
  /** Bytes of the struct, a multiple of 16. */
  readonly size: number;
  /** Byte offset of each member. */
  readonly offsets: Readonly<Record<keyof Table, number>>;
  /** The struct's WGSL, to stand before the shader that uses it. */
  readonly wgsl: string;
  /** Writes all members at a byte offset that is a multiple of 4. */
  write(target: ArrayBuffer, offset: number, values: UniformValues<Table>): void;
}

interface Shape {
  readonly align: number;
  readonly size: number;
  /** Numbers in a value. */
  readonly count: number;
}

/** Alignment and size of WGSL, section 14.4.1, for the uniform address space. */
const SHAPES: Readonly<Record<string, Shape>> = {
  f32: { align: 4, size: 4, count: 1 },
  i32: { align: 4, size: 4, count: 1 },
  u32: { align: 4, size: 4, count: 1 },
  vec2f: { align: 8, size: 8, count: 2 },
  vec2i: { align: 8, size: 8, count: 2 },
  vec3f: { align: 16, size: 12, count: 3 },
  vec4f: { align: 16, size: 16, count: 4 },
  mat3x3f: { align: 16, size: 48, count: 9 },
};

function shapeOf(type: UniformType): Shape {
  const length = /^array<vec4f, (\d+)>$/.exec(type)?.[1];
  if (length !== undefined) {
    return { align: 16, size: 16 * Number(length), count: 4 * Number(length) };
  }
  const shape = SHAPES[type];
  invariant(shape, `a known uniform type, not ${type}`);
  return shape;
}

const roundUp = (value: number, multiple: number): number => Math.ceil(value / multiple) * multiple;

/** Lays a table out as WGSL does, so that nobody pads by hand. */
export function defineUniforms<const Table extends UniformTable>(
  name: string,
  table: Table,
): UniformLayout<Table> {
  const offsets: Record<string, number> = {};
  let end = 0;
  for (const [member, type] of Object.entries(table)) {
    const { align, size } = shapeOf(type);
    offsets[member] = roundUp(end, align);
    end = offsets[member] + size;
  }
  const lines = Object.entries(table).map(([member, type]) => `  ${member}: ${type},`);

  return {
    size: roundUp(end, 16),
    offsets: offsets as Record<keyof Table, number>,
    wgsl: `struct ${name} {\n${lines.join('\n')}\n}\n`,
    write(target, offset, values) {
      const floats = new Float32Array(target, offset);
      const integers = new Int32Array(target, offset);
      for (const [member, type] of Object.entries(table)) {
        const start = offsets[member] / 4;
        const value = values[member];
        if (typeof value === 'number') {
          if (type === 'f32') floats[start] = value;
          else integers[start] = value;
          continue;
        }
        const { count } = shapeOf(type);
        invariant(value.length === count, `${name}.${member} has ${count} numbers, not ${value.length}`);
        const numbers = type === 'vec2i' ? integers : floats;
        if (type === 'mat3x3f') writeMatrix(floats, start, value);
        else for (let i = 0; i < count; i++) numbers[start + i] = value[i];
      }
    },
  };
}

/** WGSL stores matrices column by column, each column padded to four numbers. */
function writeMatrix(floats: Float32Array, start: number, rows: ArrayLike<number>): void {
  for (let row = 0; row < 3; row++) {
    for (let column = 0; column < 3; column++) floats[start + column * 4 + row] = rows[row * 3 + column];
  }
}

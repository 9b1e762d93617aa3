/** A 3x3 matrix, row by row. */
export type Matrix3 = readonly [number, number, number, number, number, number, number, number, number];
/** Three channels, or three coordinates. */
export type Vector3 = readonly [number, number, number];

export function multiply(a: Matrix3, b: Matrix3): Matrix3 {
  const entry = (row: number, column: number): number =>
    a[3 * row] * b[column] + a[3 * row + 1] * b[3 + column] + a[3 * row + 2] * b[6 + column];
  return [
    ...[entry(0, 0), entry(0, 1), entry(0, 2)],
    ...[entry(1, 0), entry(1, 1), entry(1, 2)],
    ...[entry(2, 0), entry(2, 1), entry(2, 2)],
  ] as unknown as Matrix3;
}

export function apply(m: Matrix3, [x, y, z]: Vector3): Vector3 {
  return [m[0] * x + m[1] * y + m[2] * z, m[3] * x + m[4] * y + m[5] * z, m[6] * x + m[7] * y + m[8] * z];
}

export function diagonal([x, y, z]: Vector3): Matrix3 {
  return [x, 0, 0, 0, y, 0, 0, 0, z];
}

export function scale(m: Matrix3, factor: number): Matrix3 {
  return m.map((value) => value * factor) as unknown as Matrix3;
}

/** By cofactors; the matrices of colour are all far from singular. */
export function inverse([a, b, c, d, e, f, g, h, i]: Matrix3): Matrix3 {
  const A = e * i - f * h;
  const B = f * g - d * i;
  const C = d * h - e * g;
  const determinant = a * A + b * B + c * C;
  return scale(
    [A, c * h - b * i, b * f - c * e, B, a * i - c * g, c * d - a * f, C, b * g - a * h, a * e - b * d],
    1 / determinant,
  );
}

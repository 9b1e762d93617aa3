import { type Matrix3, multiply, type Vector3 } from './matrix';
import { D65_XYZ, RGB_TO_XYZ, type RgbSpace } from './primaries';
import type { EncodedRaster } from './raster';
import { DECODE_8BIT } from './transfer';

const DELTA = 6 / 29;

/** CIE 15:2004, 8.2.1: cube root with a linear toe. */
function f(t: number): number {
  return t > DELTA ** 3 ? Math.cbrt(t) : t / (3 * DELTA * DELTA) + 4 / 29;
}

/** CIELAB from XYZ with Y = 1 for white; the white is D65. */
export function xyzToLab([X, Y, Z]: Vector3): Vector3 {
  const fx = f(X / D65_XYZ[0]);
  const fy = f(Y / D65_XYZ[1]);
  const fz = f(Z / D65_XYZ[2]);
  return [116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)];
}

/** Linear RGB to XYZ over the white, the argument that CIELAB's f takes. */
export function rgbToRelativeXyz(space: RgbSpace): Matrix3 {
  const [x, y, z] = D65_XYZ;
  return multiply([1 / x, 0, 0, 0, 1 / y, 0, 0, 0, 1 / z], RGB_TO_XYZ[space]);
}

/** Writes L*, a*, b* (white D65) of one linear RGB at out[at], out[at + 1], out[at + 2]. */
export function writeLab(
  m: Matrix3,
  r: number,
  g: number,
  b: number,
  out: Float32Array | Float64Array,
  at: number,
): void {
  const fx = f(m[0] * r + m[1] * g + m[2] * b);
  const fy = f(m[3] * r + m[4] * g + m[5] * b);
  const fz = f(m[6] * r + m[7] * g + m[8] * b);
  out[at] = 116 * fy - 16;
  out[at + 1] = 500 * (fx - fy);
  out[at + 2] = 200 * (fy - fz);
}

/** CIELAB of every pixel, [width * height * 3]; alpha is not looked at. */
export function rasterToLab(raster: EncodedRaster): Float32Array {
  const pixels = raster.width * raster.height;
  const lab = new Float32Array(pixels * 3);
  const m = rgbToRelativeXyz(raster.space);
  for (let i = 0; i < pixels; i++) {
    const r = DECODE_8BIT[raster.data[4 * i]];
    const g = DECODE_8BIT[raster.data[4 * i + 1]];
    const b = DECODE_8BIT[raster.data[4 * i + 2]];
    writeLab(m, r, g, b, lab, 3 * i);
  }
  return lab;
}

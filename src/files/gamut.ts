import type { OutputSpace } from '../colour';
import type { Inspection } from './inspect';
import { type Bytes, fourCharacters, viewOf } from './inspect/bytes';

/** XYZ (D50, as ICC profiles hold their colourants) to linear sRGB: IEC 61966-2-1 primaries, Bradford-adapted. */
const D50_TO_SRGB = [
  [3.1338561, -1.6168667, -0.4906146],
  [-0.9787684, 1.9161415, 0.033454],
  [0.0719453, -0.2289914, 1.4052427],
] as const;

/** A primary this far below zero in linear sRGB is outside it by more than profiles' rounding. */
const OUTSIDE = -0.012;

/** sRGB's triangle in xy has this area; a hundredth more is rounding. */
const SRGB_TRIANGLE = 0.11205;

/** ITU-T H.273 colour primaries with a wider gamut than sRGB: BT.2020, DCI-P3, Display P3, and old film. */
const WIDE_CODES = new Set([8, 9, 10, 11, 12]);

async function inflate(bytes: Bytes): Promise<Bytes> {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Whether an RGB profile's primaries lie outside sRGB (ICC.1:2022, 7.2 and 9.2.44); lookup-table profiles count as wide. */
export function isWideProfile(profile: Bytes): boolean {
  if (profile.length < 132 || fourCharacters(profile, 16) !== 'RGB ') return false;
  const view = viewOf(profile);
  const tags = Math.min(view.getUint32(128), 100);
  let colourants = 0;
  for (let i = 0; i < tags && 132 + 12 * (i + 1) <= profile.length; i++) {
    const entry = 132 + 12 * i;
    if (!/^[rgb]XYZ$/.test(fourCharacters(profile, entry))) continue;
    const at = view.getUint32(entry + 4);
    if (at + 20 > profile.length) continue;
    colourants++;
    const xyz = [0, 1, 2].map((axis) => view.getInt32(at + 8 + 4 * axis) / 65536);
    const linear = D50_TO_SRGB.map((row) => row[0] * xyz[0] + row[1] * xyz[1] + row[2] * xyz[2]);
    if (Math.min(...linear) < OUTSIDE) return true;
  }
  return colourants < 3;
}

function isWidePrimaries(primaries: number | readonly number[]): boolean {
  if (typeof primaries === 'number') return WIDE_CODES.has(primaries);
  const [rx, ry, gx, gy, bx, by] = primaries;
  const area = Math.abs((gx - rx) * (by - ry) - (bx - rx) * (gy - ry)) / 2;
  return area > SRGB_TRIANGLE * 1.01;
}

/** The space to hold a photo in: Display P3 when its own colours can leave sRGB, so that none is lost. */
export async function spaceFor(inspection: Inspection): Promise<OutputSpace> {
  const { profile, primaries } = inspection;
  if (profile) {
    try {
      return isWideProfile(profile.compressed ? await inflate(profile.bytes) : profile.bytes)
        ? 'display-p3'
        : 'srgb';
    } catch {
      // A profile that cannot be unpacked is ignored by the browsers' decoders too.
    }
  }
  return primaries !== undefined && isWidePrimaries(primaries) ? 'display-p3' : 'srgb';
}

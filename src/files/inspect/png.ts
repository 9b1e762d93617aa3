import { type Bytes, fourCharacters, viewOf } from './bytes';
import type { Inspection } from './types';

/** Walks the chunks of a PNG (W3C PNG, third edition) to IEND; a chunk that the file ends within makes it incomplete. */
export function inspectPng(bytes: Bytes): Inspection {
  const view = viewOf(bytes);
  let width = 0;
  let height = 0;
  let complete = false;
  let hasPixels = false;
  let profile: Inspection['profile'];
  let primaries: Inspection['primaries'];
  let at = 8;
  while (at + 12 <= bytes.length) {
    const length = view.getUint32(at);
    const kind = fourCharacters(bytes, at + 4);
    const data = at + 8;
    if (data + length + 4 > bytes.length) break;
    if (kind === 'IHDR' && length >= 8) {
      width = view.getUint32(data);
      height = view.getUint32(data + 4);
    } else if (kind === 'iCCP') {
      // Name, a zero, the compression method (only zlib exists), then the profile.
      const name = bytes.indexOf(0, data);
      if (name >= 0 && name + 2 < data + length) {
        profile = { bytes: bytes.subarray(name + 2, data + length), compressed: true };
      }
    } else if (kind === 'cHRM' && length >= 32 && primaries === undefined) {
      primaries = Array.from({ length: 6 }, (_, i) => view.getUint32(data + 8 + 4 * i) / 100_000);
    } else if (kind === 'sRGB') {
      primaries = 1;
    } else if (kind === 'cICP' && length >= 1) {
      primaries = bytes[data];
      // cICP outranks a profile.
      profile = undefined;
    } else if (kind === 'IDAT') {
      hasPixels = true;
    } else if (kind === 'IEND') {
      complete = hasPixels;
      break;
    }
    at = data + length + 4;
  }
  return {
    format: 'png',
    width,
    height,
    complete,
    ...(profile && { profile }),
    ...(primaries !== undefined && { primaries }),
  };
}

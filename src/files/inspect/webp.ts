import { type Bytes, fourCharacters, viewOf } from './bytes';
import type { Inspection } from './types';

const uint24 = (bytes: Bytes, at: number) => bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16);

/** Reads a WebP's RIFF chunks (RFC 9649): the size from VP8, VP8L or VP8X, and whether the promised bytes are there. */
export function inspectWebp(bytes: Bytes): Inspection {
  const view = viewOf(bytes);
  // The padding byte after an odd last chunk is counted by RIFF but left out by some writers.
  const promised = view.getUint32(4, true) + 8;
  let width = 0;
  let height = 0;
  let hasPixels = false;
  let whole = bytes.length + 1 >= promised;
  let profile: Inspection['profile'];
  let at = 12;
  while (at + 8 <= bytes.length && at < promised) {
    const kind = fourCharacters(bytes, at);
    const length = view.getUint32(at + 4, true);
    const data = at + 8;
    if (data + length > bytes.length) {
      whole = false;
      break;
    }
    if (kind === 'VP8X' && length >= 10) {
      width = 1 + uint24(bytes, data + 4);
      height = 1 + uint24(bytes, data + 7);
    } else if (kind === 'VP8 ' && length >= 10) {
      hasPixels = true;
      width ||= view.getUint16(data + 6, true) & 0x3fff;
      height ||= view.getUint16(data + 8, true) & 0x3fff;
    } else if (kind === 'VP8L' && length >= 5) {
      hasPixels = true;
      const packed = view.getUint32(data + 1, true);
      width ||= 1 + (packed & 0x3fff);
      height ||= 1 + ((packed >>> 14) & 0x3fff);
    } else if (kind === 'ANMF') {
      hasPixels = true;
    } else if (kind === 'ICCP') {
      profile = { bytes: bytes.subarray(data, data + length), compressed: false };
    }
    at = data + length + (length & 1);
  }
  return { format: 'webp', width, height, complete: whole && hasPixels, ...(profile && { profile }) };
}

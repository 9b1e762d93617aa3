import { type Bytes, joinBytes, startsWith, viewOf } from './bytes';
import type { Inspection } from './types';

const EOI = 0xd9;
const SOS = 0xda;
const APP2 = 0xe2;
const ICC_NAME = 'ICC_PROFILE\0';

/** Frame headers hold the size: C0 to CF, less the three that define tables (DHT, JPG, DAC). */
const isFrame = (marker: number) =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

/** Markers that stand alone, without a length: fill, TEM, restarts and start of image. */
const standsAlone = (marker: number) =>
  marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8) || marker === 0xff;

/** Where the next marker after entropy-coded data begins, or the length of the file. FF 00 and restarts are data. */
function endOfScan(bytes: Bytes, start: number): number {
  let at = bytes.indexOf(0xff, start);
  while (at >= 0 && at + 1 < bytes.length) {
    const next = bytes[at + 1];
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
    at = bytes.indexOf(0xff, next === 0xff ? at + 1 : at + 2);
  }
  return bytes.length;
}

/**
 * Walks the segments of a JPEG (ITU-T T.81, annex B) up to its end marker; what follows that (a motion photo's film,
 * a depth map) is not looked at. A file without an end marker is incomplete.
 */
export function inspectJpeg(bytes: Bytes): Inspection {
  const view = viewOf(bytes);
  const profileParts = new Map<number, Bytes>();
  let width = 0;
  let height = 0;
  let scans = 0;
  let ended = false;
  let at = 2;
  while (at + 1 < bytes.length) {
    if (bytes[at] !== 0xff) {
      // Stray bytes between segments: decoders skip to the next marker, and so do we.
      at = bytes.indexOf(0xff, at);
      if (at < 0) break;
      continue;
    }
    const marker = bytes[at + 1];
    if (marker === EOI) {
      ended = scans > 0;
      break;
    }
    if (standsAlone(marker)) {
      at += marker === 0xff ? 1 : 2;
      continue;
    }
    if (at + 4 > bytes.length) break;
    const end = at + 2 + view.getUint16(at + 2);
    if (end > bytes.length) break;
    if (isFrame(marker) && end >= at + 9) {
      height = view.getUint16(at + 5);
      width = view.getUint16(at + 7);
    }
    if (marker === APP2 && startsWith(bytes, ICC_NAME, at + 4)) {
      profileParts.set(bytes[at + 16], bytes.subarray(at + 18, end));
    }
    at = end;
    if (marker === SOS) {
      scans++;
      at = endOfScan(bytes, end);
    }
  }
  const parts = [...profileParts].sort(([a], [b]) => a - b).map(([, part]) => part);
  return {
    format: 'jpeg',
    width,
    height,
    complete: ended,
    ...(parts.length > 0 && { profile: { bytes: joinBytes(parts), compressed: false } }),
  };
}

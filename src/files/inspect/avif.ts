import { type Bytes, fourCharacters, viewOf } from './bytes';
import type { Inspection } from './types';

interface Box {
  readonly kind: string;
  readonly start: number;
  readonly end: number;
  /** False when the file ends within the box. */
  readonly whole: boolean;
}

/** The boxes of an ISO base media file (ISO/IEC 14496-12) between two offsets. */
function* boxes(bytes: Bytes, from: number, to: number): Generator<Box> {
  const view = viewOf(bytes);
  let at = from;
  while (at + 8 <= to) {
    let size = view.getUint32(at);
    let header = 8;
    if (size === 1 && at + 16 <= to) {
      size = Number(view.getBigUint64(at + 8));
      header = 16;
    } else if (size === 0) {
      size = to - at;
    }
    if (size < header) return;
    yield {
      kind: fourCharacters(bytes, at + 4),
      start: at + header,
      end: Math.min(to, at + size),
      whole: at + size <= to,
    };
    at += size;
  }
}

/** The largest image of the file and its colours, from the item properties (meta / iprp / ipco). */
function readProperties(bytes: Bytes, from: number, to: number) {
  const view = viewOf(bytes);
  let width = 0;
  let height = 0;
  let profile: Inspection['profile'];
  let primaries: number | undefined;
  for (const box of boxes(bytes, from, to)) {
    if (box.kind === 'ispe' && box.end >= box.start + 12) {
      const [w, h] = [view.getUint32(box.start + 4), view.getUint32(box.start + 8)];
      if (w * h > width * height) [width, height] = [w, h];
    } else if (box.kind === 'colr' && box.end >= box.start + 6) {
      const type = fourCharacters(bytes, box.start);
      if (type === 'nclx') primaries = view.getUint16(box.start + 4);
      else profile = { bytes: bytes.subarray(box.start + 4, box.end), compressed: false };
    }
  }
  return { width, height, profile, primaries };
}

/** Walks an AVIF's boxes (AV1 Image File Format 1.1); one that runs past the end of the file makes it incomplete. */
export function inspectAvif(bytes: Bytes): Inspection {
  let complete = false;
  let found: ReturnType<typeof readProperties> | undefined;
  for (const box of boxes(bytes, 0, bytes.length)) {
    // Pixels lie in mdat, or for tiny images in idat within meta.
    if (box.kind === 'mdat' || box.kind === 'meta') complete = box.whole;
    if (!box.whole) {
      complete = false;
      break;
    }
    if (box.kind !== 'meta') continue;
    for (const part of boxes(bytes, box.start + 4, box.end)) {
      if (part.kind !== 'iprp') continue;
      for (const container of boxes(bytes, part.start, part.end)) {
        if (container.kind === 'ipco') found = readProperties(bytes, container.start, container.end);
      }
    }
  }
  return {
    format: 'avif',
    width: found?.width ?? 0,
    height: found?.height ?? 0,
    complete,
    ...(found?.profile && { profile: found.profile }),
    ...(found?.primaries !== undefined && { primaries: found.primaries }),
  };
}

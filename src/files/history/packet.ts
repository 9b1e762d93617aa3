import { ManylightError } from '../../core';
import { MAX_LENGTH } from './xmp';

type Bytes = Uint8Array<ArrayBufferLike>;

const APP1 = 0xe1;
const SOS = 0xda;
const MAIN = 'http://ns.adobe.com/xap/1.0/\0';
const EXTENDED = 'http://ns.adobe.com/xmp/extension/\0';
/** After the name come 32 characters of digest, the whole's length and this part's offset (XMP part 3, 1.1.3.1). */
const DIGEST = 32;
const PART_HEAD = DIGEST + 8;

const START = '<x:xmpmeta';
const END = '</x:xmpmeta>';

const ascii = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

function indexOf(bytes: Bytes, what: Bytes, from: number): number {
  for (let at = bytes.indexOf(what[0], from); at >= 0; at = bytes.indexOf(what[0], at + 1)) {
    let i = 1;
    while (i < what.length && bytes[at + i] === what[i]) i++;
    if (i === what.length) return at;
  }
  return -1;
}

const isAt = (bytes: Bytes, what: Bytes, at: number) => what.every((byte, i) => bytes[at + i] === byte);

/** XMP is UTF-8 in every container; a sidecar may be UTF-16, and says so by its first bytes. */
export function textOf(bytes: Bytes): string {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : 'utf-8';
  return new TextDecoder(encoding).decode(bytes);
}

/** A part of an extended packet. */
interface Part {
  /** Tells the packet's parts from those of another. */
  readonly digest: string;
  /** How long the whole packet says it is. */
  readonly length: number;
  readonly offset: number;
  readonly bytes: Bytes;
}

/** @param data what follows the extension's name, from the digest on */
function partOf(data: Bytes): Part {
  const view = new DataView(data.buffer, data.byteOffset);
  return {
    digest: textOf(data.subarray(0, DIGEST)),
    length: view.getUint32(DIGEST),
    offset: view.getUint32(DIGEST + 4),
    bytes: data.subarray(PART_HEAD),
  };
}

/** The packet that the first part is of, as long as it says. Throws `data-invalid` when that is longer than any real one. */
function joined(parts: readonly Part[]): string {
  const [{ digest, length }] = parts;
  if (length > MAX_LENGTH) {
    const reason = `its extension is said to have ${length} bytes, ${MAX_LENGTH} are the most`;
    throw new ManylightError('data-invalid', `The XMP cannot be read: ${reason}.`);
  }
  const whole = new Uint8Array(length);
  for (const part of parts) {
    const isWithin = part.offset + part.bytes.length <= length;
    if (part.digest === digest && isWithin) whole.set(part.bytes, part.offset);
  }
  return textOf(whole);
}

/** The packets of a JPEG: its own, and the extension that holds what 64 kB could not. */
function* packetsOfJpeg(bytes: Bytes): Generator<string> {
  const main = ascii(MAIN);
  const extended = ascii(EXTENDED);
  const parts: Part[] = [];
  let at = 2;
  while (at + 4 <= bytes.length && bytes[at] === 0xff && bytes[at + 1] !== SOS) {
    const marker = bytes[at + 1];
    const end = at + 2 + bytes[at + 2] * 256 + bytes[at + 3];
    const data = at + 4;
    if (marker === 0xff) {
      at++;
      continue;
    }
    if (marker === APP1 && isAt(bytes, main, data)) {
      yield textOf(bytes.subarray(data + main.length, end));
    } else if (marker === APP1 && isAt(bytes, extended, data)) {
      const part = bytes.subarray(data + extended.length, end);
      if (part.length >= PART_HEAD) parts.push(partOf(part));
    }
    at = end;
  }
  if (parts.length > 0) yield joined(parts);
}

/** Packets found by their tags, as the standard has it for containers that are not known (XMP part 1, 7.3.2). */
function* packetsByScan(bytes: Bytes): Generator<string> {
  const start = ascii(START);
  const end = ascii(END);
  let at = indexOf(bytes, start, 0);
  while (at >= 0) {
    const stop = indexOf(bytes, end, at);
    if (stop < 0) break;
    yield textOf(bytes.subarray(at, stop + end.length));
    at = indexOf(bytes, start, stop);
  }
}

/**
 * The XMP packets in a photo's file, as text, the file's own first, each made when it is asked for: of a JPEG by its
 * segments, of PNG, WebP, AVIF, TIFF and DNG by a search for the tags. Throws `data-invalid` when an extension is too long.
 */
export function embeddedPackets(bytes: Bytes): Generator<string> {
  const isJpeg = bytes[0] === 0xff && bytes[1] === 0xd8;
  return isJpeg ? packetsOfJpeg(bytes) : packetsByScan(bytes);
}

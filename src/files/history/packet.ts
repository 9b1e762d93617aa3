type Bytes = Uint8Array<ArrayBufferLike>;

const APP1 = 0xe1;
const SOS = 0xda;
const MAIN = 'http://ns.adobe.com/xap/1.0/\0';
const EXTENDED = 'http://ns.adobe.com/xmp/extension/\0';
/** Name, 32 characters of digest, the whole's length and this part's offset (XMP part 3, 1.1.3.1). */
const EXTENDED_HEAD = EXTENDED.length + 40;

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

/** The packets of a JPEG: its own, and the extension that holds what 64 kB could not. */
function packetsOfJpeg(bytes: Bytes): string[] {
  const main = ascii(MAIN);
  const extended = ascii(EXTENDED);
  const packets: string[] = [];
  const parts: { readonly offset: number; readonly bytes: Bytes }[] = [];
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
      packets.push(textOf(bytes.subarray(data + main.length, end)));
    } else if (
      marker === APP1 &&
      isAt(bytes, extended, data) &&
      data + EXTENDED_HEAD <= Math.min(end, bytes.length)
    ) {
      const view = new DataView(bytes.buffer, bytes.byteOffset + data + EXTENDED.length + 36, 4);
      parts.push({ offset: view.getUint32(0), bytes: bytes.subarray(data + EXTENDED_HEAD, end) });
    }
    at = end;
  }
  if (parts.length > 0) {
    const whole = parts.sort((a, b) => a.offset - b.offset).map((part) => [...part.bytes]);
    packets.push(textOf(Uint8Array.from(whole.flat())));
  }
  return packets;
}

/** Packets found by their tags, as the standard has it for containers that are not known (XMP part 1, 7.3.2). */
function packetsByScan(bytes: Bytes): string[] {
  const start = ascii(START);
  const end = ascii(END);
  const packets: string[] = [];
  let at = indexOf(bytes, start, 0);
  while (at >= 0) {
    const stop = indexOf(bytes, end, at);
    if (stop < 0) break;
    packets.push(textOf(bytes.subarray(at, stop + end.length)));
    at = indexOf(bytes, start, stop);
  }
  return packets;
}

/**
 * The XMP packets in a photo's file, as text, the file's own first: of a JPEG by its segments, of PNG, WebP, AVIF, TIFF
 * and DNG by a search for the tags.
 */
export function embeddedPackets(bytes: Bytes): string[] {
  const isJpeg = bytes[0] === 0xff && bytes[1] === 0xd8;
  return isJpeg ? packetsOfJpeg(bytes) : packetsByScan(bytes);
}

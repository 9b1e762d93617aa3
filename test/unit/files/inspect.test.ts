import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import { inspect, type PhotoFormat } from '../../../src/files/inspect';

type Bytes = Uint8Array<ArrayBuffer>;

/** A small picture with something in it, so that every encoder writes real data. */
function picture(width = 48, height = 32) {
  const pixels = Buffer.alloc(width * height * 3);
  for (let i = 0; i < pixels.length; i++) pixels[i] = (i * 37 + Math.floor(i / 97) * 11) & 255;
  return sharp(pixels, { raw: { width, height, channels: 3 } });
}

async function make(format: PhotoFormat, prepare = (image: Sharp) => image): Promise<Bytes> {
  const image = prepare(picture());
  const encoded = await (format === 'jpeg'
    ? image.jpeg()
    : format === 'png'
      ? image.png()
      : format === 'webp'
        ? image.webp()
        : image.avif({ effort: 0 })
  ).toBuffer();
  return new Uint8Array(encoded);
}

const FORMATS: readonly PhotoFormat[] = ['jpeg', 'png', 'webp', 'avif'];

describe.each(FORMATS)('%s', (format) => {
  it('gives the size and is complete', async () => {
    expect(inspect(await make(format))).toMatchObject({ format, width: 48, height: 32, complete: true });
  });

  it('is incomplete when cut anywhere in its pixels', async () => {
    const bytes = await make(format);
    for (const share of [0.6, 0.8, 0.95]) {
      const cut = bytes.slice(0, Math.floor(bytes.length * share));
      const found = inspect(cut);
      expect(found.format === 'other' || !found.complete).toBe(true);
    }
    const lastByteGone = inspect(bytes.slice(0, bytes.length - 2));
    expect(lastByteGone).toMatchObject({ complete: false });
  });

  it('is complete with other bytes after its end', async () => {
    const bytes = await make(format);
    const longer = new Uint8Array(bytes.length + 100);
    longer.set(bytes);
    expect(inspect(longer)).toMatchObject({ complete: true });
  });

  it('survives any prefix and any flipped byte of its header', async () => {
    const bytes = await make(format);
    for (let length = 0; length < Math.min(bytes.length, 400); length++) inspect(bytes.slice(0, length));
    for (let at = 0; at < Math.min(bytes.length, 400); at++) {
      for (const value of [0, 1, 0x7f, 0xff]) {
        const damaged = bytes.slice();
        damaged[at] = value;
        inspect(damaged);
      }
    }
  });

  it('finds the embedded profile', async () => {
    const found = inspect(await make(format, (image) => image.withIccProfile('p3')));
    expect(found.format).toBe(format);
    if (found.format === 'other') return;
    expect(found.profile?.bytes.length).toBeGreaterThan(200);
    expect(found.profile?.compressed).toBe(format === 'png');
  });
});

describe('other JPEGs', () => {
  it('reads progressive ones, of several scans', async () => {
    const bytes = new Uint8Array(await picture().jpeg({ progressive: true }).toBuffer());
    expect(inspect(bytes)).toMatchObject({ width: 48, height: 32, complete: true });
    expect(inspect(bytes.slice(0, bytes.length - 100))).toMatchObject({ complete: false });
  });

  it('is not taken in by the end marker of an embedded thumbnail', async () => {
    const bytes = await make('jpeg');
    // An APP1 segment holding a whole little JPEG, as cameras write it.
    const segment = new Uint8Array(bytes.length + 4);
    segment.set([0xff, 0xe1, (bytes.length + 2) >> 8, (bytes.length + 2) & 255]);
    segment.set(bytes, 4);
    const outer = new Uint8Array([...bytes.slice(0, 2), ...segment, ...bytes.slice(2)]);
    expect(inspect(outer)).toMatchObject({ complete: true });
    expect(inspect(outer.slice(0, outer.length - 30))).toMatchObject({ complete: false });
  });
});

describe('what is not one of the four', () => {
  it.each([
    ['a GIF', 'GIF89a....'],
    ['a TIFF or raw file', 'II*\0........'],
    ['a PDF', '%PDF-1.7'],
    ['a HEIC', '\0\0\0\x18ftypheic\0\0\0\0mif1heic'],
    ['a film', '\0\0\0\x18ftypisom\0\0\0\0mp41isom'],
    [undefined, 'just some text'],
  ])('is called %s', (name, start) => {
    const bytes = Uint8Array.from(start, (character) => character.charCodeAt(0));
    expect(inspect(bytes)).toEqual({ format: 'other', ...(name && { name }) });
  });
});

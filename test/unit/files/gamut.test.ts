import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { spaceFor } from '../../../src/files/gamut';
import { type Inspection, inspect, type PhotoFormat } from '../../../src/files/inspect';

const base: Inspection = { format: 'png', width: 1, height: 1, complete: true };

async function encoded(format: PhotoFormat, profile?: string) {
  const plain = sharp({ create: { width: 8, height: 8, channels: 3, background: '#a04020' } });
  const image = profile ? plain.withIccProfile(profile) : plain;
  return Buffer.from(await image.toFormat(format).toBuffer());
}

async function spaceOfBytes(bytes: Buffer) {
  const found = inspect(new Uint8Array(bytes));
  if (found.format === 'other') throw new Error('not a photo');
  return spaceFor(found);
}

const spaceOf = async (format: PhotoFormat, profile?: string) => spaceOfBytes(await encoded(format, profile));

describe('the space that a photo is held in', () => {
  it.each(['jpeg', 'png', 'webp'] as const)('is Display P3 for a %s with that profile', async (format) => {
    expect(await spaceOf(format, 'p3')).toBe('display-p3');
  });

  it.each(['jpeg', 'png', 'webp'] as const)('is sRGB for a %s with that profile, or none', async (format) => {
    expect(await spaceOf(format, 'srgb')).toBe('srgb');
    expect(await spaceOf(format)).toBe('srgb');
  });

  it.each([
    ['BT.2020', 9, 'display-p3'],
    ['Display P3', 12, 'display-p3'],
    ['BT.709', 1, 'srgb'],
    ['unspecified', 2, 'srgb'],
    ['Adobe RGB in cHRM', [0.64, 0.33, 0.21, 0.71, 0.15, 0.06], 'display-p3'],
    ['sRGB in cHRM', [0.64, 0.33, 0.3, 0.6, 0.15, 0.06], 'srgb'],
  ] as const)('follows primaries given as %s', async (_name, primaries, space) => {
    expect(await spaceFor({ ...base, primaries })).toBe(space);
  });

  it.each([
    ['Display P3', 12, 'display-p3'],
    ['BT.2020', 9, 'display-p3'],
    ['BT.709', 1, 'srgb'],
  ] as const)('follows an AVIF’s own colour code for %s', async (_name, code, space) => {
    const bytes = await encoded('avif', 'p3');
    const type = bytes.indexOf('colr') + 4;
    expect(type).toBeGreaterThan(4);
    bytes.write('nclx', type, 'latin1');
    bytes.writeUInt16BE(code, type + 4);
    expect(await spaceOfBytes(bytes)).toBe(space);
  });

  it('follows a PNG’s colour code before its profile', async () => {
    const bytes = await encoded('png', 'srgb');
    expect(bytes.indexOf('iCCP')).toBeGreaterThan(0);
    const pixels = bytes.indexOf('IDAT') - 4;
    const chunk = Buffer.from([0, 0, 0, 4, ...Buffer.from('cICP'), 12, 13, 0, 1, 0, 0, 0, 0]);
    const coded = Buffer.concat([bytes.subarray(0, pixels), chunk, bytes.subarray(pixels)]);
    expect(await spaceOfBytes(coded)).toBe('display-p3');
  });

  it('is Display P3 for an RGB profile that names no primaries', async () => {
    const bytes = new Uint8Array(200);
    bytes.set(Buffer.from('RGB '), 16);
    expect(await spaceFor({ ...base, profile: { bytes, compressed: false } })).toBe('display-p3');
  });

  it('ignores a profile that is broken', async () => {
    const bytes = Uint8Array.of(1, 2, 3, 4);
    expect(await spaceFor({ ...base, profile: { bytes, compressed: true } })).toBe('srgb');
    expect(await spaceFor({ ...base, profile: { bytes, compressed: false } })).toBe('srgb');
  });
});

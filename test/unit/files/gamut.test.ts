import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { spaceFor } from '../../../src/files/gamut';
import { type Inspection, inspect } from '../../../src/files/inspect';

const base: Inspection = { format: 'png', width: 1, height: 1, complete: true };

async function spaceOf(format: 'jpeg' | 'png' | 'webp', profile?: string) {
  const plain = sharp({ create: { width: 8, height: 8, channels: 3, background: '#a04020' } });
  const image = profile ? plain.withIccProfile(profile) : plain;
  const found = inspect(new Uint8Array(await image.toFormat(format).toBuffer()));
  if (found.format === 'other') throw new Error('not a photo');
  return spaceFor(found);
}

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

  it('ignores a profile that is broken', async () => {
    const bytes = Uint8Array.of(1, 2, 3, 4);
    expect(await spaceFor({ ...base, profile: { bytes, compressed: true } })).toBe('srgb');
    expect(await spaceFor({ ...base, profile: { bytes, compressed: false } })).toBe('srgb');
  });
});

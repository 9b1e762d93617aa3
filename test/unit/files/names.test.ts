import { describe, expect, it, vi } from 'vitest';
import { exportName, photoId } from '../../../src/files';

describe('exportName', () => {
  it.each([
    ['IMG_2041.jpg', 'jpeg', 'IMG_2041-manylight.jpg'],
    ['IMG_2041.JPEG', 'png', 'IMG_2041-manylight.png'],
    ['två bilder.v2.webp', 'webp', 'två bilder.v2-manylight.webp'],
    ['no extension', 'jpeg', 'no extension-manylight.jpg'],
    ['a/b\\c:d.png', 'png', 'a_b_c_d-manylight.png'],
    ['.jpg', 'jpeg', 'photo-manylight.jpg'],
  ] as const)('%s as %s', (name, format, expected) => {
    expect(exportName(name, format)).toBe(expected);
  });
});

describe('photoId', () => {
  it('says what is wrong with an address that is not secure', async () => {
    vi.stubGlobal('crypto', {});
    await expect(photoId(new Uint8Array(1))).rejects.toThrow('secure addresses only');
    vi.unstubAllGlobals();
  });

  it('is the SHA-256 of the bytes, in hex', async () => {
    // FIPS 180-4's example for "abc".
    expect(await photoId(new TextEncoder().encode('abc'))).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });
});

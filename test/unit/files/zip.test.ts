import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { createZip, distinctNames } from '../../../src/files';

const bytesOf = async (blob: Blob) => new Uint8Array(await blob.arrayBuffer());

describe('a ZIP', () => {
  it('holds the files byte for byte, whatever their sizes and names', async () => {
    const files: Record<string, Uint8Array<ArrayBuffer>> = {
      'small.jpg': Uint8Array.of(1, 2, 3),
      // More than one chunk, and not a whole number of them.
      'große Straße.png': Uint8Array.from({ length: 2_500_001 }, (_, i) => (i * 7) % 251),
      'exactly one chunk.bin': new Uint8Array(1 << 20).fill(9),
    };
    const zip = await createZip();
    for (const [name, bytes] of Object.entries(files))
      expect(await zip.add(name, new Blob([bytes]))).toBe(true);
    const whole = zip.finish();
    expect(whole.type).toBe('application/zip');
    const read = unzipSync(await bytesOf(whole));
    expect(Object.keys(read)).toEqual(Object.keys(files));
    for (const [name, bytes] of Object.entries(files)) expect(Buffer.compare(read[name], bytes)).toBe(0);
  });

  it('leaves out what would not fit, and takes what still does', async () => {
    const zip = await createZip(5_000);
    expect(await zip.add('a', new Blob([new Uint8Array(3_000)]))).toBe(true);
    expect(await zip.add('b', new Blob([new Uint8Array(3_000)]))).toBe(false);
    expect(await zip.add('c', new Blob([new Uint8Array(500)]))).toBe(true);
    expect(Object.keys(unzipSync(await bytesOf(zip.finish())))).toEqual(['a', 'c']);
  });

  it('stops when it is no longer wanted', async () => {
    const zip = await createZip();
    await expect(zip.add('a', new Blob(['x']), AbortSignal.abort())).rejects.toThrow('No longer wanted');
  });
});

describe('distinct names', () => {
  it('number what comes again, in upper or lower case', () => {
    expect(distinctNames(['a.jpg', 'A.jpg', 'b.jpg', 'a.jpg', 'a-2.jpg', 'c'])).toEqual([
      'a.jpg',
      'A-2.jpg',
      'b.jpg',
      'a-3.jpg',
      'a-2-2.jpg',
      'c',
    ]);
  });

  it('are never twice the same, as many as there were, and themselves where they are distinct', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a.jpg', 'A.jpg', 'a-2.jpg', 'b', '.c', 'd.e.png')), (names) => {
        const distinct = distinctNames(names);
        expect(distinct).toHaveLength(names.length);
        expect(new Set(distinct.map((name) => name.toLowerCase())).size).toBe(names.length);
        expect(distinctNames(distinct)).toEqual(distinct);
      }),
    );
  });
});

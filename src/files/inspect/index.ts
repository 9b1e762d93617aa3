import { inspectAvif } from './avif';
import { type Bytes, fourCharacters, startsWith } from './bytes';
import { inspectJpeg } from './jpeg';
import { inspectPng } from './png';
import type { Inspection } from './types';
import { inspectWebp } from './webp';

export type { Inspection, PhotoFormat } from './types';

/** Kinds of picture that people try and Manylight does not open, by their first bytes. */
const OTHERS: readonly (readonly [start: string, name: string])[] = [
  ['GIF8', 'a GIF'],
  ['BM', 'a BMP'],
  ['II*\0', 'a TIFF or raw file'],
  ['MM\0*', 'a TIFF or raw file'],
  ['FUJIFILM', 'a raw file'],
  ['IIU\0', 'a raw file'],
  ['\xff\x0a', 'a JPEG XL'],
  ['\0\0\0\x0cJXL ', 'a JPEG XL'],
  ['8BPS', 'a Photoshop document'],
  ['%PDF', 'a PDF'],
];

/** AVIF's major or compatible brands, within the file-type box. */
function brandsOf(bytes: Bytes): string[] {
  if (!startsWith(bytes, 'ftyp', 4)) return [];
  const end = Math.min(bytes.length, new DataView(bytes.buffer, bytes.byteOffset).getUint32(0), 256);
  const brands: string[] = [];
  for (let at = 8; at + 4 <= end; at += 4) brands.push(fourCharacters(bytes, at));
  return brands;
}

/** What the headers say; or, for a file that is none of the four formats, what it is instead (undefined: no idea). */
export function inspect(bytes: Bytes): Inspection | { readonly format: 'other'; readonly name?: string } {
  if (startsWith(bytes, '\xff\xd8')) return inspectJpeg(bytes);
  if (startsWith(bytes, '\x89PNG\r\n\x1a\n')) return inspectPng(bytes);
  if (startsWith(bytes, 'RIFF') && startsWith(bytes, 'WEBP', 8)) return inspectWebp(bytes);
  const brands = brandsOf(bytes);
  if (brands.includes('avif') || brands.includes('avis')) return inspectAvif(bytes);
  if (brands.some((brand) => /^(hei|hev|mif1|msf1)/.test(brand))) return { format: 'other', name: 'a HEIC' };
  if (brands.includes('crx ')) return { format: 'other', name: 'a raw file' };
  if (brands.length > 0) return { format: 'other', name: 'a film' };
  const name = OTHERS.find(([start]) => startsWith(bytes, start))?.[1];
  return { format: 'other', ...(name && { name }) };
}

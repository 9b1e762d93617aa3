import { crc32 } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import { makeOriented } from './orientation';
import { DEFAULT_SCENE, drawScene, type Scene } from './scene';

/** A file as Playwright's setInputFiles takes it. */
export interface PhotoFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** 4000 x 3000: what phones and small cameras take. */
export const TWELVE_MEGAPIXELS = { width: 4000, height: 3000 } as const;

export function drawPhoto(scene: Partial<Scene>, width: number, height: number): Sharp {
  const pixels = drawScene({ ...DEFAULT_SCENE, ...scene }, width, height);
  return sharp(pixels, { raw: { width, height, channels: 3 } });
}

/** A photographic JPEG made in code, as a camera would write it: sRGB, quality 92, 4:2:0. */
export async function makePhoto(
  name: string,
  scene: Partial<Scene> = {},
  { width, height }: { readonly width: number; readonly height: number } = { width: 1200, height: 900 },
): Promise<PhotoFile> {
  const buffer = await drawPhoto(scene, width, height).jpeg({ quality: 92 }).toBuffer();
  return { name, mimeType: 'image/jpeg', buffer };
}

/** A PNG whose code values are taken as Display P3 (a cICP chunk, PNG third edition, 11.3.2.6). */
async function labelWide(name: string, image: Sharp): Promise<PhotoFile> {
  const png = await image.png().toBuffer();
  // Primaries of Display P3, the transfer of sRGB, RGB itself, full range.
  const body = Buffer.from([...Buffer.from('cICP'), 12, 13, 0, 1]);
  const chunk = Buffer.alloc(4 + body.length + 4);
  chunk.writeUInt32BE(4);
  body.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(body), 4 + body.length);
  // After the signature and IHDR.
  const buffer = Buffer.concat([png.subarray(0, 33), chunk, png.subarray(33)]);
  return { name, mimeType: 'image/png', buffer };
}

/** A PNG of one colour in Display P3. */
export function makeWidePhoto(
  name: string,
  [r, g, b]: readonly [number, number, number],
): Promise<PhotoFile> {
  const colour = { width: 300, height: 200, channels: 3, background: { r, g, b } } as const;
  return labelWide(name, sharp({ create: colour }));
}

/** A photographic PNG in Display P3. */
export function makeWideScene(
  name: string,
  scene: Partial<Scene>,
  { width, height }: { readonly width: number; readonly height: number },
): Promise<PhotoFile> {
  return labelWide(name, drawPhoto(scene, width, height));
}

/** A photographic JPEG stored on its side, with the EXIF orientation that says so. */
export async function makeTurnedPhoto(
  name: string,
  scene: Partial<Scene>,
  { width, height }: { readonly width: number; readonly height: number },
  orientation: number,
): Promise<PhotoFile> {
  const pixels = drawScene({ ...DEFAULT_SCENE, ...scene }, width, height);
  const buffer = await makeOriented(pixels, width, height, orientation, 'jpeg');
  return { name, mimeType: 'image/jpeg', buffer };
}

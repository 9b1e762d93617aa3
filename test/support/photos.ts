import sharp, { type Sharp } from 'sharp';
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

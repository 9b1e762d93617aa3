import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeContactSheet } from '../../../src/cli/contact-sheet';
import { readPhoto, writePhoto } from '../../../src/cli/image-io';
import { meanDeltaE00, rasterToLab } from '../../../src/colour';
import { writePicture } from './photos';

let folder = '';
const at = (name: string) => join(folder, name);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'manylight-'));
});
afterAll(() => rm(folder, { recursive: true }));

test.each(['jpg', 'png', 'webp'])('writes %s by the ending, and reads it back', async (ending) => {
  const raster = await writePicture(at('made.png'));
  await writePhoto(at(`again.${ending}`), raster);
  const { format } = await sharp(at(`again.${ending}`)).metadata();
  expect(format).toBe(ending === 'jpg' ? 'jpeg' : ending);
  const again = await readPhoto(at(`again.${ending}`));
  expect(meanDeltaE00(rasterToLab(raster), rasterToLab(again))).toBeLessThan(ending === 'png' ? 1e-6 : 4);
});

test.each([1, 2, 3, 4, 5, 6, 7, 8])('EXIF orientation %i is read upright', async (orientation) => {
  await writePicture(at('turned.png'), orientation);
  const { width, height } = await readPhoto(at('turned.png'));
  expect([width, height]).toEqual(orientation > 4 ? [64, 96] : [96, 64]);
});

test('an embedded profile is converted to sRGB', async () => {
  const colour = { r: 200, g: 60, b: 40 };
  await sharp({ create: { width: 8, height: 8, channels: 3, background: colour } })
    .withIccProfile('p3')
    .png()
    .toFile(at('wide.png'));
  const { data } = await readPhoto(at('wide.png'));
  expect(Math.abs(data[0] - 200)).toBeLessThanOrEqual(2);
  expect(Math.abs(data[1] - 60)).toBeLessThanOrEqual(3);
});

test('a contact sheet has a column a look and a row a photo, and room for its labels', async () => {
  const raster = await writePicture(at('made.png'));
  const cells = ['original', 'Brighter <warm> & "soft"', 'Darker'].map((label) => ({ label, raster }));
  const rows = [
    { label: 'one', cells },
    { label: 'two', cells: cells.slice(1) },
  ];
  await writeContactSheet(at('sheet.jpg'), rows, { cell: 96 });
  const { width, height } = await sharp(at('sheet.jpg')).metadata();
  expect(width).toBe(6 + 3 * 102);
  expect(height).toBe(6 + 2 * (18 + 64 + 18 + 6));
});

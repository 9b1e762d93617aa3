import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeContactSheet } from '../../../src/cli/contact-sheet';
import { dataUrlOf, readPhoto, writePhoto } from '../../../src/cli/image-io';
import { meanDeltaE00, rasterToLab } from '../../../src/colour';
import { makeWidePhoto } from '../../support/photos';
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

test.each(['png', 'jpg', 'webp'])(
  'wide colours are kept, in Display P3, from a %s to another',
  async (ending) => {
    const [width, height] = [64, 16];
    const colours = [
      [250, 10, 20],
      [30, 240, 40],
      [20, 30, 250],
      [128, 128, 128],
    ];
    const data = new Uint8ClampedArray(width * height * 4);
    for (let i = 0; i < width * height; i++) data.set([...colours[(i % width) >> 4], 255], 4 * i);
    await writePhoto(at(`wide.${ending}`), { width, height, space: 'display-p3', data });
    const again = await readPhoto(at(`wide.${ending}`), { keepsWide: true });
    expect(again.space).toBe('display-p3');
    // In the middle of each colour: at their edges WebP's chroma, of every second pixel, is mixed.
    const middles = colours.flatMap((_, band) => [0, 1, 2].map((channel) => 4 * (16 * band + 8) + channel));
    const worst = Math.max(...middles.map((at) => Math.abs(data[at] - again.data[at])));
    expect(worst).toBeLessThanOrEqual(ending === 'png' ? 0 : 6);
    // Without being asked for, they are brought into sRGB, where a vivid red has the greater number.
    const narrow = await readPhoto(at(`wide.${ending}`));
    expect(narrow.space).toBe('srgb');
    expect(narrow.data[0]).toBeGreaterThan(again.data[0]);
  },
);

test('Display P3 that a PNG says without a profile is kept too', async () => {
  const { buffer } = await makeWidePhoto('wide.png', [250, 10, 20]);
  await writeFile(at('cicp.png'), buffer);
  const raster = await readPhoto(at('cicp.png'), { keepsWide: true });
  expect([raster.space, ...raster.data.slice(0, 3)]).toEqual(['display-p3', 250, 10, 20]);
});

test('a URL holds the picture, though its pixels lie within a larger buffer', async () => {
  const raster = await writePicture(at('made.png'));
  const data = new Uint8ClampedArray(raster.data.length + 40).subarray(40);
  data.set(raster.data);
  const url = await dataUrlOf({ ...raster, data });
  const [head, body] = url.split(',');
  expect(head).toBe('data:image/webp;base64');
  await writeFile(at('url.webp'), Buffer.from(body, 'base64'));
  const again = await readPhoto(at('url.webp'));
  expect(meanDeltaE00(rasterToLab(raster), rasterToLab(again))).toBeLessThan(4);
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

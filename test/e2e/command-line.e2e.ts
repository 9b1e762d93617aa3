import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import type { EncodedRaster } from '../../src/colour';
import { ADJUSTMENTS, parseAdjustments } from '../../src/edit';
import { inspect, spaceFor } from '../../src/files';
import { makePhoto, makeTurnedPhoto, makeWideScene, type PhotoFile } from '../support/photos';
import { run } from '../unit/cli/run';
import { exportPhoto, openPhoto, readAdjustments, setValue } from './app';
import { expect, test } from './fixture';
import { differenceOf } from './reference';

const EDIT = parseAdjustments({
  temp: 18,
  tint: -7,
  exposure: 0.45,
  contrast: 22,
  highlights: -64,
  shadows: 41,
  whites: 12,
  blacks: -15,
  clarity: 33,
  vibrance: 27,
  saturation: 14,
});

const SIZE = { width: 480, height: 320 };

let folder = '';
test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'manylight-'));
});
test.afterAll(() => rm(folder, { recursive: true }));

/** A picture's codes as they are stored, and the space that its profile says: profiles of one space differ in form. */
async function readCodes(path: string): Promise<EncodedRaster> {
  const inspection = inspect(new Uint8Array(await readFile(path)));
  if (inspection.format === 'other') throw new Error(`${path} is no photo`);
  const image = sharp(path, { ignoreIcc: true }).ensureAlpha();
  const { data, info } = await image.raw().toBuffer({ resolveWithObject: true });
  return {
    width: info.width,
    height: info.height,
    space: await spaceFor(inspection),
    data: new Uint8ClampedArray(data),
  };
}

interface Case {
  readonly what: string;
  readonly make: () => Promise<PhotoFile>;
  readonly size: readonly [number, number];
  readonly space: 'srgb' | 'display-p3';
}

const CASES: readonly Case[] = [
  {
    what: 'a JPEG with its colours at half size',
    make: () => makePhoto('plain.jpg', { seed: 21 }, SIZE),
    size: [480, 320],
    space: 'srgb',
  },
  {
    what: 'a JPEG stored on its side',
    make: () => makeTurnedPhoto('turned.jpg', { seed: 22, exposure: -1 }, { width: 320, height: 480 }, 6),
    size: [320, 480],
    space: 'srgb',
  },
  {
    what: 'a PNG in Display P3',
    make: () => makeWideScene('wide.png', { seed: 23, warmth: 0.8, clouds: 0 }, SIZE),
    size: [480, 320],
    space: 'display-p3',
  },
];

for (const { what, make, size, space } of CASES) {
  test(`npm run develop makes of ${what} what the app exports`, async ({ page }) => {
    const file = await make();
    await page.goto('/');
    await openPhoto(page, file);
    for (const { id, label } of ADJUSTMENTS) await setValue(page, label, EDIT[id]);
    expect(await readAdjustments(page)).toEqual(EDIT);
    const exported = join(folder, `app-${file.name}.png`);
    await writeFile(exported, (await exportPhoto(page, 'PNG')).bytes);

    const photo = join(folder, file.name);
    await writeFile(photo, file.buffer);
    const developed = join(folder, `command-${file.name}.png`);
    const settings = ADJUSTMENTS.flatMap(({ id }) => ['--set', `${id}=${EDIT[id]}`]);
    const { code, stderr } = await run('develop', [photo, ...settings, '--out', developed]);
    expect([code, stderr]).toEqual([0, '']);

    const [app, command] = [await readCodes(exported), await readCodes(developed)];
    expect([app.width, app.height, app.space]).toEqual([...size, space]);
    expect([command.width, command.height, command.space]).toEqual([...size, space]);
    const { mean, p999 } = differenceOf(app, command);
    expect(mean).toBeLessThanOrEqual(0.01);
    // One 8-bit step in a dark blue is ΔE00 0.6.
    expect(p999).toBeLessThanOrEqual(0.6);
  });
}

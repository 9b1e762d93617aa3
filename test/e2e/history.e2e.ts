import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { patient } from '../browser';
import { lua, makeCatalog } from '../support/catalogs';
import { makePhoto } from '../support/photos';
import { jpegWithXmp, xmpText } from '../support/xmp';
import { button, openPhoto, readAdjustments } from './app';
import { expect, test } from './fixture';

let folder = '';
test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'manylight-'));
  await mkdir(join(folder, 'holiday', 'day 2'), { recursive: true });
});
test.afterEach(() => rm(folder, { recursive: true }));

const at = (...names: string[]) => join(folder, 'holiday', ...names);

const photoFile = (i: number) =>
  makePhoto(`p${i}.jpg`, { seed: 40 + i, warmth: (i % 3) / 4 }, { width: 600, height: 400 });

const settings = (i: number) => ({
  ProcessVersion: '11.0',
  WhiteBalance: 'Custom',
  IncrementalTemperature: 20 + i,
  Exposure2012: '+0.30',
});

/** Photos 0 to count - 1 with XMP: in the file, but of the last, which lies in a folder of its own beside a sidecar. */
async function writePhotos(count: number): Promise<void> {
  for (let i = 0; i < count - 1; i++) {
    const { buffer } = await photoFile(i);
    await writeFile(at(`p${i}.jpg`), jpegWithXmp(new Uint8Array(buffer), xmpText(settings(i))));
  }
  await writeFile(at('day 2', `p${count - 1}.jpg`), (await photoFile(count - 1)).buffer);
  await writeFile(at('day 2', `p${count - 1}.xmp`), xmpText(settings(count - 1)));
}

async function openTaste(page: Page): Promise<Locator> {
  await button(page, 'Your taste').click();
  return page.getByRole('dialog', { name: 'Your taste' });
}

const forgets = (dialog: Locator) => dialog.getByRole('button', { name: /^Forget p\d/ });

test('a folder of edited photos becomes a history; interrupted or stopped, it goes on, and nothing is learned twice', async ({
  page,
}) => {
  test.slow();
  const COUNT = 6;
  await writePhotos(COUNT);
  await writeFile(at('plain.jpg'), (await photoFile(90)).buffer);
  await writeFile(at('raw.nef'), 'raw');
  await writeFile(
    at('cut.jpg'),
    jpegWithXmp(Uint8Array.from([0xff, 0xd8, 0xff, 0xd9]), xmpText(settings(1))),
  );

  await page.goto('/');
  let dialog = await openTaste(page);
  await dialog.getByLabel('Pick a folder of edited photos').setInputFiles(at());
  await expect(dialog.getByRole('progressbar', { name: 'Import' })).toBeVisible();
  await expect(dialog.getByText(/^Looking at photos: [1-9]/)).toBeVisible({ timeout: patient(90_000) });
  await page.reload();

  dialog = await openTaste(page);
  await expect(dialog.getByText(/The import of holiday was interrupted/)).toBeVisible();
  const before = await forgets(dialog).count();
  expect(before).toBeLessThan(COUNT);
  await dialog.getByLabel('Pick a folder of edited photos').focus();
  await dialog.getByLabel('Pick a folder of edited photos').setInputFiles(at());
  await expect(dialog.getByRole('button', { name: 'Stop import' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog.getByText(/^Stopped; what was learned stays/)).toBeVisible();
  await expect(dialog.getByLabel('Pick a folder of edited photos')).toBeFocused();
  expect(await forgets(dialog).count()).toBeLessThan(COUNT);
  await dialog.getByLabel('Pick a folder of edited photos').setInputFiles(at());
  await expect(dialog.getByText(/^Learned from \d|^There was nothing new/)).toBeVisible({
    timeout: patient(120_000),
  });
  await expect(forgets(dialog)).toHaveCount(COUNT);
  const left = dialog.getByRole('list', { name: 'Left out' });
  await expect(left).toContainText('1: raw files');
  await expect(left).toContainText('1: no develop settings');
  await expect(left).toContainText('1: the photo cannot be decoded');

  await dialog.getByLabel('Pick a folder of edited photos').setInputFiles(at());
  await expect(dialog.getByText('There was nothing new to learn from in holiday.')).toBeVisible({
    timeout: patient(60_000),
  });
  await expect(left).toContainText(`${COUNT}: already in your history`);
  await expect(forgets(dialog)).toHaveCount(COUNT);
  await dialog.getByRole('button', { name: 'Close' }).click();

  // As if it had been edited here: it opens as it was left, and there is nothing that the taste does not know.
  const last = await photoFile(COUNT - 1);
  await openPhoto(page, last);
  await expect
    .poll(() => readAdjustments(page))
    .toMatchObject({ temp: 20 + COUNT - 1, exposure: 0.3, tint: 0 });
  await expect(button(page, 'Done')).toBeDisabled();

  // Forgotten means all of it.
  dialog = await openTaste(page);
  await button(page, 'Forget everything').click();
  await button(page, 'Erase it all').click();
  await expect(dialog.getByText('None yet.', { exact: false })).toBeVisible();
  await expect(forgets(dialog)).toHaveCount(0);
  await expect(dialog.getByText(/interrupted|already in your history/)).toHaveCount(0);
});

test('a Lightroom catalogue and its photos become a history', async ({ page }) => {
  test.slow();
  for (const i of [0, 1, 2]) await writeFile(at(`p${i}.jpg`), (await photoFile(i)).buffer);
  const edit = (contrast: number) =>
    lua({ ProcessVersion: '15.4', Contrast2012: contrast, Exposure2012: 0.5 });
  const catalog = await makeCatalog({
    root: 'C:/Users/ann/Pictures/',
    photos: [
      { id: 1, file: 'holiday/p0.jpg', settings: edit(10), touched: 700_000_000 },
      { id: 2, file: 'holiday/p1.jpg', settings: edit(20), touched: 700_000_100 },
      // The copy was worked on last.
      { id: 3, file: 'holiday/p1.jpg', copyOf: 2, settings: edit(30), touched: 700_000_200 },
      { id: 4, file: 'holiday/lost.jpg', settings: edit(40) },
    ],
  });
  await writeFile(join(folder, 'Lightroom Catalog.lrcat'), catalog);

  await page.goto('/');
  const dialog = await openTaste(page);
  await dialog.getByLabel('Lightroom catalogue').setInputFiles(join(folder, 'Lightroom Catalog.lrcat'));
  await dialog.getByLabel('Pick a folder of edited photos').setInputFiles(at());
  await expect(dialog.getByText('Learned from 2 edits in holiday.')).toBeVisible({
    timeout: patient(120_000),
  });
  await expect(forgets(dialog)).toHaveCount(2);
  await expect(dialog.getByRole('list', { name: 'Left out' })).toContainText(
    '1: the photo is not in the folder',
  );
  await dialog.getByRole('button', { name: 'Close' }).click();
  await openPhoto(page, await photoFile(1));
  await expect.poll(() => readAdjustments(page)).toMatchObject({ contrast: 30, exposure: 0.5 });

  await openTaste(page);
  // What is no catalogue is one sentence.
  await writeFile(join(folder, 'other.lrcat'), 'no catalogue');
  await dialog.getByLabel('Lightroom catalogue').setInputFiles(join(folder, 'other.lrcat'));
  await dialog.getByLabel('Pick a folder of edited photos').setInputFiles(at());
  await expect(dialog.getByText('The catalogue cannot be read: it is no SQLite database.')).toBeVisible();
});

import type { Locator, Page } from '@playwright/test';
import { makePhoto } from '../support/photos';
import { button, chooser, openPhoto } from './app';
import { expect, test } from './fixture';

const SIZE = { width: 600, height: 400 };

async function openExport(page: Page): Promise<Locator> {
  await button(page, 'Export').click();
  return page.getByRole('dialog', { name: 'Export' });
}

/** The engine's encoder waits from now on; gives the way to let it go on. */
async function holdEncoder(page: Page): Promise<() => Promise<void>> {
  const [engine] = page.workers();
  await engine.evaluate(() => {
    const { convertToBlob } = OffscreenCanvas.prototype;
    const held = Promise.withResolvers<void>();
    OffscreenCanvas.prototype.convertToBlob = async function (options) {
      await held.promise;
      return convertToBlob.call(this, options);
    };
    Object.assign(self, { letGo: held.resolve });
  });
  return () => engine.evaluate(() => (self as unknown as { letGo(): void }).letGo());
}

test('an export that another photo puts an end to says so, and the dialog is about that one', async ({
  page,
}) => {
  await page.goto('/');
  await openPhoto(page, await makePhoto('first.jpg', { seed: 31 }, SIZE));
  const letGo = await holdEncoder(page);
  const dialog = await openExport(page);
  await expect(dialog.getByText('first.jpg at full size: 600 × 400')).toBeVisible();
  await expect(dialog.getByRole('textbox', { name: 'Name' })).toHaveValue('first look');
  await button(page, 'Save photo').click();
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeVisible();
  await openPhoto(page, await makePhoto('second.jpg', { seed: 32 }, SIZE));
  await letGo();
  await expect(dialog.getByRole('alert')).toContainText([
    'Another photo was opened before “first.jpg” was saved.',
    '',
  ]);
  await expect(dialog.getByText('second.jpg at full size')).toBeVisible();
  await expect(dialog.getByRole('textbox', { name: 'Name' })).toHaveValue('second look');

  await Promise.all([page.waitForEvent('download'), button(page, 'Save photo').click()]);
  await expect(dialog.getByText(/^Saved second-manylight\.jpg/)).toBeVisible();
  await expect(dialog.getByText(/^Another photo was opened/)).toHaveCount(0);
  await openPhoto(page, await makePhoto('third.jpg', { seed: 33 }, SIZE));
  await expect(dialog.getByText('third.jpg at full size')).toBeVisible();
  await expect(dialog.getByText(/^Saved/)).toHaveCount(0);
});

test('an export that fails says so once, in its dialog', async ({ page }) => {
  await page.goto('/');
  await openPhoto(page, await makePhoto('fails.jpg', { seed: 31 }, SIZE));
  for (const worker of page.workers()) {
    await worker.evaluate(() => {
      OffscreenCanvas.prototype.convertToBlob = () => Promise.reject(new Error('no'));
    });
  }
  const dialog = await openExport(page);
  await button(page, 'Save photo').click();
  const reason = dialog.getByText('This browser could not write a JPEG');
  await expect(reason).toBeInViewport({ ratio: 1 });
  await expect(reason).toHaveCount(1);
  await expect(button(page, 'Save photo')).toBeVisible();
});

for (const name of ['Export', 'About']) {
  test(`what is said while “${name}” is open is seen and heard in it, and not what was said before`, async ({
    page,
  }) => {
    const notes = (file: string) => ({ name: file, mimeType: 'text/plain', buffer: Buffer.from('no photo') });
    await page.goto('/');
    await openPhoto(page, await makePhoto('open.jpg', { seed: 31 }, SIZE));
    await chooser(page).setInputFiles(notes('before.txt'));
    await expect(page.getByRole('alert').getByText(/before\.txt/)).toBeVisible();
    await button(page, name).click();
    const dialog = page.getByRole('dialog', { name });
    await chooser(page).setInputFiles(notes('meanwhile.txt'));
    const said = dialog.getByRole('alert').getByText(/meanwhile\.txt/);
    await expect(said).toBeInViewport({ ratio: 1 });
    await expect(dialog.getByText(/before\.txt/)).toHaveCount(0);
    await dialog.getByRole('button', { name: 'Dismiss' }).click();
    await expect(said).toHaveCount(0);
    await expect(dialog.locator(':focus')).toHaveCount(1);
  });
}

import type { Locator } from '@playwright/test';
import { makePhoto } from '../support/photos';
import { button, chooser, openPhoto } from './app';
import { expect, test } from './fixture';

const backgroundOf = (element: Locator): Promise<string> =>
  element.evaluate((one) => getComputedStyle(one).backgroundColor);

test('in forced colours what is pressed looks so, and a photo with the look for all has its mark', async ({
  page,
}) => {
  test.slow();
  const size = { width: 600, height: 400 };
  await page.emulateMedia({ forcedColors: 'active' });
  await page.goto('/');
  await chooser(page).setInputFiles(
    await Promise.all([51, 52].map((seed) => makePhoto(`${seed}.jpg`, { seed }, size))),
  );
  const clipping = page.getByRole('button', { name: /^Show clipping/ });
  const before = await backgroundOf(clipping);
  await clipping.click();
  await expect(clipping).toHaveAttribute('aria-pressed', 'true');
  await expect.poll(() => backgroundOf(clipping)).not.toBe(before);

  await button(page, 'Edit all').click();
  const given = page.getByRole('option', { name: '52.jpg, has the look for all' });
  await expect(given).toBeVisible();
  await expect(given.locator('.film-mark')).not.toHaveCSS('box-shadow', 'none');
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('the group of sliders that is shown looks so in forced colours', async ({ page }) => {
    await page.emulateMedia({ forcedColors: 'active' });
    await page.goto('/');
    await openPhoto(page, await makePhoto('forced.jpg', { seed: 51 }));
    await button(page, 'Adjust').click();
    const groups = page.locator('.adjust-switch-button');
    const shown = await backgroundOf(page.locator('.adjust-switch-button[aria-pressed="true"]'));
    await expect(groups.first()).toBeVisible();
    const others = page.locator('.adjust-switch-button[aria-pressed="false"]');
    for (const other of await others.all()) expect(await backgroundOf(other)).not.toBe(shown);
  });
});

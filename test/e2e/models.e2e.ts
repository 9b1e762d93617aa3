import { patient } from '../browser';
import { makePhoto } from '../support/photos';
import { button, exportPhoto, looks, openPhoto, photo, readAdjustments, setValue } from './app';
import { expect, test } from './fixture';

for (const model of ['encoder', 'looks', 'taste'] as const) {
  for (const [wrong, answer] of [
    ['missing', { status: 404, body: 'Not here.' }],
    ['wrong', { status: 200, contentType: 'application/json', body: '{"version":"none"}' }],
  ] as const) {
    test(`with the ${model} model ${wrong}, sliders and export work`, async ({ page }) => {
      const sentence = new RegExp(
        `^The ${model} model ${wrong === 'missing' ? 'could not be loaded' : 'cannot be used'}`,
      );
      await page.route(new RegExp(`/models/${model}/`), (route) => route.fulfill(answer));
      await page.goto('/');
      await openPhoto(page, await makePhoto('photo.jpg'));
      await setValue(page, 'Exposure', 0.15);
      expect((await readAdjustments(page)).exposure).toBeCloseTo(0.15, 5);
      if (model === 'taste') {
        // Looks need no taste; they are everybody's then.
        await expect(looks(page).first()).toBeVisible({ timeout: patient(60_000) });
        await button(page, 'Your taste').click();
        const dialog = page.getByRole('dialog', { name: 'Your taste' });
        await expect(dialog.getByText(sentence)).toBeVisible();
        await dialog.getByRole('button', { name: 'Close' }).click();
      } else {
        await expect(page.getByRole('status').getByText(sentence)).toBeAttached({ timeout: patient(60_000) });
        await expect(button(page, 'Try again')).toBeVisible();
        await expect(looks(page)).toHaveCount(0);
      }
      expect((await exportPhoto(page, 'JPEG')).bytes.length).toBeGreaterThan(10_000);
    });
  }
}

test('Try again finds the looks once their model can be had, and leaves the focus to the photo', async ({
  page,
}) => {
  await page.route(/\/models\/looks\//, (route) => route.fulfill({ status: 404, body: 'Not here.' }));
  await page.goto('/');
  await openPhoto(page, await makePhoto('again.jpg'));
  await expect(button(page, 'Try again')).toBeVisible({ timeout: patient(60_000) });
  await page.unroute(/\/models\/looks\//);
  await button(page, 'Try again').focus();
  await page.keyboard.press('Enter');
  await expect(photo(page)).toBeFocused();
  await expect(looks(page).first()).toBeVisible({ timeout: patient(60_000) });
});

import { patient } from '../browser';
import { makePhoto } from '../support/photos';
import { exportPhoto, looks, messages, openPhoto, readAdjustments, setValue } from './app';
import { expect, test } from './fixture';

for (const model of ['encoder', 'looks', 'taste'] as const) {
  for (const [wrong, answer] of [
    ['missing', { status: 404, body: 'Not here.' }],
    ['wrong', { status: 200, contentType: 'application/json', body: '{"version":"none"}' }],
  ] as const) {
    test(`with the ${model} model ${wrong}, sliders and export work`, async ({ page }) => {
      await page.route(new RegExp(`/models/${model}/`), (route) => route.fulfill(answer));
      await page.goto('/');
      await openPhoto(page, await makePhoto('photo.jpg'));
      await setValue(page, 'Exposure', 0.15);
      expect((await readAdjustments(page)).exposure).toBeCloseTo(0.15, 5);
      if (model === 'taste') {
        // Looks need no taste; they are everybody's then.
        await expect(looks(page).first()).toBeVisible({ timeout: patient(60_000) });
      } else {
        await expect.poll(() => messages(page), { timeout: patient(60_000) }).toContain(model);
        await expect(looks(page)).toHaveCount(0);
      }
      expect((await exportPhoto(page, 'JPEG')).bytes.length).toBeGreaterThan(10_000);
    });
  }
}

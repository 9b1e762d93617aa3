import { ADJUSTMENTS } from '../../src/edit';
import { patient } from '../browser';
import { makePhoto } from '../support/photos';
import { button, openWithLooks, photo, slider } from './app';
import { expect, test } from './fixture';

/** Windows of laptops, tablets and phones, both ways round, in CSS pixels. */
const WINDOWS = [
  [1920, 1080],
  [1280, 720],
  [1100, 800],
  [1024, 768],
  [1024, 600],
  [1000, 800],
  [900, 900],
  [800, 600],
  [768, 1024],
  [700, 560],
  [844, 390],
  [390, 844],
] as const;

const GROUP_NAMES = { 'white-balance': 'White balance', tone: 'Tone', presence: 'Presence' };

/** Share of the window's area that the photo's region has at least. */
const LEAST_SHARE = 0.35;

for (const kind of ['mouse', 'touch'] as const) {
  test.describe(`in windows of every shape, with a ${kind}`, () => {
    test.use({ hasTouch: kind === 'touch', isMobile: kind === 'touch' });

    test('the photo has the largest part, and all sliders can be come by', async ({ page }) => {
      await page.goto('/');
      await openWithLooks(page, await makePhoto('shape.jpg'));
      for (const [width, height] of WINDOWS) {
        const size = `${width} x ${height}`;
        await page.setViewportSize({ width, height });
        const adjust = button(page, 'Adjust');
        if (await adjust.isVisible()) await adjust.click();
        await expect(async () => {
          const region = await photo(page).boundingBox();
          const share = ((region?.width ?? 0) * (region?.height ?? 0)) / (width * height);
          expect(share, size).toBeGreaterThan(LEAST_SHARE);
        }).toPass({ timeout: patient(5_000) });
        expect(await page.evaluate(() => document.documentElement.scrollWidth), size).toBe(width);
        for (const { label, group } of ADJUSTMENTS) {
          const tab = button(page, GROUP_NAMES[group]);
          if (await tab.isVisible()) await tab.click();
          await slider(page, label).scrollIntoViewIfNeeded();
          await expect(slider(page, label), `${label} at ${size}`).toBeInViewport({ ratio: 0.9 });
        }
        const looks = button(page, 'Looks');
        if (await looks.isVisible()) await looks.click();
        await expect(button(page, 'More like this'), size).toBeInViewport({ ratio: 0.9 });
      }
    });
  });
}

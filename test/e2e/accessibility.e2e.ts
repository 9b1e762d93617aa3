import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { makePhoto } from '../support/photos';
import {
  button,
  exportPhoto,
  looks,
  openPhoto,
  openWithLooks,
  photo,
  readAdjustments,
  setValue,
  slider,
} from './app';
import { expect, test } from './fixture';

async function expectClean(page: Page, where: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
  );
  expect(found, where).toEqual([]);
}

test('no screen has a barrier that axe knows of', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByLabel('Open photos')).toBeAttached();
  await expectClean(page, 'first screen');
  await openWithLooks(page, await makePhoto('axe.jpg'));
  await expectClean(page, 'editor');
  for (const dialog of ['Export', 'Your taste', 'About']) {
    await button(page, dialog).click();
    await expect(page.getByRole('dialog', { name: dialog })).toBeVisible();
    await expectClean(page, dialog);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  }
});

test('the first thing that focus reaches is Open photos', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByLabel('Open photos')).toBeAttached();
  await page.keyboard.press('Tab');
  await expect(page.getByLabel('Open photos')).toBeFocused();
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 });

  test('a look is taken, a slider moved and the photo exported by touch, and nothing overflows', async ({
    page,
  }) => {
    await page.goto('/');
    await openWithLooks(page, await makePhoto('phone.jpg', {}, { width: 900, height: 1200 }));
    await expect(photo(page)).toBeInViewport();
    await looks(page).first().tap();
    await expect(looks(page).first()).toHaveAttribute('aria-selected', 'true');
    await button(page, 'Adjust').tap();
    const exposure = slider(page, 'Exposure');
    await exposure.scrollIntoViewIfNeeded();
    const before = await exposure.inputValue();
    const box = await exposure.boundingBox();
    if (!box) throw new Error('The Exposure slider is not on the screen.');
    await page.touchscreen.tap(box.x + box.width * 0.75, box.y + box.height / 2);
    await expect.poll(() => exposure.inputValue()).not.toBe(before);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    // The longest number that a slider can stand at is seen whole.
    await setValue(page, 'Exposure', -4.85);
    const field = page.getByRole('spinbutton', { name: 'Exposure value', exact: true });
    const hidden = await field.evaluate((input) => input.scrollWidth - input.clientWidth);
    expect(hidden).toBeLessThanOrEqual(0);
    await expectClean(page, 'phone');
    expect((await exportPhoto(page, 'JPEG')).name).toBe('phone-manylight.jpg');
  });
  test('a finger that scrolls over a slider does not move it; one that goes along it does', async ({
    page,
  }) => {
    await page.goto('/');
    await openPhoto(page, await makePhoto('swipe.jpg', {}, { width: 900, height: 1200 }));
    await button(page, 'Adjust').tap();
    await expect(slider(page, 'Exposure')).toBeVisible();
    const finger = await page.context().newCDPSession(page);
    const swipe = async (label: string, across: number, down: number) => {
      const box = await slider(page, label).boundingBox();
      if (!box) throw new Error(`${label} is not on the screen.`);
      const at = (step: number) => ({
        x: box.x + box.width * 0.7 + (across * step) / 8,
        y: box.y + box.height / 2 + (down * step) / 8,
      });
      await finger.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [at(0)] });
      for (let step = 1; step <= 8; step++) {
        await finger.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [at(step)] });
      }
      await finger.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    };
    const before = await readAdjustments(page);
    await swipe('Contrast', 2, -160);
    await swipe('Highlights', -2, -160);
    expect(await readAdjustments(page)).toEqual(before);
    await expect(button(page, 'Undo')).toBeDisabled();
    const contrast = slider(page, 'Contrast');
    await contrast.scrollIntoViewIfNeeded();
    await swipe('Contrast', 40, 1);
    await expect.poll(() => contrast.inputValue()).not.toBe('0');
    await button(page, 'Undo').tap();
    expect(await readAdjustments(page)).toEqual(before);
  });

  for (const height of [568, 225]) {
    test(`320 pixels by ${height} show all of both panels without scrolling sideways`, async ({ page }) => {
      await page.setViewportSize({ width: 320, height });
      await page.goto('/');
      await openWithLooks(page, await makePhoto('narrow.jpg', {}, { width: 900, height: 600 }));
      const width = () => page.evaluate(() => document.scrollingElement?.scrollWidth);
      expect(await width()).toBeLessThanOrEqual(320);
      for (const label of ['Open photos', 'Compare', 'Your taste', 'Done', 'More like this', 'Not for me']) {
        const shown = label === 'Open photos' ? page.locator('.toolbar .open-photos') : button(page, label);
        await shown.scrollIntoViewIfNeeded();
        await expect(shown).toBeInViewport({ ratio: 1 });
      }
      const compare = await button(page, 'Compare').boundingBox();
      const taste = await button(page, 'Your taste').boundingBox();
      expect(taste?.x).toBeGreaterThanOrEqual((compare?.x ?? 0) + (compare?.width ?? 320));
      await button(page, 'Adjust').tap();
      expect(await width()).toBeLessThanOrEqual(320);
      await slider(page, 'Exposure').scrollIntoViewIfNeeded();
      await expect(slider(page, 'Exposure')).toBeInViewport({ ratio: 0.9 });
    });
  }
});

import AxeBuilder from '@axe-core/playwright';
import sharp from 'sharp';
import { makePhoto } from '../support/photos';
import {
  button,
  looks,
  openPhoto,
  openWithLooks,
  readAdjustments,
  setValue,
  slider,
  waitForMark,
} from './app';
import { expect, test } from './fixture';

test('where looks lie beyond the strip, it shows so, and moves on by a click', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.goto('/');
  await openWithLooks(page, await makePhoto('strip.jpg', { seed: 5 }));
  const first = looks(page).first();
  const last = looks(page).last();
  for (const [width, height] of [
    [1280, 720],
    [390, 844],
  ]) {
    await page.setViewportSize({ width, height });
    const arrows = page.getByTitle('More looks lie here');
    await expect(arrows).toHaveCount(1);
    await expect(last).not.toBeInViewport({ ratio: 0.95 });
    // The arrow after; at the end there is none, and one before.
    for (let clicks = 0; clicks < 6 && (await page.locator('.strip-edge-after').count()) > 0; clicks++) {
      await page.locator('.strip-edge-after svg').click();
      await page.waitForTimeout(100);
    }
    await expect(last).toBeInViewport({ ratio: 0.95 });
    await expect(arrows).toHaveCount(1);
    // Who goes by keys sees the whole of what has the focus.
    await first.focus();
    await page.keyboard.press('End');
    await expect(last).toBeInViewport({ ratio: 0.95 });
    await page.keyboard.press('Home');
    await expect(first).toBeInViewport({ ratio: 0.95 });
    await page.locator('.looks-strip').evaluate((strip) => strip.scrollTo({ left: 0 }));
  }
  // Wide enough for all: nothing to show.
  await page.setViewportSize({ width: 1600, height: 1000 });
  await expect(last).toBeInViewport({ ratio: 0.95 });
  await expect(page.getByTitle('More looks lie here')).toHaveCount(0);
});

test('a wholly black photo has no looks, and one sentence says so; sliders and export work', async ({
  page,
}) => {
  const black = sharp({ create: { width: 600, height: 400, channels: 3, background: '#000000' } });
  await page.goto('/');
  const file = { name: 'cap-on.png', mimeType: 'image/png', buffer: await black.png().toBuffer() };
  await waitForMark(page, 'looks', () => openPhoto(page, file));
  const region = page.getByRole('region', { name: 'Looks for this photo' });
  await expect(region.getByText('No look for this photo: there is too little in it to see.')).toBeVisible();
  await expect(region.getByRole('status')).toHaveText('No looks found');
  await expect(looks(page)).toHaveCount(0);
  await expect(button(page, 'More looks')).toBeEnabled();
  await setValue(page, 'Exposure', 1);
  await expect(button(page, 'Undo')).toBeEnabled();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
});

test('going over "As shot" only shows it: a slider moved meanwhile moves alone, and moves on after', async ({
  page,
}) => {
  await page.goto('/');
  await openPhoto(page, await makePhoto('as-shot.jpg', { seed: 5 }));
  await setValue(page, 'Contrast', 20);
  const asShot = button(page, 'As shot');
  await slider(page, 'Exposure').focus();
  await asShot.hover();
  expect((await readAdjustments(page)).contrast).toBe(0);
  await page.keyboard.press('ArrowRight');
  const { contrast, exposure } = await readAdjustments(page);
  expect(contrast).toBe(20);
  expect(exposure).toBeGreaterThan(0);

  // It moves on from where it is, not from what is shown.
  await slider(page, 'Contrast').focus();
  await page.mouse.move(640, 300);
  await asShot.hover();
  expect((await readAdjustments(page)).contrast).toBe(0);
  await page.keyboard.press('ArrowRight');
  expect(await readAdjustments(page)).toMatchObject({ contrast: 21, exposure });
  await button(page, 'Undo').click();
  await slider(page, 'Exposure').focus();

  // So does its number, by key or typed.
  const number = page.getByRole('spinbutton', { name: 'Contrast value', exact: true });
  await number.focus();
  await page.mouse.move(640, 300);
  await asShot.hover();
  await expect(number).toHaveValue('0');
  await page.keyboard.press('ArrowUp');
  expect(await readAdjustments(page)).toMatchObject({ contrast: 21, exposure });
  await button(page, 'Undo').click();
  await number.focus();
  await asShot.hover();
  await number.fill('0');
  await page.keyboard.press('Enter');
  await page.mouse.move(640, 300);
  expect(await readAdjustments(page)).toMatchObject({ contrast: 0, exposure });
  await button(page, 'Undo').click();
  await slider(page, 'Exposure').focus();

  // A key still down while the mouse comes and goes.
  await page.mouse.move(640, 300);
  await page.keyboard.down('ArrowRight');
  const moved = await readAdjustments(page);
  expect(moved.exposure).toBeGreaterThan(exposure);
  await asShot.hover();
  await page.mouse.move(640, 300);
  expect(await readAdjustments(page)).toEqual(moved);
  await page.keyboard.up('ArrowRight');
  expect(await readAdjustments(page)).toEqual(moved);
  await button(page, 'Undo').click();
  expect(await readAdjustments(page)).toMatchObject({ contrast: 20, exposure });
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 });

  test('another photo has its looks from the first on, also when the strip was hidden meanwhile', async ({
    page,
  }) => {
    await page.goto('/');
    await openWithLooks(page, await makePhoto('one.jpg', { seed: 5 }, { width: 600, height: 800 }));
    await looks(page).nth(4).tap();
    await expect(looks(page).nth(4)).toBeInViewport();
    await expect(button(page, 'As shot')).not.toBeInViewport();
    await button(page, 'Adjust').tap();
    await waitForMark(page, 'looks', async () =>
      openPhoto(page, await makePhoto('two.jpg', { seed: 9 }, { width: 600, height: 800 })),
    );
    await button(page, 'Looks').tap();
    await expect(looks(page).first()).toBeInViewport({ ratio: 0.95 });
    await expect(button(page, 'As shot')).toBeInViewport({ ratio: 0.95 });
    // At its end it still shows that there is more.
    await expect(page.locator('.strip-edge-after')).toHaveCount(1);
    await expect(page.locator('.strip-edge-before')).toHaveCount(0);
  });
});

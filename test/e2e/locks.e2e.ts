import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { makePhoto } from '../support/photos';
import {
  button,
  looks,
  openWithLooks,
  readAdjustments,
  setValue,
  slider,
  thumbnails,
  waitForMark,
} from './app';
import { expect, test } from './fixture';
import { pairwiseDifferences } from './reference';

const lock = (page: Page, label: string) => button(page, `Lock ${label}`);

async function expectClean(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join()}`)).toEqual([]);
}

/** What the sliders stand at under each look as the focus goes over the strip. */
async function exposuresOfLooks(page: Page): Promise<number[]> {
  const exposures: number[] = [];
  for (const look of await looks(page).all()) {
    await look.focus();
    exposures.push((await readAdjustments(page)).exposure);
  }
  await page.keyboard.press('Escape');
  return exposures;
}

test('a locked slider keeps its value through looks, more looks and Amount', async ({ page }) => {
  await page.goto('/');
  await openWithLooks(page, await makePhoto('locks.jpg'));
  await expect(slider(page, 'Exposure')).toHaveAccessibleDescription(/^Usually (between|about|left)/);
  const rows = () =>
    page
      .getByRole('slider')
      .evaluateAll((inputs) => inputs.map((input) => input.getBoundingClientRect().top));
  const before = await rows();

  await setValue(page, 'Exposure', 0.45);
  await lock(page, 'Exposure').focus();
  await waitForMark(page, 'looks', () => page.keyboard.press('Enter'));
  await expect(lock(page, 'Exposure')).toHaveAttribute('aria-pressed', 'true');
  await expect(slider(page, 'Exposure')).toHaveAccessibleDescription('Locked');
  expect(await rows()).toEqual(before);
  expect(new Set(await exposuresOfLooks(page))).toEqual(new Set([0.45]));

  await looks(page).nth(1).click();
  await expect(looks(page).nth(1)).toHaveAttribute('aria-selected', 'true');
  const taken = await readAdjustments(page);
  expect(taken.exposure).toBe(0.45);
  expect(Object.values(taken).filter((value) => value !== 0).length).toBeGreaterThan(1);
  await page.getByRole('spinbutton', { name: 'Amount value' }).fill('40');
  await page.keyboard.press('Enter');
  await expect.poll(() => readAdjustments(page)).not.toEqual(taken);
  expect((await readAdjustments(page)).exposure).toBe(0.45);

  await waitForMark(page, 'looks', () => button(page, 'More looks').click());
  expect(new Set(await exposuresOfLooks(page))).toEqual(new Set([0.45]));
  // Its value is still the person's to change; the looks then follow it.
  await waitForMark(page, 'looks', () => setValue(page, 'Exposure', -0.3));
  expect((await exposuresOfLooks(page)).filter((exposure) => exposure !== -0.3)).toEqual([]);
  await expectClean(page);

  await waitForMark(page, 'looks', () => lock(page, 'Exposure').click());
  expect(new Set(await exposuresOfLooks(page)).size).toBeGreaterThan(1);
});

test('more like this shows the look first, and variations of it that differ', async ({ page }) => {
  await page.goto('/');
  await openWithLooks(page, await makePhoto('like.jpg', { seed: 5 }));
  await expect(button(page, 'More like this')).toBeDisabled();
  const spread = Math.max(...pairwiseDifferences(await thumbnails(page)));

  // By key, for the look that has the focus: it need not be taken, and keeps the focus.
  const words = await looks(page).nth(2).textContent();
  await looks(page).nth(2).focus();
  await waitForMark(page, 'looks', () => page.keyboard.press('m'));
  await expect(looks(page).first()).toHaveText(words ?? '');
  await expect(looks(page).first()).toBeFocused();

  await looks(page).first().click();
  await waitForMark(page, 'looks', () => button(page, 'More like this').click());
  await expect(looks(page).first()).toHaveAttribute('aria-selected', 'true');
  const variations = await thumbnails(page);
  expect(variations.length).toBeGreaterThanOrEqual(4);
  const differences = pairwiseDifferences(variations);
  // A little below 1.5, as shown and compared sizes differ.
  expect(Math.min(...differences)).toBeGreaterThanOrEqual(1.3);
  expect(Math.max(...differences)).toBeLessThan(spread);
  expect(new Set(await looks(page).allTextContents()).size).toBe(variations.length);
  await expectClean(page);

  await waitForMark(page, 'looks', () => button(page, 'More looks').click());
  await expect(looks(page).last()).toHaveAttribute('aria-selected', 'true');
});

test.describe('by touch', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 });

  test('the locks are on the screen and large enough to hit', async ({ page }) => {
    await page.goto('/');
    await openWithLooks(page, await makePhoto('touch.jpg', {}, { width: 600, height: 800 }));
    await button(page, 'Adjust').tap();
    const box = await lock(page, 'Exposure').boundingBox();
    expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(24);
    expect(
      await lock(page, 'Exposure').evaluate((element) => Number(getComputedStyle(element).opacity)),
    ).toBeGreaterThan(0.4);
    await waitForMark(page, 'looks', () => lock(page, 'Exposure').tap());
    await expect(lock(page, 'Exposure')).toHaveAttribute('aria-pressed', 'true');
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    );
    await expectClean(page);
  });
});

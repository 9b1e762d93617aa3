import type { Page } from '@playwright/test';
import { makePhoto } from '../support/photos';
import { button, openPhoto, photo, rasterOf, setValue, slider } from './app';
import { expect, test } from './fixture';

/** Mean of each channel over some columns of the photo on the screen, by shares of its width; 0..255. */
async function meanColour(page: Page, from: number, to: number): Promise<[number, number, number]> {
  const { width, height, data } = await rasterOf(await photo(page).screenshot());
  const sums: [number, number, number] = [0, 0, 0];
  let pixels = 0;
  for (let y = Math.round(0.3 * height); y < 0.7 * height; y++) {
    for (let x = Math.round(from * width); x < to * width; x++, pixels++) {
      for (let c = 0; c < 3; c++) sums[c] += data[4 * (y * width + x) + c];
    }
  }
  return [sums[0] / pixels, sums[1] / pixels, sums[2] / pixels];
}

const green = async (page: Page, from: number, to: number) => (await meanColour(page, from, to))[1];

test('split view shows the photo as shot beside the edit, and its line moves by key', async ({ page }) => {
  await page.goto('/');
  await openPhoto(page, await makePhoto('split.jpg', { seed: 8 }));
  const [left, right] = [await green(page, 0.3, 0.4), await green(page, 0.6, 0.7)];
  await setValue(page, 'Exposure', 1.5);
  await expect.poll(() => green(page, 0.3, 0.4)).toBeGreaterThan(left + 10);

  await button(page, 'Split view').click();
  const line = slider(page, 'Split');
  await expect(line).toHaveAttribute('aria-valuenow', '50');
  await expect.poll(() => green(page, 0.3, 0.4)).toBeCloseTo(left, 0);
  expect(await green(page, 0.6, 0.7)).toBeGreaterThan(right + 10);
  await line.press('Home');
  await expect(line).toHaveAttribute('aria-valuenow', '0');
  await expect.poll(() => green(page, 0.3, 0.4)).toBeGreaterThan(left + 10);
  await button(page, 'Split view').click();
  await expect(line).toHaveCount(0);
});

test('what is clipped is painted over for as long as it is asked for', async ({ page }) => {
  await page.goto('/');
  await openPhoto(page, await makePhoto('clipped.jpg', { seed: 8 }));
  await setValue(page, 'Exposure', 5);
  // The mark's own red, which a photo has next to nowhere.
  const marked = async () => {
    const { data } = await rasterOf(await photo(page).screenshot());
    let pixels = 0;
    for (let i = 0; i < data.length; i += 4) {
      const [r, g, b] = [data[i] - 255, data[i + 1] - 40, data[i + 2] - 40];
      if (Math.max(Math.abs(r), Math.abs(g), Math.abs(b)) < 12) pixels++;
    }
    return pixels / (data.length / 4);
  };
  const before = await marked();
  await photo(page).press('j');
  await expect.poll(marked).toBeGreaterThan(before + 0.02);
  await page.getByRole('button', { name: /^Show clipping/, pressed: true }).click();
  await expect.poll(marked).toBe(before);
});

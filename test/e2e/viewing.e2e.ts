import type { Locator, Page } from '@playwright/test';
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

test('the split line keeps the focus while the photo is compared, and leaves it to the photo with Y', async ({
  page,
}) => {
  await page.goto('/');
  await openPhoto(page, await makePhoto('line.jpg', { seed: 8 }));
  await button(page, 'Split view').click();
  const line = slider(page, 'Split');
  await line.focus();
  await page.keyboard.down('\\');
  await expect(page.getByRole('button', { name: 'Compare', exact: true, pressed: true })).toBeVisible();
  await expect(line).toHaveCSS('opacity', '0');
  await expect(line).toBeFocused();
  await page.keyboard.up('\\');
  await expect(line).toHaveCSS('opacity', '1');
  await page.keyboard.press('ArrowRight');
  await expect(line).toHaveAttribute('aria-valuenow', '51');
  await page.keyboard.press('y');
  await expect(line).toHaveCount(0);
  await expect(photo(page)).toBeFocused();
});

test('the photo keeps its place when the focus goes to a split line out of sight', async ({ page }) => {
  await page.goto('/');
  await openPhoto(page, await makePhoto('far.jpg', { seed: 8 }, { width: 1200, height: 900 }));
  await button(page, 'Split view').click();
  const line = slider(page, 'Split');
  await line.press('End');
  await photo(page).press('2');
  const start = await photo(page).boundingBox();
  await expect
    .poll(async () => (await middleOf(line)).x)
    .toBeGreaterThan((start?.x ?? 0) + (start?.width ?? 0));
  await photo(page).press('Tab');
  await expect(line).toBeFocused();
  expect(await photo(page).boundingBox()).toEqual(start);
});

/** Middle of an element on the screen, CSS pixels. */
async function middleOf(element: Locator): Promise<{ x: number; y: number }> {
  const box = await element.boundingBox();
  if (!box) throw new Error('It is not on the screen.');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

test('the line of a zoomed split view moves by hand and by key, and the photo under it stays', async ({
  page,
}) => {
  const width = 1200;
  await page.goto('/');
  await openPhoto(page, await makePhoto('split-zoomed.jpg', { seed: 8 }, { width, height: 900 }));
  await button(page, 'Split view').click();
  await photo(page).press('2');
  const line = slider(page, 'Split');
  const share = async () => Number(await line.getAttribute('aria-valuenow'));
  // The line is where the photo has its middle, so at 200% a moved photo would carry it along.
  const start = await middleOf(line);
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move(start.x + 120, start.y + 60, { steps: 4 });
  await page.mouse.up();
  expect(await share()).toBe(50 + (100 * 120) / (2 * width));
  expect(await middleOf(line)).toEqual({ x: start.x + 120, y: start.y });

  await line.press('Shift+ArrowLeft');
  expect(await share()).toBe(45);
  await line.press('ArrowLeft');
  await line.press('ArrowDown');
  expect(await share()).toBe(44);
  expect((await middleOf(line)).x).toBeCloseTo(start.x - 0.06 * 2 * width, 0);
  await line.press('Home');
  await line.press('End');
  await line.press('Shift+ArrowLeft');
  await line.press('Shift+ArrowLeft');
  expect(await share()).toBe(80);

  // Nor does a double-click zoom out, or a finger that rests on the line compare.
  for (let i = 0; i < 3; i++) await line.press('Shift+ArrowLeft');
  const held = await middleOf(line);
  expect(held.x).toBeCloseTo(start.x, 0);
  await line.dblclick();
  await expect(button(page, '200%')).toHaveAttribute('aria-pressed', 'true');
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [held] });
  await page.waitForTimeout(800);
  await expect(line).toHaveCount(1);
  await devtools.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });

  // The photo itself is dragged as ever.
  await page.mouse.move(start.x - 200, start.y);
  await page.mouse.down();
  await page.mouse.move(start.x - 120, start.y, { steps: 4 });
  await page.mouse.up();
  expect(await share()).toBe(50);
  expect((await middleOf(line)).x).toBeCloseTo(start.x + 80, 0);
});

test('Compare by key ends with its key, whatever that writes by then', async ({ page }) => {
  await page.goto('/');
  await openPhoto(page, await makePhoto('compare.jpg', { seed: 8 }));
  const compared = page.getByRole('button', { name: 'Compare', exact: true, pressed: true });
  await page.keyboard.down('\\');
  await expect(compared).toBeVisible();
  await page.keyboard.up('\\');
  await expect(compared).toHaveCount(0);
  // German on Windows: AltGr is let go of first.
  const send = (type: 'keydown' | 'keyup', init: KeyboardEventInit) =>
    photo(page).dispatchEvent(type, { bubbles: true, cancelable: true, ...init });
  const altGr = { ctrlKey: true, altKey: true };
  await send('keydown', { key: 'AltGraph', code: 'AltRight', ...altGr });
  await send('keydown', { key: '\\', code: 'Minus', ...altGr });
  await expect(compared).toBeVisible();
  await send('keyup', { key: 'AltGraph', code: 'AltRight' });
  await expect(compared).toBeVisible();
  await send('keyup', { key: 'ß', code: 'Minus' });
  await expect(compared).toHaveCount(0);
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

test('on a screen of another density the photo is drawn anew, in its pixels', async ({ page }) => {
  await page.goto('/');
  await openPhoto(page, await makePhoto('density.jpg', { seed: 8 }, { width: 600, height: 400 }));
  await button(page, 'Split view').click();
  await photo(page).press('1');
  // As high as the photo, which at 100% has one of its pixels to each of the screen's.
  const height = async () => (await slider(page, 'Split').boundingBox())?.height;
  expect(await height()).toBe(400);
  const devtools = await page.context().newCDPSession(page);
  for (const [density, expected, colorScheme] of [
    [2, 200, 'dark'],
    [1, 400, 'light'],
    [1.6, 250, 'dark'],
  ] as const) {
    await devtools.send('Emulation.setDeviceMetricsOverride', {
      width: 1280,
      height: 800,
      deviceScaleFactor: density,
      mobile: false,
    });
    // Unlike another monitor, this alone has no media query asked anew; another scheme has all of them.
    await page.emulateMedia({ colorScheme });
    await expect.poll(height).toBe(expected);
  }
});

import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { makeWidePhoto } from '../support/photos';
import { exportPhoto, openPhoto, photo } from './app';
import { expect, test } from './fixture';

/** As on a screen that shows Display P3, or one that shows sRGB. */
async function emulateScreen(page: Page, gamut: 'p3' | 'srgb'): Promise<void> {
  const inspector = await page.context().newCDPSession(page);
  await inspector.send('Emulation.setEmulatedMedia', { features: [{ name: 'color-gamut', value: gamut }] });
}

/** The pixel in the middle of the photo's canvas, in Display P3 and with its alpha. */
function middle(page: Page): Promise<number[]> {
  return photo(page).evaluate((element) => {
    const shown = (
      element.matches('canvas') ? element : element.querySelector('canvas')
    ) as HTMLCanvasElement;
    const { width, height } = shown;
    const copy = new OffscreenCanvas(width, height).getContext('2d', { colorSpace: 'display-p3' });
    copy?.drawImage(shown, 0, 0);
    return [...(copy?.getImageData(width / 2, height / 2, 1, 1, { colorSpace: 'display-p3' }).data ?? [])];
  });
}

/** As `middle`, once it is on the page: what a worker has drawn comes there with the browser's next frame. */
async function middleShown(page: Page): Promise<number[]> {
  let pixel: number[] = [];
  const alpha = async (): Promise<number | undefined> => {
    pixel = await middle(page);
    return pixel[3];
  };
  await expect.poll(alpha, 'the alpha in the middle of the photo').toBe(255);
  return pixel;
}

for (const renderer of ['offscreen', 'readback', 'reference'] as const) {
  test(`a photo in Display P3 is shown in it where the screen can, and mapped to sRGB where not (${renderer})`, async ({
    page,
  }) => {
    const red = await makeWidePhoto('red.png', [250, 10, 20]);
    const shownOn = async (gamut: 'p3' | 'srgb') => {
      await emulateScreen(page, gamut);
      await page.goto(`/?renderer=${renderer}`);
      await openPhoto(page, red);
      return middleShown(page);
    };
    const [r, g, b] = await shownOn('p3');
    expect(Math.abs(r - 250) + Math.abs(g - 10) + Math.abs(b - 20)).toBeLessThanOrEqual(2);
    // No red of sRGB has so little green in Display P3.
    const narrow = await shownOn('srgb');
    expect(narrow[1]).toBeGreaterThan(30);
  });
}

test('it is exported in Display P3, with its profile', async ({ page }) => {
  await page.goto('/');
  await openPhoto(page, await makeWidePhoto('green.png', [30, 240, 40]));
  for (const format of ['JPEG', 'PNG', 'WebP'] as const) {
    const { bytes } = await exportPhoto(page, format);
    const { icc } = await sharp(bytes).metadata();
    expect(icc, format).toBeDefined();
    // The codes as they are stored, whatever they mean.
    const { data } = await sharp(bytes, { ignoreIcc: true })
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const middleAt = 3 * (100 * 300 + 150);
    expect(Math.abs(data[middleAt] - 30), format).toBeLessThan(6);
    expect(Math.abs(data[middleAt + 1] - 240), format).toBeLessThan(6);
  }
});

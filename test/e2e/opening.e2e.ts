import type { Page } from '@playwright/test';
import { makeOriented, quarters } from '../support/orientation';
import { makePhoto, type PhotoFile } from '../support/photos';
import {
  button,
  exportPhoto,
  openPhoto,
  rasterOf,
  readAdjustments,
  setValue,
  slider,
  waitForMark,
} from './app';
import { expect, test } from './fixture';

/** Sends a file to the page as the browser would for a drop, the beginning of one, or a paste. */
async function give(page: Page, file: PhotoFile, kind: 'drop' | 'dragenter' | 'paste'): Promise<void> {
  await page.evaluate(
    ({ base64, name, type, kind: how }) => {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const transfer = new DataTransfer();
      transfer.items.add(new File([bytes], name, { type }));
      const options = { bubbles: true, cancelable: true };
      const events =
        how === 'paste'
          ? [new ClipboardEvent('paste', { ...options, clipboardData: transfer })]
          : (how === 'drop' ? ['dragenter', 'dragover', 'drop'] : [how]).map(
              (event) => new DragEvent(event, { ...options, dataTransfer: transfer }),
            );
      for (const event of events) document.body.dispatchEvent(event);
    },
    { base64: file.buffer.toString('base64'), name: file.name, type: file.mimeType, kind },
  );
}

for (const kind of ['drop', 'paste'] as const) {
  test(`a photo can be opened by ${kind}`, async ({ page }) => {
    await page.goto('/');
    await expect(page.getByLabel('Open photos')).toBeAttached();
    const file = await makePhoto(`${kind}.jpg`);
    await waitForMark(page, 'first-frame', () => give(page, file, kind));
    await expect(page.getByText(file.name).first()).toBeVisible();
  });
}

test('under an open dialog nothing is pasted or dropped, no photo and no settings', async ({ page }) => {
  const pasteSettings = () =>
    page.evaluate(() => {
      const clipboardData = new DataTransfer();
      document.body.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, clipboardData }));
    });
  await page.goto('/');
  await openPhoto(page, await makePhoto('open.jpg'));
  await setValue(page, 'Exposure', 1);
  await button(page, 'Copy settings').click();
  await button(page, 'Reset').click();
  await button(page, 'About').click();
  await give(page, await makePhoto('pasted.jpg', { seed: 3 }), 'paste');
  await give(page, await makePhoto('dropped.jpg', { seed: 4 }), 'dragenter');
  await expect(page.getByText('Drop to open')).toHaveCount(0);
  await give(page, await makePhoto('dropped.jpg', { seed: 4 }), 'drop');
  await pasteSettings();
  await page.waitForTimeout(1000);
  await page.keyboard.press('Escape');
  await expect(page).toHaveTitle('open.jpg – Manylight');
  await expect(slider(page, 'Exposure')).toHaveValue('0');
  await pasteSettings();
  await expect(slider(page, 'Exposure')).toHaveValue('1');
});

test('a photo of any EXIF orientation is shown and exported upright', async ({ page }) => {
  test.slow();
  const [width, height] = [240, 160];
  const pixels = quarters(width, height);
  await page.goto('/');
  for (let orientation = 1; orientation <= 8; orientation++) {
    const name = `turned-${orientation}.jpg`;
    const buffer = await makeOriented(pixels, width, height, orientation, 'jpeg');
    await openPhoto(page, { name, mimeType: 'image/jpeg', buffer });
    const picture = await rasterOf((await exportPhoto(page, 'PNG')).bytes);
    expect([picture.width, picture.height], name).toEqual([width, height]);
    let sum = 0;
    for (let i = 0; i < pixels.length; i++) {
      sum += Math.abs(pixels[i] - picture.data[Math.floor(i / 3) * 4 + (i % 3)]);
    }
    expect(sum / pixels.length, name).toBeLessThan(4);
  }
});

test('exports JPEG and WebP at full size', async ({ page }) => {
  await page.goto('/');
  await openPhoto(page, await makePhoto('formats.jpg'));
  for (const [format, extension] of [
    ['JPEG', 'jpg'],
    ['WebP', 'webp'],
  ] as const) {
    const { name, bytes } = await exportPhoto(page, format);
    expect(name).toBe(`formats-manylight.${extension}`);
    expect(await rasterOf(bytes)).toMatchObject({ width: 1200, height: 900 });
  }
});

test('a double-click on Save photo, or Enter held on it, does not cancel what it began', async ({ page }) => {
  await page.goto('/');
  await openPhoto(page, await makePhoto('twice.jpg', { seed: 24 }, { width: 2400, height: 1800 }));
  await button(page, 'Export').click();
  const save = button(page, 'Save photo');
  await Promise.all([page.waitForEvent('download'), save.dblclick()]);
  await save.focus();
  await Promise.all([
    page.waitForEvent('download'),
    (async () => {
      await page.keyboard.down('Enter');
      await page.keyboard.down('Enter');
      await page.keyboard.up('Enter');
    })(),
  ]);
  await expect(save).toBeFocused();
});

test('what is under way on one photo when the next arrives is not done to that', async ({ page }) => {
  const size = { width: 600, height: 400 };
  const [first, second, third] = await Promise.all(
    [21, 22, 23].map((seed) => makePhoto(`${seed}.jpg`, { seed }, size)),
  );
  const expectUntouched = async () => {
    expect(Object.values(await readAdjustments(page)).every((value) => value === 0)).toBe(true);
    await expect(button(page, 'Undo')).toBeDisabled();
  };
  await page.goto('/');
  await openPhoto(page, first);

  await test.step('a drag', async () => {
    const box = await slider(page, 'Exposure').boundingBox();
    const [x, y] = [(box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 40, y);
    expect((await readAdjustments(page)).exposure).toBeGreaterThan(0);
    await openPhoto(page, second);
    await page.mouse.move(x + 60, y);
    await expectUntouched();
    await page.mouse.up();
    await expectUntouched();
    // The next drag is whole again.
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 40, y);
    await page.mouse.up();
    expect((await readAdjustments(page)).exposure).toBeGreaterThan(0);
    await expect(button(page, 'Undo')).toBeEnabled();
  });

  await test.step('a number half typed', async () => {
    const field = page.getByRole('spinbutton', { name: 'Contrast value', exact: true });
    await field.fill('25');
    await openPhoto(page, third);
    await expect(field).toHaveValue('0');
    await field.press('Enter');
    await expectUntouched();
  });
});

test('the page is served with its security headers', async ({ request }) => {
  const headers = (await request.get('/')).headers();
  expect(headers['content-security-policy']).toContain("default-src 'none'");
  expect(headers['cross-origin-opener-policy']).toBe('same-origin');
  expect(headers['cross-origin-embedder-policy']).toBe('require-corp');
  expect(headers['x-content-type-options']).toBe('nosniff');
});

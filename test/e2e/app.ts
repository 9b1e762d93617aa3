import { expect, type Locator, type Page } from '@playwright/test';
import sharp from 'sharp';
import type { EncodedRaster } from '../../src/colour';
import { ADJUSTMENTS, type Adjustments } from '../../src/edit';
import { patient } from '../browser';
import type { PhotoFile } from '../support/photos';

/** What a person does with the app and sees of it, by the labels and roles that they would meet. */

export const photo = (page: Page): Locator => page.getByRole('img', { name: 'Photo', exact: true });

export const slider = (page: Page, label: string): Locator =>
  page.getByRole('slider', { name: label, exact: true });

export const button = (page: Page, label: string): Locator =>
  page.getByRole('button', { name: label, exact: true });

/** The proposed looks. */
export const looks = (page: Page): Locator =>
  page.getByRole('listbox', { name: 'Looks' }).getByRole('option');

/** The file input: it is there from the first screen on. */
export const chooser = (page: Page): Locator => page.getByLabel('Open photos');

async function marks(page: Page, name: string): Promise<number> {
  return page.evaluate((mark) => performance.getEntriesByName(`manylight:${mark}`, 'mark').length, name);
}

/** Waits until a User Timing mark has been set once more than before `action`. */
export async function waitForMark(page: Page, name: string, action: () => Promise<unknown>): Promise<void> {
  const before = await marks(page, name);
  await action();
  await expect.poll(() => marks(page, name), { timeout: patient(90_000) }).toBeGreaterThan(before);
}

/** Opens a photo and waits for its first frame. */
export async function openPhoto(page: Page, file: PhotoFile): Promise<void> {
  await waitForMark(page, 'first-frame', () => chooser(page).setInputFiles(file));
  await expect(page.getByText(file.name).first()).toBeVisible();
}

/** Opens a photo and waits for its looks. */
export async function openWithLooks(page: Page, file: PhotoFile): Promise<void> {
  await waitForMark(page, 'looks', () => openPhoto(page, file));
  await expect(looks(page).first()).toBeVisible();
}

/** Moves a slider as the arrow keys of the keyboard do, then lets go. */
export async function nudge(
  page: Page,
  label: string,
  key: 'ArrowRight' | 'ArrowLeft',
  times: number,
): Promise<void> {
  await slider(page, label).focus();
  for (let i = 0; i < times; i++) await page.keyboard.press(key);
  await page.keyboard.press('Tab');
}

/** Types a value into a slider's number field. */
export async function setValue(page: Page, label: string, value: number): Promise<void> {
  const field = page.getByRole('spinbutton', { name: `${label} value`, exact: true });
  await field.fill(String(value));
  await field.press('Enter');
  await expect(slider(page, label)).toHaveValue(String(value));
}

/** What all eleven sliders stand at. */
export async function readAdjustments(page: Page): Promise<Adjustments> {
  const standing = await page
    .getByRole('slider')
    .evaluateAll((inputs) =>
      Object.fromEntries(
        inputs.map((input) => [input.getAttribute('aria-label'), Number((input as HTMLInputElement).value)]),
      ),
    );
  const values = ADJUSTMENTS.map(({ id, label }) => [id, standing[label]] as const);
  return Object.fromEntries(values) as unknown as Adjustments;
}

/** The settings of every proposed look, in the strip's order: each is read off the sliders while it is previewed. */
export async function readLooks(page: Page): Promise<Adjustments[]> {
  const options = looks(page);
  const settings: Adjustments[] = [];
  for (let i = 0; i < (await options.count()); i++) {
    await options.nth(i).focus();
    settings.push(await readAdjustments(page));
  }
  await page.keyboard.press('Escape');
  return settings;
}

/** A look is named by its settings (030), which is quicker than to preview each. */
export async function settingsOfLooks(page: Page): Promise<Adjustments[]> {
  const ids = await looks(page).evaluateAll((all) => all.map((look) => (look as HTMLElement).dataset.look));
  return ids.map((id) => {
    const values = (id ?? '').replace('look:', '').split(',').map(Number);
    expect(values).toHaveLength(ADJUSTMENTS.length);
    return Object.fromEntries(ADJUSTMENTS.map((row, i) => [row.id, values[i]])) as unknown as Adjustments;
  });
}

/** The messages that a screen reader would speak, joined. */
export async function messages(page: Page): Promise<string> {
  const spoken = page.locator('[role=status], [role=alert]');
  return (await spoken.allTextContents()).join(' ');
}

/** Exports through the dialog; gives the file's bytes and name. */
export async function exportPhoto(
  page: Page,
  format: 'JPEG' | 'WebP' | 'PNG',
): Promise<{ name: string; bytes: Buffer }> {
  await button(page, 'Export').click();
  const dialog = page.getByRole('dialog', { name: 'Export' });
  await dialog.getByRole('radio', { name: format }).check();
  const [download] = await Promise.all([
    page.waitForEvent('download', { timeout: patient(110_000) }),
    button(page, 'Save photo').click(),
  ]);
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  await dialog.getByRole('button', { name: 'Close' }).click();
  return { name: download.suggestedFilename(), bytes: Buffer.concat(chunks) };
}

/** Any picture file as an upright sRGB raster. */
export async function rasterOf(bytes: Buffer): Promise<EncodedRaster> {
  const { data, info } = await sharp(bytes).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return {
    width: info.width,
    height: info.height,
    space: 'srgb',
    data: new Uint8ClampedArray(data.buffer as ArrayBuffer, data.byteOffset, data.length),
  };
}

/** The thumbnails of the looks as they are shown. */
export async function thumbnails(page: Page): Promise<EncodedRaster[]> {
  const pictures = await looks(page)
    .locator('img')
    .evaluateAll((images) =>
      Promise.all(
        (images as HTMLImageElement[]).map(async (image) => {
          await image.decode();
          const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
          const context = canvas.getContext('2d');
          context?.drawImage(image, 0, 0);
          const pixels = context?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
          return { width: canvas.width, height: canvas.height, pixels: Array.from(pixels) };
        }),
      ),
    );
  return pictures.map(({ width, height, pixels }) => ({
    width,
    height,
    space: 'srgb',
    data: new Uint8ClampedArray(pixels),
  }));
}

export interface StyleShare {
  readonly name: string;
  readonly percent: number;
}

/** The person's taste as the dialog shows it, the weightiest first. */
export async function readTaste(page: Page): Promise<StyleShare[]> {
  await button(page, 'Your taste').click();
  const dialog = page.getByRole('dialog', { name: 'Your taste' });
  const rows = dialog.getByRole('region', { name: /What the model thinks/ }).getByRole('listitem');
  await expect(rows.first()).toBeVisible();
  const shares = await rows.evaluateAll((items) =>
    items.map((item) => {
      const name = item.querySelector('.style-name')?.textContent ?? '';
      const percent = Number(item.querySelector('.style-head .figures')?.textContent?.match(/[\d.]+/)?.[0]);
      return { name, percent };
    }),
  );
  await dialog.getByRole('button', { name: 'Close' }).click();
  return shares;
}

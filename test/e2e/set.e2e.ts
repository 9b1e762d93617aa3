import { readFile } from 'node:fs/promises';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { unzipSync } from 'fflate';
import { patient } from '../browser';
import { makePhoto } from '../support/photos';
import {
  button,
  chooser,
  exportPhoto,
  looks,
  photo,
  rasterOf,
  readAdjustments,
  setValue,
  slider,
  waitForMark,
} from './app';
import { expect, test } from './fixture';

const films = (page: Page) => page.getByRole('listbox', { name: 'Photos' }).getByRole('option');
const isNeutral = (values: object) => Object.values(values).every((value) => value === 0);
const lookForAll = /^Undo Look for all: .+ \(Ctrl\+Z\)$/;

async function expectClean(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' '))}`)).toEqual(
    [],
  );
}

/** Opens a photo of the set with the keyboard, from the one before it. */
async function openNext(page: Page, index: number): Promise<void> {
  await waitForMark(page, 'first-frame', async () => {
    await films(page)
      .nth(index - 1)
      .focus();
    await page.keyboard.press('ArrowRight');
    await expect(films(page).nth(index)).toBeFocused();
    await page.keyboard.press('Enter');
  });
  await expect(films(page).nth(index)).toHaveAttribute('aria-selected', 'true');
}

test('three photos get one look, fitted to each, by keyboard, and Undo takes it back', async ({ page }) => {
  test.slow();
  const size = { width: 900, height: 600 };
  const files = await Promise.all([
    makePhoto('a.jpg', { seed: 21 }, size),
    makePhoto('b.jpg', { seed: 22, warmth: 0.3 }, size),
    makePhoto('c.jpg', { seed: 23, warmth: -0.3, clouds: 0.8 }, { width: 600, height: 900 }),
  ]);
  const text = { name: 'notes.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('no photo') };
  await page.goto('/');
  await waitForMark(page, 'looks', () => chooser(page).setInputFiles([...files, text]));
  await expect(films(page)).toHaveCount(4);
  await expect(films(page).first()).toHaveAttribute('aria-selected', 'true');
  await expect(films(page).locator('img')).toHaveCount(3);
  await expect(films(page).nth(3)).toHaveAccessibleName(/^notes.jpg, “notes.jpg” is not a photo/);

  await test.step('all get one look, and what cannot be opened is named', async () => {
    await button(page, 'Edit all').focus();
    await page.keyboard.down('Enter');
    await expect(button(page, 'Stop')).toBeFocused();
    // Held too long, it stops nothing.
    await page.keyboard.down('Enter');
    await page.keyboard.up('Enter');
    await expect(page.getByText(/^3 photos have one look now \(.+\), fitted to each\./)).toBeVisible({
      timeout: patient(90_000),
    });
    await expect(button(page, 'Edit all')).toBeFocused();
    // News, as most went well.
    await expect(page.getByRole('status').getByText('“notes.jpg” could not be opened.')).toBeVisible();
    await expect(films(page).nth(2)).toHaveAccessibleName('c.jpg, has the look for all');
  });

  await test.step('each has it as its own edit, of the same style', async () => {
    const edits = [await readAdjustments(page)];
    const title = await button(page, 'Undo').getAttribute('title');
    expect(title).toMatch(lookForAll);
    for (const index of [1, 2]) {
      await openNext(page, index);
      await expect(button(page, 'Undo')).toHaveAttribute('title', title ?? '');
      edits.push(await readAdjustments(page));
      // Nobody has chosen it for this photo, so nothing of it is known to the taste.
      await expect(button(page, 'Done')).toBeEnabled();
    }
    expect(edits.some(isNeutral)).toBe(false);
    expect(new Set(edits.map((edit) => JSON.stringify(edit))).size).toBe(3);
  });

  await test.step('the strip shows it as taken, and Undo takes it back', async () => {
    await expect(looks(page).and(page.locator('[aria-selected=true]'))).toHaveCount(1, {
      timeout: patient(90_000),
    });
    await page.keyboard.press('Control+z');
    expect(isNeutral(await readAdjustments(page))).toBe(true);
    await page.keyboard.press('Control+Shift+z');
    expect(isNeutral(await readAdjustments(page))).toBe(false);
  });

  await test.step('an edit by hand stays, and the others follow it', async () => {
    await setValue(page, 'Temp', 60);
    await setValue(page, 'Exposure', -1);
    const own = await readAdjustments(page);
    await expect(films(page).nth(2)).toHaveAccessibleName('c.jpg, edited');
    await button(page, 'Edit all').click();
    await expect(page.getByText(/^2 photos have the look of “c.jpg” now/)).toBeVisible({
      timeout: patient(90_000),
    });
    await expect(page.getByText('that is edited by hand')).toHaveCount(0);
    expect(await readAdjustments(page)).toEqual(own);
    await slider(page, 'Temp').focus();
    await page.keyboard.press('Control+c');
    await expect(page.getByText('The settings of “c.jpg” are copied.')).toBeVisible();
    await waitForMark(page, 'first-frame', () => page.keyboard.press('p'));
    await expect(films(page).nth(1)).toHaveAttribute('aria-selected', 'true');
    expect((await readAdjustments(page)).temp).toBeGreaterThan(15);
    expect((await readAdjustments(page)).exposure).toBeLessThan(0);
    // Pasted, they are the very same.
    await page.keyboard.press('Control+v');
    expect(await readAdjustments(page)).toEqual(own);
    await expect(button(page, 'Undo')).toHaveAttribute('title', 'Undo Paste settings (Ctrl+Z)');
    await page.keyboard.press('Control+z');
    await button(page, 'Paste settings').click();
    expect(await readAdjustments(page)).toEqual(own);
    await expect(films(page).nth(1)).toHaveAccessibleName('b.jpg, edited');
  });

  await test.step('all are exported into one ZIP, each as it is exported alone', async () => {
    await button(page, 'Export all').click();
    const dialog = page.getByRole('dialog', { name: 'Export all' });
    await dialog.getByRole('radio', { name: 'PNG' }).check();
    await expect(dialog.getByText(/^3 of 4 photos .+, in one ZIP; 1 cannot be opened\./)).toBeVisible();
    await expectClean(page);
    const [download] = await Promise.all([
      page.waitForEvent('download', { timeout: patient(110_000) }),
      button(page, 'Save ZIP').click(),
    ]);
    expect(download.suggestedFilename()).toBe('photos-manylight.zip');
    await expect(button(page, 'Edit all')).toBeFocused();
    await expect(page.getByRole('status').getByText('“notes.jpg” could not be exported.')).toBeVisible();
    const entries = unzipSync(await readFile(await download.path()));
    expect(Object.keys(entries)).toEqual(['a', 'b', 'c'].map((name) => `${name}-manylight.png`));
    const sizes = await Promise.all(Object.values(entries).map((bytes) => rasterOf(Buffer.from(bytes))));
    expect(sizes.map(({ width, height }) => [width, height])).toEqual([
      [900, 600],
      [900, 600],
      [600, 900],
    ]);
    const alone = await exportPhoto(page, 'PNG');
    expect(Buffer.compare(alone.bytes, entries[alone.name])).toBe(0);
  });

  await test.step('a phone shows all of it, too', async () => {
    await expectClean(page);
    await page.setViewportSize({ width: 390, height: 844 });
    await expect(films(page).nth(1)).toBeInViewport({ ratio: 0.9 });
    await expect(button(page, 'Edit all')).toBeInViewport({ ratio: 1 });
    await expect(button(page, 'Export all')).toBeInViewport({ ratio: 1 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    );
    await expectClean(page);
  });

  await test.step('a photo opened alone has no filmstrip', async () => {
    await waitForMark(page, 'first-frame', async () =>
      chooser(page).setInputFiles(await makePhoto('alone.jpg', { seed: 9 }, size)),
    );
    await expect(page.getByRole('listbox', { name: 'Photos' })).toHaveCount(0);
    await expect(photo(page)).toBeVisible();
  });
});

test('a look for all is taken back from all at once, by keyboard; what was changed since stays', async ({
  page,
}) => {
  test.slow();
  const size = { width: 600, height: 400 };
  const files = [31, 32, 33].map((seed) => makePhoto(`${seed}.jpg`, { seed }, size));
  await page.goto('/');
  await waitForMark(page, 'looks', async () => chooser(page).setInputFiles(await Promise.all(files)));
  // The second click falls where Stop is by then.
  await button(page, 'Edit all').dblclick();
  const undo = button(page, 'Undo Edit all');
  await expect(undo).toBeVisible({ timeout: patient(90_000) });
  await expect(page.getByRole('status').filter({ has: undo })).toHaveText(/^3 photos have one look now/);
  await expectClean(page);
  await openNext(page, 1);
  await setValue(page, 'Exposure', 1.5);
  const own = await readAdjustments(page);

  await page.setViewportSize({ width: 390, height: 844 });
  await expect(undo).toBeInViewport({ ratio: 1 });
  await expectClean(page);
  await page.setViewportSize({ width: 1280, height: 800 });

  await undo.focus();
  await page.keyboard.press('Enter');
  await expect(
    page.getByRole('status').getByText(/^Edit all is undone: 2 photos are as they were before\. 1 /),
  ).toBeVisible();
  await expect(undo).toHaveCount(0);
  await expect(button(page, 'Edit all')).toBeFocused();
  await expect(films(page).nth(0)).toHaveAccessibleName('31.jpg');
  await expect(films(page).nth(1)).toHaveAccessibleName('32.jpg, edited');
  await expect(films(page).nth(2)).toHaveAccessibleName('33.jpg');
  expect(await readAdjustments(page)).toEqual(own);
  await openNext(page, 2);
  expect(isNeutral(await readAdjustments(page))).toBe(true);
  await expect(button(page, 'Undo')).toBeDisabled();

  await test.step('after a reload the set has to be opened again, which is said with a button for it', async () => {
    await page.reload();
    const again = button(page, 'Open again');
    await expect(page.getByRole('status').filter({ has: again })).toHaveText(
      /^To go on with the 3 photos that were open together, open them again; their edits are kept\./,
    );
    await expect(photo(page)).toBeVisible();
    const [files] = await Promise.all([page.waitForEvent('filechooser'), again.press('Enter')]);
    await files.setFiles(
      await Promise.all([makePhoto('32.jpg', { seed: 32 }, size), makePhoto('x.jpg', { seed: 7 }, size)]),
    );
    await expect(films(page)).toHaveCount(2);
    await expect(again).toHaveCount(0);
    await expect.poll(() => readAdjustments(page), { timeout: patient(90_000) }).toEqual(own);
  });
});

test('where photos lie beyond the filmstrip, it shows so, and a plain wheel moves it', async ({ page }) => {
  const size = { width: 240, height: 160 };
  const files = Array.from({ length: 14 }, (_, i) => makePhoto(`${i}.jpg`, { seed: 50 + i }, size));
  await page.setViewportSize({ width: 1100, height: 800 });
  await page.goto('/');
  await waitForMark(page, 'first-frame', async () => chooser(page).setInputFiles(await Promise.all(files)));
  await expect(films(page)).toHaveCount(14);
  const list = page.getByRole('listbox', { name: 'Photos' });
  const arrows = page.getByTitle('More photos lie here');
  await expect(arrows).toHaveCount(1);
  await expect(films(page).last()).not.toBeInViewport();
  const zoomed = page.getByRole('button', { name: 'Fit', exact: true, pressed: true });
  await list.hover();
  await page.mouse.wheel(0, 120);
  await expect.poll(() => list.evaluate((element) => element.scrollLeft)).toBeGreaterThan(100);
  await expect(arrows).toHaveCount(2);
  await page.mouse.wheel(0, 3000);
  await expect(films(page).last()).toBeInViewport({ ratio: 0.95 });
  await expect(arrows).toHaveCount(1);
  await page.mouse.wheel(0, -3000);
  await expect(films(page).first()).toBeInViewport({ ratio: 0.95 });
  // The photo's own wheel, which zooms, has not seen it.
  await expect(zoomed).toHaveCount(1);
});

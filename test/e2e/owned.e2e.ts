import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { ADJUSTMENT_IDS, adjustmentOf } from '../../src/edit';
import { shareWords } from '../../src/ui/taste/words';
import { makePhoto } from '../support/photos';
import {
  button,
  looks,
  messages,
  openPhoto,
  openWithLooks,
  readAdjustments,
  readTaste,
  setValue,
} from './app';
import { expect, test } from './fixture';

const size = { width: 600, height: 400 };

async function openTaste(page: Page): Promise<Locator> {
  await button(page, 'Your taste').click();
  return page.getByRole('dialog', { name: 'Your taste' });
}

const close = (dialog: Locator) => dialog.getByRole('button', { name: 'Close', exact: true }).click();

/** Edits a photo of its own, and tells the taste. */
async function keep(page: Page, name: string, seed: number, values: Readonly<Record<string, number>>) {
  await openPhoto(page, await makePhoto(name, { seed }, size));
  for (const [label, value] of Object.entries(values)) await setValue(page, label, value);
  await button(page, 'Done').click();
  await expect(button(page, 'Done')).toBeDisabled();
}

/** How many rows each table of the database has; empty when there is no database. */
function rows(page: Page): Promise<Record<string, number>> {
  return page.evaluate(async () => {
    const counts: Record<string, number> = {};
    for (const { name } of await indexedDB.databases()) {
      if (!name) continue;
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(name);
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      for (const store of database.objectStoreNames) {
        counts[store] = await new Promise<number>((resolve) => {
          const request = database.transaction(store).objectStore(store).count();
          request.onsuccess = () => resolve(request.result);
        });
      }
      database.close();
    }
    return counts;
  });
}

/** The same taste as it was written while features had 65 statistics: 3 after tone and 26 after casts are left out now. */
function asOfStatistics2(json: string): string {
  const file = JSON.parse(json);
  for (const edit of file.edits) {
    const bytes = Buffer.from(edit.features, 'base64');
    const now = Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readFloatLE(4 * i));
    const zeros = (count: number) => new Array<number>(count).fill(0);
    const tone = 1024 + 16;
    const old = Float32Array.from([...now.slice(0, tone), ...zeros(3), ...now.slice(tone), ...zeros(26)]);
    edit.features = Buffer.from(old.buffer).toString('base64');
    edit.encoder = edit.encoder.replace('statistics.3', 'statistics.2');
  }
  return JSON.stringify(file);
}

const sumOf = (counts: Record<string, number>) => Object.values(counts).reduce((sum, n) => sum + n, 0);

test('profiles learn apart, change their names and go after a question', async ({ page }) => {
  test.slow();
  await page.goto('/');
  await keep(page, 'one.jpg', 31, { Temp: 35, Exposure: 0.6 });
  await keep(page, 'two.jpg', 32, { Temp: 30, Exposure: 0.5 });
  const mine = await readTaste(page);

  const dialog = await openTaste(page);
  await dialog.getByRole('button', { name: 'New profile' }).click();
  await dialog.getByRole('textbox', { name: 'Name of the new profile' }).fill('Family');
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('combobox', { name: 'Profile' })).toHaveValue(/.+/);
  await expect(dialog.getByRole('combobox', { name: 'Profile' })).toBeFocused();
  await expect(dialog.getByText('None yet.')).toBeVisible();
  await close(dialog);
  const fresh = await readTaste(page);
  expect(fresh).not.toEqual(mine);
  await keep(page, 'three.jpg', 33, { Temp: -30, Contrast: 25 });
  await openTaste(page);
  await expect(dialog.getByRole('button', { name: /^Forget .*\.jpg$/ })).toHaveText(['Forget three.jpg']);

  await dialog.getByRole('combobox', { name: 'Profile' }).selectOption('My taste');
  await expect(dialog.getByRole('button', { name: /^Forget .*\.jpg$/ })).toHaveCount(2);
  await close(dialog);
  expect(await readTaste(page)).toEqual(mine);
  await openTaste(page);
  await dialog.getByRole('combobox', { name: 'Profile' }).selectOption('Family');
  await expect(dialog.getByRole('button', { name: /^Forget .*\.jpg$/ })).toHaveCount(1);

  // A name is changed, a profile goes after a question.
  await dialog.getByRole('button', { name: 'Rename' }).click();
  await page.keyboard.press('Escape');
  await expect(dialog.getByRole('button', { name: 'Rename' })).toBeFocused();
  await dialog.getByRole('button', { name: 'New profile' }).click();
  await page.keyboard.press('Escape');
  await expect(dialog.getByRole('button', { name: 'New profile' })).toBeFocused();
  await dialog.getByRole('button', { name: 'Rename' }).click();
  await dialog.getByRole('textbox').fill('Home');
  await dialog.getByRole('button', { name: 'Save name' }).click();
  await expect(dialog.getByRole('option', { name: 'Home' })).toBeAttached();
  await dialog.getByRole('button', { name: 'Remove' }).click();
  await expect(dialog.getByText('This removes “Home” and the one edit')).toBeVisible();
  await dialog.getByRole('button', { name: 'Remove “Home”' }).click();
  const forget = dialog.getByRole('button', { name: /^Forget .*\.jpg$/ });
  await expect(forget).toHaveCount(2);
  await expect(dialog.getByRole('option')).toHaveText(['My taste']);
  await expect(dialog.getByRole('combobox', { name: 'Profile' })).toBeFocused();

  // The focus stays where one goes on, down to the last edit.
  await forget.first().press('Enter');
  await expect(forget).toHaveText(['Forget one.jpg']);
  await expect(forget).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(forget).toHaveCount(0);
  await expect(dialog.getByRole('heading', { name: 'The edits it learned from' })).toBeFocused();
});

test('what the dialog says stands below what it is about, until it is dismissed', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('/');
  const dialog = await openTaste(page);
  await dialog.getByRole('button', { name: 'New profile' }).click();
  await dialog.getByRole('textbox').fill('My taste');
  await page.keyboard.press('Enter');
  await expect(dialog.getByText('There is a profile named “My taste” already.')).toBeVisible();
  await dialog
    .getByLabel('Import taste')
    .setInputFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('no taste') });
  const refused = dialog.getByText('“notes.txt” was not imported');
  await expect(refused).toBeVisible();
  const above = await page.locator('.dialog-content').boundingBox();
  const news = await dialog.getByRole('alert').boundingBox();
  if (!above || !news) throw new Error('The dialog is not on the screen.');
  expect(above.y + above.height).toBeLessThanOrEqual(news.y);
  await expect(refused).toBeInViewport({ ratio: 1 });

  const dismiss = dialog.getByRole('button', { name: 'Dismiss' });
  await dismiss.first().focus();
  await page.keyboard.press('Enter');
  await expect(dismiss).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dismiss).toHaveCount(0);
  await expect(dialog.locator(':focus')).toHaveCount(1);
});

test('a taste goes out as a file and comes in again without doubling; what is wrong is refused', async ({
  page,
}) => {
  test.slow();
  await page.goto('/');
  await keep(page, 'three.jpg', 33, { Temp: -30, Contrast: 25 });
  const mine = await readTaste(page);
  const dialog = await openTaste(page);
  const kept = dialog.getByRole('button', { name: /^Forget .*\.jpg$/ });
  await expect(kept).toHaveText(['Forget three.jpg']);

  // Out, and in again after everything was forgotten.
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Export taste' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('My-taste.manylight-taste.json');
  const json = await readFile(await download.path(), 'utf8');
  expect(JSON.parse(json)).toMatchObject({
    format: 'manylight-taste',
    version: 1,
    profile: { name: 'My taste' },
  });
  const file = { name: 'mine.json', mimeType: 'application/json', buffer: Buffer.from(json) };
  const chooser = dialog.getByLabel('Import taste');
  await chooser.setInputFiles(file);
  await expect(dialog.getByText('“My taste” has learned from 0 edits')).toBeVisible();
  await expect(dialog.getByRole('button', { name: /^Forget .*\.jpg$/ })).toHaveText(['Forget three.jpg']);

  // What is refused is refused in one sentence, and nothing is lost.
  for (const [text, reason] of [
    [json.slice(0, 200), 'it is not JSON'],
    [json.replace('"version": 1', '"version": 7'), 'a newer Manylight wrote it'],
  ]) {
    await chooser.setInputFiles({ ...file, buffer: Buffer.from(text) });
    await expect(dialog.getByRole('alert')).toContainText(`“mine.json” was not imported: ${reason}`);
  }
  await expect(dialog.getByRole('button', { name: /^Forget .*\.jpg$/ })).toHaveCount(1);

  // On another device, which knows nothing yet.
  await dialog.getByRole('button', { name: 'Forget everything' }).click();
  await dialog.getByRole('button', { name: 'Erase it all' }).click();
  await expect(dialog.getByText('None yet.')).toBeVisible();
  await chooser.setInputFiles(file);
  await expect(dialog.getByText('“My taste” has learned from one edit of “mine.json”.')).toBeVisible();
  await expect(dialog.getByRole('button', { name: /^Forget .*\.jpg$/ })).toHaveText(['Forget three.jpg']);
  await close(dialog);
  expect(await readTaste(page)).toEqual(mine);

  // A file of before, when more was measured of a photo, says the very same.
  const before = asOfStatistics2(json);
  expect(before).toContain('statistics.2');
  await openTaste(page);
  await dialog.getByRole('button', { name: 'Forget everything' }).click();
  await dialog.getByRole('button', { name: 'Erase it all' }).click();
  await expect(dialog.getByText('None yet.')).toBeVisible();
  await chooser.setInputFiles({ ...file, buffer: Buffer.from(before) });
  await expect(dialog.getByText('“My taste” has learned from one edit of “mine.json”.')).toBeVisible();
  await close(dialog);
  expect(await readTaste(page)).toEqual(mine);
});

test('a long history is shown in parts, and the last Show more leaves the focus to what it showed', async ({
  page,
}) => {
  await page.goto('/');
  await keep(page, 'one.jpg', 33, { Contrast: 25 });
  const dialog = await openTaste(page);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Export taste' }).click(),
  ]);
  const file = JSON.parse(await readFile(await download.path(), 'utf8'));
  file.edits = Array.from({ length: 45 }, (_, i) => ({
    ...file.edits[0],
    photo: i.toString(16).padStart(64, '0'),
    name: `${i}.jpg`,
    when: new Date(Date.UTC(2026, 0, 1) - i * 86_400_000).toISOString(),
  }));
  await dialog.getByRole('button', { name: 'Forget one.jpg' }).click();
  await dialog.getByLabel('Import taste').setInputFiles({
    name: 'long.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(file)),
  });
  const forgets = dialog.getByRole('button', { name: /^Forget \d+\.jpg$/ });
  await expect(forgets).toHaveCount(40);
  await dialog.getByRole('button', { name: 'Show more of 45' }).focus();
  await page.keyboard.press('Enter');
  await expect(forgets).toHaveCount(45);
  await expect(dialog.getByRole('button', { name: 'Forget 40.jpg' })).toBeFocused();
});

test('a look kept mostly as it was shown is told from one that was made over by hand', async ({ page }) => {
  test.slow();
  await page.goto('/');
  for (const [name, seed, byHand] of [
    ['shown.jpg', 41, []] as const,
    ['touched.jpg', 43, ['temp']] as const,
    ['changed.jpg', 42, ADJUSTMENT_IDS] as const,
  ]) {
    await openWithLooks(page, await makePhoto(name, { seed }, size));
    await looks(page).first().click();
    await expect(looks(page).first()).toHaveAttribute('aria-selected', 'true');
    for (const id of byHand) await setValue(page, adjustmentOf(id).label, id === 'exposure' ? 0.4 : 37);
    await button(page, 'Done').click();
    await expect(button(page, 'Done')).toBeDisabled();
  }
  const dialog = await openTaste(page);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Export taste' }).click(),
  ]);
  const { edits } = JSON.parse(await readFile(await download.path(), 'utf8'));
  const flags = Object.fromEntries(edits.map((edit: Record<string, unknown>) => [edit.name, edit.asShown]));
  expect(flags).toEqual({ 'shown.jpg': true, 'touched.jpg': true, 'changed.jpg': undefined });
});

test('a look that is not for the person leaves by key, counts, and comes back with undo', async ({
  page,
}) => {
  await page.goto('/');
  await openWithLooks(page, await makePhoto('turned-down.jpg', { seed: 41 }, size));
  const before = await readTaste(page);
  const names = () => looks(page).locator('.look-words').allTextContents();
  const shown = await looks(page).evaluateAll((options) =>
    options.map((o) => (o as HTMLElement).dataset.look),
  );
  const words = await names();

  await looks(page).nth(1).focus();
  await page.keyboard.press('x');
  const second = looks(page).nth(1);
  await expect(second).not.toHaveAttribute('data-look', shown[1] ?? '');
  await expect(second).toBeFocused();
  await expect(looks(page)).toHaveCount(shown.length);
  const after = await looks(page).evaluateAll((options) =>
    options.map((o) => (o as HTMLElement).dataset.look),
  );
  expect(after.filter((id) => shown.includes(id))).toHaveLength(shown.length - 1);
  expect(after[0]).toBe(shown[0]);
  expect(await readAdjustments(page)).toMatchObject({ exposure: expect.any(Number) });
  const told = await readTaste(page);
  expect(told).not.toEqual(before);

  // It is seen where the taste is, and the look stays away from this photo.
  const dialog = await openTaste(page);
  await expect(dialog.getByText(/^One look, against/)).toBeVisible();
  await close(dialog);
  await button(page, 'Undo').click();
  await expect(second).toHaveAttribute('data-look', shown[1] ?? '');
  expect(await names()).toEqual(words);
  await expect.poll(() => readTaste(page)).toEqual(before);
  await button(page, 'Redo').click();
  await expect(second).not.toHaveAttribute('data-look', shown[1] ?? '');
  await expect.poll(() => readTaste(page)).toEqual(told);

  // Forgotten with the photo.
  await openTaste(page);
  await dialog.getByRole('button', { name: 'Forget what was said of turned-down.jpg' }).click();
  await expect(dialog.getByText(/^One look, against/)).toHaveCount(0);
  await expect(dialog.getByRole('heading', { name: 'The edits it learned from' })).toBeFocused();
  await close(dialog);
  expect(await readTaste(page)).toEqual(before);
  await expect(button(page, 'Undo')).toBeDisabled();
});

test('styles are shown on the open photo, each has a page, and can be forgotten', async ({ page }) => {
  test.slow();
  await page.goto('/');
  for (const i of [1, 2, 3])
    await keep(page, `warm-${i}.jpg`, 50 + i, { Temp: 35, Exposure: 0.5, Contrast: -10 });
  // The first look is the person's own from three edits on, and not before.
  await openWithLooks(page, await makePhoto('next.jpg', { seed: 59 }, size));
  await expect(looks(page).first()).toContainText('Yours');

  const dialog = await openTaste(page);
  const styles = dialog.getByRole('region', { name: /What the model thinks/ }).getByRole('listitem');
  await expect(styles.locator('img')).toHaveCount(await styles.count());
  const sources = await styles
    .locator('img')
    .evaluateAll((all) => all.map((img) => (img as HTMLImageElement).src));
  expect(new Set(sources).size).toBe(sources.length);
  await expect(dialog.getByText(/^The last 3 edits (raised|lowered|left) /)).toBeVisible();
  const towards = await dialog.getByText(/^Towards /).allTextContents();
  const name = towards[0].match(/“(.*)”/)?.[1] ?? '';
  const own = towards.filter((text) => text.includes(`“${name}”`)).length;
  // One name throughout, and each bar is as long as its number says.
  expect(await styles.locator('.style-name').allTextContents()).toContain(name);
  const bars = await styles.evaluateAll((items) =>
    items.map((item) => {
      const bar = item.querySelector<HTMLElement>('.style-bar');
      const said = item.querySelector('.style-head .figures')?.textContent;
      return { said, drawn: Number(bar?.style.getPropertyValue('--weight')) };
    }),
  );
  for (const { said, drawn } of bars) expect(shareWords(drawn)).toBe(said);

  await dialog.getByRole('button', { name: 'What moved it most' }).click();
  await expect(dialog.getByText(/^Towards /)).toHaveCount(3);

  // A style's page, by keyboard, and back to where the focus was.
  const card = styles.getByRole('button', { name: new RegExp(`^${name}`, 'i') }).first();
  await card.focus();
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('heading', { level: 3 })).toBeFocused();
  await expect(dialog.getByRole('table')).toContainText('On average');
  await expect(dialog.getByText(/^Towards /)).toHaveCount(own);
  await dialog.getByRole('button', { name: 'All styles' }).click();
  await expect(card).toBeFocused();
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Forget this style' }).click();
  await expect(dialog.getByText(`that ${own === 1 ? 'speaks' : 'speak'} most for “${name}”`)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog.getByRole('button', { name: 'Forget this style' })).toBeFocused();
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: own === 1 ? 'Forget one edit' : `Forget ${own} edits` }).click();
  await expect(dialog.getByText('None.', { exact: true })).toBeVisible();
  await expect(dialog.getByRole('heading', { name: 'Your edits that speak for it' })).toBeFocused();
  await dialog.getByRole('button', { name: 'All styles' }).click();
  await expect(dialog.getByRole('button', { name: /^Forget warm-/ })).toHaveCount(3 - own);
  await close(dialog);
  // The pictures go with the dialog.
  await expect(page.locator('.style-card img')).toHaveCount(0);
});

test('no look is the person’s own before three edits', async ({ page }) => {
  test.slow();
  await page.goto('/');
  for (const i of [1, 2]) {
    await keep(page, `early-${i}.jpg`, 70 + i, { Temp: 35, Exposure: 0.5 });
  }
  await openWithLooks(page, await makePhoto('third.jpg', { seed: 79 }, size));
  await expect(looks(page).filter({ hasText: 'Yours' })).toHaveCount(0);
});

test('after forgetting everything the database is empty, whatever was in it', async ({ page }) => {
  test.slow();
  await page.goto('/');
  await keep(page, 'gone-1.jpg', 61, { Temp: 20 });
  await looks(page).nth(2).focus();
  await page.keyboard.press('x');
  const dialog = await openTaste(page);
  await expect(dialog.getByText(/^One look, against/)).toBeVisible();
  await dialog.getByRole('button', { name: 'New profile' }).click();
  await dialog.getByRole('textbox').fill('Work');
  await dialog.getByRole('button', { name: 'Save name' }).click();
  await expect(dialog.getByText('None yet.')).toBeVisible();
  await close(dialog);
  await keep(page, 'gone-2.jpg', 62, { Contrast: 20 });
  await expect.poll(async () => (await rows(page)).observations).toBe(2);
  expect(await rows(page)).toMatchObject({ profiles: 2, dislikes: 1, photos: 2, files: 2, edits: 2 });
  await openTaste(page);
  await dialog.getByRole('button', { name: 'Forget everything' }).click();
  await dialog.getByRole('button', { name: 'Erase it all' }).click();
  await expect.poll(() => messages(page)).toContain('erased');
  await close(dialog);
  expect(sumOf(await rows(page))).toBe(0);
  // Nothing comes back by itself, not even when the person moves on.
  await openPhoto(page, await makePhoto('after.jpg', { seed: 63 }, size));
  await expect.poll(async () => (await rows(page)).photos).toBe(1);
  expect(await rows(page)).toMatchObject({ observations: 0, dislikes: 0, profiles: 0, edits: 0 });
});

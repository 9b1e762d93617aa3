import type { Page } from '@playwright/test';
import { patient } from '../browser';
import { makePhoto } from '../support/photos';
import { button, exportPhoto, messages, openPhoto, readAdjustments, setValue } from './app';
import { expect, test } from './fixture';

/** All rows of one of the tables that the browser keeps. */
const rowsOf = (page: Page, table: 'photos' | 'settings'): Promise<unknown[]> =>
  page.evaluate(
    (name) =>
      new Promise<unknown[]>((resolve, reject) => {
        const request = indexedDB.open('manylight');
        request.onerror = () => reject(request.error);
        request.onsuccess = () => {
          const reading = request.result.transaction(name).objectStore(name).getAll();
          reading.onsuccess = () => {
            request.result.close();
            resolve(reading.result);
          };
        };
      }),
    table,
  );

/** The names of the photos that the browser keeps. */
const keptPhotos = async (page: Page): Promise<string[]> =>
  (await rowsOf(page, 'photos')).map((row) => (row as { name: string }).name);

test('with storage blocked everything works, and the app says that nothing is kept and why', async ({
  page,
}) => {
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('Blocked by the person.', 'SecurityError');
    };
  });
  await page.goto('/');
  await openPhoto(page, await makePhoto('blocked.jpg'));
  await expect.poll(() => messages(page)).toMatch(/kept|keep/i);
  await expect.poll(() => messages(page)).toContain('does not allow storage here');
  await setValue(page, 'Exposure', 0.15);
  expect((await readAdjustments(page)).exposure).toBeCloseTo(0.15, 5);
  expect((await exportPhoto(page, 'JPEG')).bytes.length).toBeGreaterThan(10_000);
});

test('with a full disk the photo stays open, and the app says that nothing is kept and why', async ({
  page,
}) => {
  await page.goto('/');
  const session = await page.context().newCDPSession(page);
  const origin = new URL(page.url()).origin;
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 60_000 });
  await openPhoto(page, await makePhoto('big.jpg', {}, { width: 2000, height: 1500 }));
  await expect.poll(() => messages(page), { timeout: patient(60_000) }).toContain('is full');
  await setValue(page, 'Contrast', 3);
  expect((await readAdjustments(page)).contrast).toBe(3);
});

test('on a full disk the photo opened longest ago makes room for the next, and its edit stays', async ({
  page,
}) => {
  test.setTimeout(patient(180_000));
  const size = { width: 2000, height: 1500 };
  const [first, ...others] = await Promise.all(
    Array.from({ length: 12 }, (_, i) => makePhoto(`photo-${i}.jpg`, { seed: 31 + i }, size)),
  );
  await page.goto('/');
  const quotaSize = Math.round(first.buffer.length * 4.6);
  // Before anything is written, as it remembers for a while how much room there was.
  const session = await page.context().newCDPSession(page);
  await session.send('Storage.overrideQuotaForOrigin', { origin: new URL(page.url()).origin, quotaSize });
  const keep = async (photo: typeof first, contrast: number) => {
    await openPhoto(page, photo);
    await setValue(page, 'Contrast', contrast);
    await expect.poll(() => keptPhotos(page)).toContain(photo.name);
  };
  await keep(first, 10);
  // Chromium counts late what is stored, now and then: which one is the first for which there is no room is its affair.
  let opened = 0;
  while ((await keptPhotos(page)).includes(first.name) && opened < others.length) {
    opened += 1;
    await keep(others[opened - 1], 10 + opened);
  }
  expect(await keptPhotos(page)).not.toContain(first.name);
  expect(await messages(page)).not.toContain('is full');
  await page.reload();
  await expect.poll(async () => (await readAdjustments(page)).contrast).toBe(10 + opened);
  await openPhoto(page, first);
  await expect.poll(async () => (await readAdjustments(page)).contrast).toBe(10);
});

test('a second photo keeps the first one’s edit, and both come back', async ({ page }) => {
  const [first, second] = [
    await makePhoto('first.jpg', { seed: 21 }),
    await makePhoto('second.jpg', { seed: 22 }),
  ];
  await page.goto('/');
  await openPhoto(page, first);
  await setValue(page, 'Contrast', 9);
  await openPhoto(page, second);
  expect((await readAdjustments(page)).contrast).toBe(0);
  await setValue(page, 'Contrast', -4);
  await openPhoto(page, first);
  await expect.poll(async () => (await readAdjustments(page)).contrast).toBe(9);
  await openPhoto(page, second);
  await expect.poll(async () => (await readAdjustments(page)).contrast).toBe(-4);
});

test('forgetting everything leaves no database content behind', async ({ page }) => {
  await page.goto('/');
  await openPhoto(page, await makePhoto('forgotten.jpg'));
  await setValue(page, 'Contrast', 9);
  await button(page, 'Your taste').click();
  await page.getByRole('button', { name: 'Forget everything' }).click();
  await page.getByRole('button', { name: 'Erase it all' }).click();
  const rows = () =>
    page.evaluate(async () => {
      let count = 0;
      for (const { name } of await indexedDB.databases()) {
        if (!name?.startsWith('manylight')) continue;
        const database = await new Promise<IDBDatabase>((resolve, reject) => {
          const request = indexedDB.open(name);
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        });
        for (const store of database.objectStoreNames) {
          count += await new Promise<number>((resolve) => {
            const request = database.transaction(store).objectStore(store).count();
            request.onsuccess = () => resolve(request.result);
          });
        }
        database.close();
      }
      return count;
    });
  await expect.poll(rows).toBe(0);
  await page.reload();
  await expect(page.getByLabel('Open photos')).toBeAttached();
  await expect(page.getByText('forgotten.jpg')).toHaveCount(0);
});

test('one photo in two tabs: each takes in what the other did, and nothing is lost', async ({ page }) => {
  await page.goto('/');
  await openPhoto(page, await makePhoto('shared.jpg', { seed: 23 }));
  await setValue(page, 'Exposure', 0.5);
  // The photo is kept once it has been seen, and which one is open after that.
  await expect.poll(async () => (await rowsOf(page, 'settings')).length).toBeGreaterThan(0);
  const other = await page.context().newPage();
  await other.goto('/');
  await expect.poll(async () => (await readAdjustments(other)).exposure).toBeCloseTo(0.5, 5);
  await setValue(other, 'Contrast', 30);
  // Both pages of this browser count as visible: only the window's focus tells.
  const comeBack = async (tab: Page) => {
    await tab.bringToFront();
    await tab.evaluate(() => window.dispatchEvent(new Event('focus')));
  };
  await comeBack(page);
  await expect.poll(async () => (await readAdjustments(page)).contrast).toBe(30);
  await setValue(page, 'Exposure', 1);
  await comeBack(other);
  await expect.poll(async () => (await readAdjustments(other)).exposure).toBe(1);
  expect((await readAdjustments(other)).contrast).toBe(30);
  await button(page, 'Undo').click();
  await button(page, 'Undo').click();
  await expect.poll(async () => (await readAdjustments(page)).contrast).toBe(0);
});

import type { Adjustments } from '../../src/edit';
import { toModelUnits } from '../../src/edit';
import { makePhoto, type PhotoFile } from '../support/photos';
import { button, looks, openWithLooks, readLooks, readTaste, settingsOfLooks } from './app';
import { expect, test } from './fixture';

/** How far a look goes the way of a warm, bright edit, in model units. */
function warmth(adjustments: Adjustments): number {
  const y = toModelUnits(adjustments);
  return y[0] + y[2];
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

const scene = (i: number): Promise<PhotoFile> =>
  makePhoto(
    `photo-${i}.jpg`,
    { seed: 100 + i, warmth: ((i % 3) - 1) * 0.3, clouds: (i % 4) / 4 },
    { width: 900, height: 600 },
  );

test('ten edits in one style move the taste and the order of looks towards it', async ({ page }) => {
  test.slow();
  const judged = await scene(0);
  await page.goto('/');
  await openWithLooks(page, judged);
  const before = await readLooks(page);
  expect(await settingsOfLooks(page)).toEqual(before);
  const tasteBefore = await readTaste(page);

  for (let i = 1; i <= 10; i++) {
    await openWithLooks(page, await scene(i));
    const found = await settingsOfLooks(page);
    const warmest = found.indexOf(found.toSorted((a, b) => warmth(b) - warmth(a))[0]);
    await looks(page).nth(warmest).click();
    await expect(looks(page).nth(warmest)).toHaveAttribute('aria-selected', 'true');
    await button(page, 'Done').click();
    await expect(button(page, 'Done')).toBeDisabled();
  }

  // What the app itself says the edits spoke for.
  await button(page, 'Your taste').click();
  const dialog = page.getByRole('dialog', { name: 'Your taste' });
  await expect(dialog.getByRole('button', { name: /^Forget photo-/ })).toHaveCount(10);
  const towards = (await dialog.getByText(/^Towards /).allTextContents()).map(
    (text) => text.match(/“(.*)”/)?.[1] ?? '',
  );
  await dialog.getByRole('button', { name: 'Close' }).click();
  const style = [...new Set(towards)].toSorted(
    (a, b) => towards.filter((name) => name === b).length - towards.filter((name) => name === a).length,
  )[0];
  const tasteAfter = await readTaste(page);
  // A bar's title is the style's name, or its words that begin with it; the shortest such title is the closest.
  const shareOf = (shares: typeof tasteAfter) =>
    shares
      .filter(({ name }) => name.toLowerCase().startsWith(style.toLowerCase()))
      .toSorted((a, b) => a.name.length - b.name.length)[0]?.percent ?? 0;
  expect(shareOf(tasteAfter), `share of ${style}`).toBeGreaterThan(shareOf(tasteBefore) + 5);

  await openWithLooks(page, judged);
  const after = await settingsOfLooks(page);
  const ahead = (found: readonly Adjustments[]) => mean(found.slice(0, 3).map(warmth));
  expect(ahead(after), 'warmth and brightness of the first three looks').toBeGreaterThan(ahead(before));
  await expect(looks(page).first()).toContainText('Yours');

  // Taking an edit back is exact: the shares are then those of nine.
  await button(page, 'Your taste').click();
  await dialog.getByRole('button', { name: 'Forget photo-1.jpg' }).click();
  await expect(dialog.getByRole('button', { name: /^Forget photo-/ })).toHaveCount(9);
});

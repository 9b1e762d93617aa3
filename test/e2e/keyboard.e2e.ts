import { makePhoto } from '../support/photos';
import { button, chooser, looks, openPhoto, openWithLooks, photo, setValue } from './app';
import { expect, test } from './fixture';

test('a button keeps the focus when its press leaves it nothing to do, and does nothing more', async ({
  page,
}) => {
  await page.goto('/');
  await openWithLooks(page, await makePhoto('keys.jpg', { seed: 5 }));
  await setValue(page, 'Exposure', 1);
  for (const [label, key] of [
    ['Undo', 'Enter'],
    ['Redo', 'Space'],
    ['Reset', 'Enter'],
  ]) {
    await button(page, label).focus();
    await page.keyboard.press(key);
    await expect(button(page, label)).toBeDisabled();
    await expect(button(page, label)).toBeFocused();
  }
  await page.keyboard.press('Enter');
  await expect(button(page, 'Undo')).toHaveAttribute('title', 'Undo Reset (Ctrl+Z)');

  await looks(page).first().click();
  await button(page, 'Done').focus();
  await page.keyboard.press('Enter');
  await expect(button(page, 'Done')).toBeDisabled();
  await expect(button(page, 'Done')).toBeFocused();
  for (const label of ['More looks', 'More like this']) {
    await button(page, label).focus();
    await page.keyboard.press('Enter');
    await expect(button(page, label)).toBeEnabled();
    await expect(button(page, label)).toBeFocused();
  }
});

test('a look that undo takes out of the strip leaves the focus at its place', async ({ page }) => {
  await page.goto('/');
  await openWithLooks(page, await makePhoto('back.jpg', { seed: 41 }));
  const look = looks(page).nth(1);
  const shown = (await look.getAttribute('data-look')) ?? '';
  await look.focus();
  await page.keyboard.press('x');
  await expect(look).not.toHaveAttribute('data-look', shown);
  await expect(look).toBeFocused();
  await page.keyboard.press('Control+z');
  await expect(look).toHaveAttribute('data-look', shown);
  await expect(look).toBeFocused();
});

test('a screen reader says which looks came, and what was taken, undone, redone and reset', async ({
  page,
}) => {
  await page.goto('/');
  const said = (text: string | RegExp) => page.getByRole('status').getByText(text, { exact: true });
  await openWithLooks(page, await makePhoto('said.jpg', { seed: 5 }));
  await expect(said(`${await looks(page).count()} looks`)).toBeAttached();
  await looks(page).first().focus();
  await page.keyboard.press('Enter');
  await expect(said(/^Look taken: \w/)).toBeAttached();
  await setValue(page, 'Exposure', 1);
  await button(page, 'Undo').click();
  await expect(said('Undone: Exposure')).toBeAttached();
  await button(page, 'Redo').click();
  await expect(said('Redone: Exposure')).toBeAttached();
  await button(page, 'Reset').click();
  await expect(said('Reset')).toBeAttached();
});

test('opening the first photo by keyboard leads to the photo, which has its name, as the page has', async ({
  page,
}) => {
  await page.goto('/');
  await expect(page).toHaveTitle('Manylight');
  await chooser(page).focus();
  await openPhoto(page, await makePhoto('first.jpg'));
  await expect(photo(page)).toBeFocused();
  await expect(photo(page)).toHaveAccessibleDescription(/^first\.jpg /);
  await expect(page).toHaveTitle('first.jpg – Manylight');

  // The focus stays where it is as others open; a page that brings the photo back leaves it alone.
  await chooser(page).focus();
  await openPhoto(page, await makePhoto('second.jpg', { seed: 7 }));
  await expect(page).toHaveTitle('second.jpg – Manylight');
  await expect(chooser(page)).toBeFocused();
  // What had the focus in the strip goes with the last photo's looks.
  await button(page, 'As shot').focus();
  await openPhoto(page, await makePhoto('third.jpg', { seed: 8 }));
  await expect(photo(page)).toBeFocused();
  await page.waitForTimeout(1000);
  await page.reload();
  await expect(page).toHaveTitle('third.jpg – Manylight');
  await expect(photo(page)).toBeAttached();
  await expect(photo(page)).not.toBeFocused();
});

test('news stays while its button has the focus, and leaves by itself after that', async ({ page }) => {
  await page.goto('/');
  await openPhoto(page, await makePhoto('news.jpg'));
  await setValue(page, 'Exposure', 0.5);
  await button(page, 'Lock Exposure').click();
  await button(page, 'Reset').click();
  const dismiss = button(page, 'Dismiss');
  await dismiss.focus();
  await page.waitForTimeout(10_000);
  await expect(dismiss).toBeFocused();
  await photo(page).focus();
  await expect(dismiss).toHaveCount(0);
});

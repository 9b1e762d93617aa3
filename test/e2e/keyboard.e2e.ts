import { makePhoto } from '../support/photos';
import { button, looks, openWithLooks, setValue } from './app';
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

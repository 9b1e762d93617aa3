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

test('a held key does once what is done once, in the looks and anywhere', async ({ page }) => {
  await page.goto('/');
  await openWithLooks(page, await makePhoto('held.jpg', { seed: 41 }));
  const hold = async (key: string) => {
    for (let i = 0; i < 3; i++) await page.keyboard.down(key);
    await page.keyboard.up(key);
  };
  const undo = button(page, 'Undo');
  await looks(page).nth(1).focus();
  await hold('Enter');
  await expect(looks(page).nth(1)).toHaveAttribute('aria-selected', 'true');
  await looks(page).nth(2).focus();
  await hold('x');
  await undo.click();
  await expect(undo).toHaveAttribute('title', /^Undo Look:/);
  await undo.click();
  await expect(undo).toBeDisabled();

  const split = page.getByRole('button', { name: 'Split view', pressed: true });
  const clipping = page.getByRole('button', { name: /^Show clipping/, pressed: true });
  await photo(page).focus();
  for (const key of ['y', 'j', 'z']) {
    await page.keyboard.down(key);
    await page.keyboard.down(key);
    await page.keyboard.up(key);
  }
  await expect(split).toBeVisible();
  await expect(clipping).toBeVisible();
  await expect(button(page, '100%')).toHaveAttribute('aria-pressed', 'true');
});

test('the looks and the editor have their keys on a keyboard of another script', async ({ page }) => {
  await page.goto('/');
  await openWithLooks(page, await makePhoto('script.jpg', { seed: 41 }));
  const press = (code: string, key: string) =>
    page.evaluate(
      (init) =>
        document.activeElement?.dispatchEvent(
          new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init }),
        ),
      { code, key },
    );
  await looks(page).nth(1).focus();
  await press('KeyX', 'ч');
  await expect(button(page, 'Undo')).toHaveAttribute('title', /^Undo Not for me/);
  await photo(page).focus();
  await press('KeyY', 'н');
  await expect(page.getByRole('button', { name: 'Split view', pressed: true })).toBeVisible();
});

test('single keys can be switched off, and stay so; those of a look and with Ctrl go on', async ({
  page,
}) => {
  await page.goto('/');
  await openWithLooks(page, await makePhoto('single.jpg', { seed: 41 }));
  const switchKeys = async (on: boolean) => {
    await button(page, 'About').click();
    const single = page.getByRole('checkbox', { name: /^Single keys/ });
    await expect(single).toBeChecked({ checked: !on });
    await single.setChecked(on);
    await page.keyboard.press('Escape');
  };
  const split = page.getByRole('button', { name: 'Split view', pressed: true });
  await switchKeys(false);
  await photo(page).press('y');
  await photo(page).press('1');
  await expect(split).toHaveCount(0);
  await expect(button(page, 'Fit')).toHaveAttribute('aria-pressed', 'true');
  await looks(page).nth(1).press('x');
  await expect(button(page, 'Undo')).toHaveAttribute('title', /^Undo Not for me/);
  await photo(page).press('Control+z');
  await expect(button(page, 'Undo')).toBeDisabled();

  await page.waitForTimeout(1000);
  await page.reload();
  await expect(photo(page)).toBeAttached();
  await photo(page).press('y');
  await expect(split).toHaveCount(0);
  await switchKeys(true);
  await photo(page).press('y');
  await expect(split).toBeVisible();
});

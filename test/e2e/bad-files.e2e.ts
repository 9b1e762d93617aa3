import { makePhoto, type PhotoFile } from '../support/photos';
import { button, chooser, messages, openPhoto, photo, readAdjustments, setValue } from './app';
import { expect, test } from './fixture';

const plain = (name: string, buffer: Buffer): PhotoFile => ({ name, mimeType: 'image/jpeg', buffer });

test('a file that cannot be opened is named with the reason, and the open photo stays', async ({ page }) => {
  const good = await makePhoto('good.jpg');
  const bomb = Buffer.from(await (await makePhoto('x')).buffer);
  // The frame header's height and width: 65,000 a side.
  const frame = bomb.indexOf(Buffer.from([0xff, 0xc0]));
  bomb.writeUInt16BE(65_000, frame + 5);
  bomb.writeUInt16BE(65_000, frame + 7);
  const bad: readonly [file: PhotoFile, reason: string][] = [
    [plain('letter.jpg', Buffer.from('Dear aunt, the weather here is fine.')), 'is not a photo'],
    [plain('half.jpg', good.buffer.subarray(0, Math.floor(good.buffer.length / 2))), 'is cut short'],
    [plain('none.jpg', Buffer.alloc(0)), 'is empty'],
    [plain('bomb.jpg', bomb), 'is too large to open'],
  ];

  await page.goto('/');
  for (const [file, reason] of bad) {
    await chooser(page).setInputFiles(file);
    await expect.poll(() => messages(page), { message: file.name }).toContain(`“${file.name}” ${reason}`);
  }
  await openPhoto(page, good);
  // What did not open is no longer spoken of.
  await expect(button(page, 'Dismiss')).toHaveCount(0);
  await setValue(page, 'Exposure', 0.3);
  const edit = await readAdjustments(page);
  for (const [file, reason] of bad) {
    await chooser(page).setInputFiles(file);
    await expect.poll(() => messages(page), { message: file.name }).toContain(`“${file.name}” ${reason}`);
    await expect(photo(page)).toBeVisible();
    await expect(page.getByText('good.jpg').first()).toBeVisible();
    expect(await readAdjustments(page)).toEqual(edit);
  }
  for (const _ of bad) await button(page, 'Dismiss').last().press('Enter');
  await expect(button(page, 'Dismiss')).toHaveCount(0);
  await expect(photo(page)).toBeFocused();
});

test('on a phone two messages are shown at once, and the others after them', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('/');
  for (const name of ['one.jpg', 'two.jpg', 'three.jpg']) {
    await chooser(page).setInputFiles(plain(name, Buffer.alloc(0)));
    await expect.poll(() => messages(page)).toContain(`“${name}” is empty`);
  }
  const dismiss = button(page, 'Dismiss');
  await expect(dismiss).toHaveCount(2);
  await expect(page.getByText('“three.jpg” is empty')).toBeVisible();
  await expect(page.getByText('“one.jpg” is empty')).toBeHidden();
  await dismiss.last().click();
  await expect(dismiss.last()).toBeFocused();
  await expect(page.getByText('“one.jpg” is empty')).toBeVisible();
  await expect(dismiss).toHaveCount(2);
  await dismiss.last().click();
  await dismiss.last().click();
  await expect(dismiss).toHaveCount(0);
  await expect(chooser(page)).toBeFocused();
});

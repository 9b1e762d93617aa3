import { readFile } from 'node:fs/promises';
import AxeBuilder from '@axe-core/playwright';
import { adjustmentsOf, parseXmp, settingsOfXmp } from '../../src/files/history';
import { makePhoto } from '../support/photos';
import { button, openPhoto, readAdjustments, setValue } from './app';
import { expect, test } from './fixture';

test('an edit is saved as a Lightroom preset, by keyboard, and reads back as the same sliders', async ({
  page,
}) => {
  await page.goto('/');
  await openPhoto(page, await makePhoto('evening.jpg', { seed: 5 }, { width: 600, height: 400 }));
  const preset = page
    .getByRole('dialog', { name: 'Export' })
    .getByRole('region', { name: 'Lightroom preset' });
  const save = preset.getByRole('button', { name: 'Save Lightroom preset' });

  await test.step('there is nothing to save while every slider is at 0', async () => {
    await button(page, 'Export').click();
    await expect(save).toBeDisabled();
    await expect(preset.getByText('Every slider is at 0')).toBeVisible();
    await page.keyboard.press('Escape');
  });

  await setValue(page, 'Temp', 14);
  await setValue(page, 'Exposure', -0.65);
  await setValue(page, 'Vibrance', 22);
  const edit = await readAdjustments(page);

  await button(page, 'Export').click();
  const name = preset.getByRole('textbox', { name: 'Name' });
  await expect(name).toHaveValue('evening look');
  await expect(preset.getByText('check the white balance')).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await name.fill('Dusk & <warm>');
  const [download] = await Promise.all([page.waitForEvent('download'), name.press('Enter')]);
  expect(download.suggestedFilename()).toBe('Dusk & _warm_.xmp');
  await expect(preset.getByRole('status')).toHaveText(
    /^Saved Dusk & _warm_\.xmp\. In Lightroom, .*Import Presets/,
  );

  const text = await readFile(await download.path(), 'utf8');
  expect(adjustmentsOf(settingsOfXmp(parseXmp(text)))).toEqual({ adjustments: edit });
  // Another reader of XML than ours.
  const said = await page.evaluate((xml) => {
    const read = new DOMParser().parseFromString(xml, 'application/xml');
    return [...read.querySelectorAll('parsererror, li')].map(({ textContent }) => textContent);
  }, text);
  expect(said).toEqual(['Dusk & <warm>', 'Manylight']);

  await test.step('a phone shows it whole', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await save.scrollIntoViewIfNeeded();
    await expect(save).toBeInViewport({ ratio: 1 });
    const [again] = await Promise.all([page.waitForEvent('download'), save.click()]);
    expect(await readFile(await again.path(), 'utf8')).toBe(text);
  });
});

import { launchOptions } from '../browser';
import { makePhoto } from '../support/photos';
import { exportPhoto, looks, openPhoto, openWithLooks, photo, rasterOf, setValue } from './app';
import { expect, test } from './fixture';
import { meanLuma } from './reference';

test.use({ launchOptions: launchOptions([]) });

test('without WebGPU the app says so and everything works', async ({ page }) => {
  test.slow();
  await page.goto('/');
  await expect(page.getByText('WebGPU cannot be used here')).toBeVisible();
  await openWithLooks(page, await makePhoto('cpu.jpg'));
  expect(await looks(page).count()).toBeGreaterThanOrEqual(5);
  const brightness = async () => meanLuma(await rasterOf(await photo(page).screenshot()));
  const before = await brightness();
  await setValue(page, 'Exposure', 1);
  await expect.poll(brightness).toBeGreaterThan(before + 8);
  expect((await exportPhoto(page, 'JPEG')).bytes.length).toBeGreaterThan(10_000);
});

test('without WebGPU the work is divided over workers of the engine, under the policy that users get', async ({
  page,
}) => {
  await page.goto('/');
  await openPhoto(page, await makePhoto('divided.jpg'));
  await setValue(page, 'Shadows', 40);
  const [engine] = page.workers();
  const scripts = () =>
    engine.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
  await expect.poll(scripts).toContainEqual(expect.stringMatching(/\/assets\/worker-[\w-]+\.js$/));
});

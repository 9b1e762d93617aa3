import { launchOptions, UNPRESENTABLE_WEBGPU } from '../browser';
import { makePhoto } from '../support/photos';
import { openPhoto, photo, rasterOf, setValue } from './app';
import { expect, test } from './fixture';
import { meanLuma } from './reference';

test.use({ launchOptions: launchOptions(UNPRESENTABLE_WEBGPU) });

for (const path of ['/', '/?renderer=offscreen'] as const) {
  test(`a browser whose first present kills the GPU process still shows the photo (${path})`, async ({
    page,
  }) => {
    await page.goto(path);
    await openPhoto(page, await makePhoto('present.jpg'));
    const brightness = async () => meanLuma(await rasterOf(await photo(page).screenshot()));
    const before = await brightness();
    await setValue(page, 'Exposure', 1);
    await expect.poll(brightness).toBeGreaterThan(before + 8);
  });
}

import { makePhoto } from '../support/photos';
import { exportPhoto, openPhoto, photo, rasterOf, readAdjustments, setValue } from './app';
import { expect, test } from './fixture';
import { differenceFromReference, meanLuma } from './reference';

for (const renderer of ['offscreen', 'readback', 'reference'] as const) {
  test(`the ${renderer} renderer shows the photo and its edit, and exports it`, async ({ page }) => {
    const file = await makePhoto('rendered.jpg', { seed: 8 });
    await page.goto(`/?renderer=${renderer}`);
    await openPhoto(page, file);
    const brightness = async () => meanLuma(await rasterOf(await photo(page).screenshot()));
    const before = await brightness();
    await setValue(page, 'Exposure', 1);
    await setValue(page, 'Shadows', 30);
    await expect.poll(brightness).toBeGreaterThan(before + 8);
    const edit = await readAdjustments(page);
    expect(edit).toMatchObject({ exposure: 1, shadows: 30 });
    const exported = await rasterOf((await exportPhoto(page, 'PNG')).bytes);
    expect(differenceFromReference(await rasterOf(file.buffer), exported, edit)).toBeLessThanOrEqual(0.5);
  });
}

import type { Locator, Page } from '@playwright/test';
import { makePhoto } from '../support/photos';
import { button, looks, openWithLooks, photo, setValue, slider } from './app';
import { expect, test } from './fixture';

const WIDE = { width: 844, height: 390 };
const HIGH = { width: 390, height: 844 };

test.use({ viewport: HIGH, hasTouch: true, isMobile: true, deviceScaleFactor: 2 });

const boxOf = async (element: Locator) => {
  const box = await element.boundingBox();
  if (!box) throw new Error('It is not on the screen.');
  return box;
};

test('a tap beside a dialog closes it, and takes no look that lies there', async ({ page }) => {
  await page.setViewportSize(WIDE);
  await page.goto('/');
  await openWithLooks(page, await makePhoto('beside.jpg'));
  const look = await boxOf(looks(page).first());
  const beside = { x: look.x + look.width / 2, y: look.y + look.height / 2 };
  await button(page, 'Export').tap();
  const dialog = page.getByRole('dialog', { name: 'Export' });
  const { x, width } = await boxOf(dialog);
  expect(beside.x).toBeGreaterThan(x + width);
  await page.touchscreen.tap(beside.x, beside.y);
  await expect(dialog).toHaveCount(0);
  await page.waitForTimeout(300);
  for (const one of await looks(page).all()) await expect(one).toHaveAttribute('aria-selected', 'false');
  await expect(button(page, 'Undo')).toBeDisabled();
});

test('a drag that begins in a dialog and ends beside it leaves it open', async ({ page }) => {
  await page.setViewportSize(WIDE);
  await page.goto('/');
  await button(page, 'About Manylight').tap();
  const dialog = page.getByRole('dialog', { name: 'About Manylight' });
  const title = await boxOf(dialog.getByRole('heading', { level: 2 }));
  await page.mouse.move(title.x + 20, title.y + 8);
  await page.mouse.down();
  await page.mouse.move(2, title.y + 8, { steps: 4 });
  await page.mouse.up();
  await expect(dialog).toBeVisible();
  await page.mouse.click(2, title.y + 8);
  await expect(dialog).toHaveCount(0);
});

/** What a phone's notch and its bar at the bottom cover, CSS pixels. */
async function cover(page: Page, insets: { top?: number; right?: number; bottom?: number; left?: number }) {
  const protocol = await page.context().newCDPSession(page);
  await protocol.send('Emulation.setSafeAreaInsetsOverride' as never, { insets } as never);
}

/** Scrolling goes by whole pixels. */
const WHOLE = 1;

/** Asserts that everything to be pressed lies between these edges. */
async function expectWithin(
  page: Page,
  insets: { top: number; right: number; bottom: number; left: number },
) {
  const { width, height } = page.viewportSize() ?? WIDE;
  for (const element of await page.getByRole('button').or(photo(page)).all()) {
    if (!(await element.isVisible())) continue;
    const box = await boxOf(element);
    const name = await element.evaluate((one) => one.getAttribute('aria-label') ?? one.textContent ?? '');
    expect.soft(box.x, name).toBeGreaterThanOrEqual(insets.left);
    expect.soft(box.y, name).toBeGreaterThanOrEqual(insets.top);
    expect.soft(box.x + box.width, name).toBeLessThanOrEqual(width - insets.right);
    expect.soft(box.y + box.height, name).toBeLessThanOrEqual(height - insets.bottom + WHOLE);
  }
}

for (const [way, size, insets] of [
  ['on its side', WIDE, { top: 0, right: 59, bottom: 21, left: 59 }],
  ['upright', HIGH, { top: 59, right: 0, bottom: 34, left: 0 }],
] as const) {
  test(`a notch covers nothing on a phone ${way}`, async ({ page }) => {
    await page.setViewportSize(size);
    await cover(page, insets);
    await page.goto('/');
    await page.locator('.first').evaluate((first) => first.scrollTo(0, first.scrollHeight));
    await expectWithin(page, insets);
    await openWithLooks(page, await makePhoto('notch.jpg'));
    await expectWithin(page, insets);
    await button(page, 'Your taste').tap();
    const dialog = await boxOf(page.getByRole('dialog', { name: 'Your taste' }));
    expect(dialog.x).toBeGreaterThan(insets.left);
    expect(dialog.x + dialog.width).toBeLessThan(size.width - insets.right);
    expect(dialog.y).toBeGreaterThan(insets.top);
    expect(dialog.y + dialog.height).toBeLessThan(size.height - insets.bottom);
  });
}

test('what is typed in is too large for iOS to zoom in on, has a minus where it needs one, and is seen whole', async ({
  page,
}) => {
  await page.goto('/');
  await openWithLooks(page, await makePhoto('typed.jpg'));
  const numbers = page.getByRole('spinbutton');
  for (const [width, height] of [
    [390, 844],
    [844, 390],
    [820, 1180],
    [1180, 820],
  ]) {
    await page.setViewportSize({ width, height });
    const size = `${width} x ${height}`;
    const inTabs = await button(page, 'Adjust').isVisible();
    for (const tab of ['Adjust', 'Tone']) if (inTabs) await button(page, tab).tap();
    await setValue(page, 'Exposure', -4.85);
    if (inTabs) await button(page, 'Looks').tap();
    const shown = await numbers.evaluateAll((inputs) =>
      inputs.map((input) => ({
        size: Number.parseFloat(getComputedStyle(input).fontSize),
        hidden: input.scrollWidth - input.clientWidth,
      })),
    );
    expect(Math.min(...shown.map(({ size }) => size)), size).toBeGreaterThanOrEqual(16);
    expect(Math.max(...shown.map(({ hidden }) => hidden)), size).toBeLessThanOrEqual(0);
  }
  await expect(page.getByRole('spinbutton', { name: 'Exposure value' })).toHaveAttribute('inputmode', 'text');
  await expect(page.getByRole('spinbutton', { name: 'Amount value' })).toHaveAttribute(
    'inputmode',
    'decimal',
  );
  await expect(slider(page, 'Exposure')).toHaveValue('-4.85');
  await button(page, 'Your taste').tap();
  const profile = page.getByRole('dialog').getByRole('combobox');
  expect(
    await profile.evaluate((input) => Number.parseFloat(getComputedStyle(input).fontSize)),
  ).toBeGreaterThanOrEqual(16);
});

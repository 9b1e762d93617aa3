import { test as base, expect, type Page } from '@playwright/test';
import type {} from './page';

/** A test with the harness loaded; skipped, out loud, in a browser that has no GPU adapter. */
export const test = base.extend<{ gpuPage: Page }>({
  gpuPage: async ({ page }, use) => {
    await page.goto('/test/gpu/page.html');
    await page.locator('html[data-ready]').waitFor({ state: 'attached' });
    const found = await page.evaluate(async () => Boolean(await navigator.gpu?.requestAdapter()));
    test.skip(!found, 'NO GPU ADAPTER in this browser: nothing on the GPU was tested');
    await use(page);
  },
});

export { expect };

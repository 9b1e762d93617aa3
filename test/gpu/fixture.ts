import { test as base, expect, type Page } from '@playwright/test';
import { isOnHardware } from '../browser';
import type {} from './page';

/**
 * `gpuPage` has the harness loaded, `canvasPage` too, for what reads a canvas that WebGPU drew to. Skipped, out loud, in
 * a browser that has no GPU adapter, or on hardware where such a canvas reads as nothing, as in Chromium on a machine
 * without a display.
 */
export const test = base.extend<{ gpuPage: Page; canvasPage: Page }>({
  gpuPage: async ({ page }, use) => {
    await page.goto('/test/gpu/page.html');
    await page.locator('html[data-ready]').waitFor({ state: 'attached' });
    const found = await page.evaluate(async () => Boolean(await navigator.gpu?.requestAdapter()));
    test.skip(!found, 'NO GPU ADAPTER in this browser: nothing on the GPU was tested');
    await use(page);
  },
  canvasPage: async ({ gpuPage }, use) => {
    const isRead = await gpuPage.evaluate(async () =>
      window.harness.showsCanvases(await window.harness.gpu()),
    );
    test.skip(
      isOnHardware && !isRead,
      'CANVASES ARE NOT READ in this browser: what they show was not tested',
    );
    await use(gpuPage);
  },
});

export { expect };

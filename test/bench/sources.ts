import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test';
import { createServer, type ViteDevServer } from 'vite';
import { isSoftwareAdapter } from '../../src/gpu/device';
import { GRAPHICS, isOnHardware, launchOptions } from '../browser';
import { adapterInWords } from './machine';

const PORT = Number(process.env.TEST_PORT ?? 4394);

/** The sources through Vite's dev server, on a free port. */
export async function serveSources(): Promise<{ url: string; server: ViteDevServer }> {
  const server = await createServer({
    configFile: fileURLToPath(new URL('../sources.vite.ts', import.meta.url)),
    logLevel: 'error',
    server: { port: PORT },
  });
  await server.listen();
  return { url: server.resolvedUrls?.local[0] ?? `http://localhost:${PORT}/`, server };
}

export const launchChromium = (): Promise<Browser> => chromium.launch(launchOptions(GRAPHICS));

/**
 * The adapter that pages of this browser are given, in words.
 * @throws when there is none, or when GRAPHICS=hardware was asked for and it computes in software
 */
export async function adapterOf(browser: Browser): Promise<string> {
  const { url, server } = await serveSources();
  const page = await browser.newPage();
  try {
    // Only a page of an origin that is secure has WebGPU.
    await page.goto(new URL('package.json', url).href);
    const info = await page.evaluate(async () => {
      // A GPU process that is only just starting offers none.
      for (let attempt = 0; attempt < 20; attempt++) {
        const info = (await navigator.gpu?.requestAdapter())?.info;
        if (info) {
          const { vendor, architecture, device, description, isFallbackAdapter } = info;
          return { vendor, architecture, device, description, isFallbackAdapter };
        }
        await new Promise((resolve) => setTimeout(resolve, 250));
      }
      return undefined;
    });
    if (!info) throw new Error('This browser has no WebGPU adapter.');
    const words = adapterInWords(info);
    if (isOnHardware && isSoftwareAdapter(info)) {
      throw new Error(`GRAPHICS=hardware, but the adapter computes in software: ${words}.`);
    }
    return words;
  } finally {
    await page.close();
    await server.close();
  }
}

/** Opens one of the bench's pages and waits until it says that it is ready. @throws what went wrong in it */
export async function openBenchPage(
  browser: Browser | BrowserContext,
  url: string,
  path: string,
): Promise<Page> {
  const page = await browser.newPage();
  page.on('pageerror', (error) => console.error(error.message));
  await page.goto(new URL(path, url).href);
  const root = page.locator('html[data-ready], html[data-failed]');
  await root.waitFor({ state: 'attached' });
  const failed = await root.getAttribute('data-failed');
  if (failed) throw new Error(failed);
  return page;
}

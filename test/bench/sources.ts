import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test';
import { createServer, type ViteDevServer } from 'vite';
import { launchOptions, SOFTWARE_WEBGPU } from '../browser';

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

export const launchChromium = (): Promise<Browser> => chromium.launch(launchOptions(SOFTWARE_WEBGPU));

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

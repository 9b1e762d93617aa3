import { type BrowserContext, test as base, expect } from '@playwright/test';

/** Refuses and remembers whatever would leave the page's own origin, from the page or any of its workers. */
async function watchRequests(context: BrowserContext, origin: string): Promise<string[]> {
  const strangers: string[] = [];
  const isOwn = (url: string) => /^(blob:|data:|about:)/.test(url) || new URL(url).origin === origin;
  context.on('request', (request) => {
    if (!isOwn(request.url())) strangers.push(`${request.method()} ${request.url()}`);
  });
  context.on('page', (page) => {
    page.on('websocket', (socket) => strangers.push(`websocket ${socket.url()}`));
  });
  await context.route(
    (url) => !isOwn(url.href),
    (route) => route.abort(),
  );
  return strangers;
}

/** What the browser says when the app breaks, or reaches for what its policy forbids. */
function watchErrors(context: BrowserContext): string[] {
  const errors: string[] = [];
  context.on('weberror', (error) => errors.push(String(error.error())));
  context.on('console', (message) => {
    const text = message.text();
    if (/Content Security Policy|Refused to/.test(text)) errors.push(text);
  });
  return errors;
}

/** Every test of the app fails when a request leaves the origin or an error goes uncaught. */
export const test = base.extend<{ wellBehaved: undefined }>({
  wellBehaved: [
    async ({ context, baseURL }, use) => {
      const strangers = await watchRequests(context, new URL(baseURL ?? '').origin);
      const errors = watchErrors(context);
      await use(undefined);
      expect(strangers, 'requests that left the origin').toEqual([]);
      expect(errors, 'uncaught errors').toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

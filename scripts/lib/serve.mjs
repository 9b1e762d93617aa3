import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import sirv from 'sirv';
import { SECURITY_HEADERS } from '../headers.mjs';
import { ROOT } from './run.mjs';

/** Hashed by Vite: what has such a name never changes. */
const HASHED = /^\/assets\//;

/**
 * Serves the built app with its security headers.
 * @param {{ port: number, host?: string }} where without a host only this machine can reach it
 * @returns {Promise<{ url: string, close(): void }>} rejects with EADDRINUSE when the port is taken
 */
export async function serve({ port, host }) {
  const files = sirv(fileURLToPath(new URL('dist', ROOT)), {
    // Read from the disk at every request: a build meanwhile must not leave a page whose files are gone.
    dev: true,
    etag: true,
    setHeaders(response, pathname) {
      const isHashed = HASHED.test(pathname);
      response.setHeader('Cache-Control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  // Both addresses that "localhost" may mean, so that no other server answers on one of them.
  const hosts = host ? [host] : ['127.0.0.1', '::1'];
  /** @type {import('node:http').Server[]} */
  const servers = [];
  const close = () => {
    for (const server of servers) {
      server.close();
      server.closeAllConnections();
    }
  };
  for (const address of hosts) {
    const server = createServer((request, response) => {
      for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
      files(request, response, () => {
        response.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' });
        response.end('There is nothing here.\n');
      });
    });
    try {
      await new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, address, () => resolve(undefined));
      });
      servers.push(server);
    } catch (error) {
      const { code } = /** @type {NodeJS.ErrnoException} */ (error);
      // A machine without IPv6 has no ::1.
      if (address === '::1' && (code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT')) continue;
      close();
      throw error;
    }
  }
  return { url: `http://${host ?? 'localhost'}:${port}/`, close };
}

/**
 * npm start: installs what is missing, builds the app, serves it and prints where.
 * npm start -- [--port N] [--host ADDRESS] [--no-build]
 */
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { checkNode, ensureInstalled } from './lib/install.mjs';
import { ROOT, run } from './lib/run.mjs';

const FIRST_PORT = 4173;
const PORTS_TRIED = 50;

/** @param {string} message @returns {never} */
function fail(message, code = 1) {
  console.error(message);
  process.exit(code);
}

function readArguments() {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string' },
        host: { type: 'string' },
        'no-build': { type: 'boolean', default: false },
      },
    });
    const port = values.port === undefined ? undefined : Number(values.port);
    if (port !== undefined && !(Number.isInteger(port) && port > 0 && port < 65536)) {
      fail(`--port must be a number from 1 to 65535, not "${values.port}".`, 2);
    }
    return { port, host: values.host, build: !values['no-build'] };
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error), 2);
  }
}

checkNode();
const { port, host, build } = readArguments();
await ensureInstalled();
if (build) {
  console.log('Building...');
  if ((await run('npm', ['run', '--silent', 'build'])) !== 0)
    fail('The build failed; its own message is above.');
} else if (!existsSync(new URL('dist/index.html', ROOT))) {
  fail('There is no built app yet: leave out --no-build.');
}

// Only now are the packages certain to be there.
const { serve } = await import('./lib/serve.mjs');

async function serveSomewhere() {
  const candidates = port ? [port] : Array.from({ length: PORTS_TRIED }, (_, i) => FIRST_PORT + i);
  for (const candidate of candidates) {
    try {
      return await serve({ port: candidate, ...(host && { host }) });
    } catch (error) {
      const { code } = /** @type {NodeJS.ErrnoException} */ (error);
      if (code !== 'EADDRINUSE') throw error;
    }
  }
  return fail(
    port ? `Port ${port} is taken; leave out --port to use a free one.` : 'No free port was found.',
  );
}

const server = await serveSomewhere();
console.log(`\nManylight is at ${server.url}  (Ctrl+C ends it)`);
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    server.close();
    process.exit(0);
  });
}

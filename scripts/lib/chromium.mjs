import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from './run.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** Whether it really starts here: one that was downloaded may lack the system's libraries. @param {string} path */
function starts(path) {
  const { status, stdout } = spawnSync(
    path,
    ['--headless', '--no-sandbox', '--disable-gpu', '--dump-dom', 'about:blank'],
    { timeout: 60_000, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
  );
  return status === 0 && stdout.includes('<html>');
}

/** A Chromium of the system. @returns {string | undefined} */
export function systemChromium() {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const onPath = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...onPath, ...PLACES].find((path) => existsSync(path));
}

/** Playwright's own, when it has been downloaded. @returns {Promise<string | undefined>} */
async function playwrightChromium() {
  const { chromium } = await import('@playwright/test');
  const path = chromium.executablePath();
  return existsSync(path) ? path : undefined;
}

const isRoot = () => process.getuid?.() === 0;

async function downloadPlaywrights() {
  console.log('No Chromium here yet: downloading the one of Playwright...');
  const withDependencies = isRoot() && process.platform === 'linux' ? ['--with-deps'] : [];
  await run('npx', ['playwright', 'install', '--no-shell', ...withDependencies, 'chromium'], { minutes: 10 });
  return playwrightChromium();
}

async function installFromApt() {
  if (!isRoot() || !existsSync('/usr/bin/apt-get')) return undefined;
  console.log('Installing the system’s Chromium (apt-get)...');
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-qq'], { env, minutes: 5 });
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], { env, minutes: 10 });
  return systemChromium();
}

/**
 * A Chromium that starts: the one named by CHROMIUM, the system's, Playwright's, or one installed now.
 * @returns {Promise<{ path: string, origin: string } | undefined>}
 */
export async function ensureChromium() {
  /** @type {readonly [origin: string, find: () => string | undefined | Promise<string | undefined>][]} */
  const ways = [
    ['named by CHROMIUM', () => process.env.CHROMIUM],
    ['of the system', systemChromium],
    ['of Playwright, downloaded earlier', playwrightChromium],
    ['of Playwright, downloaded now', downloadPlaywrights],
    ['of the system, installed now', installFromApt],
  ];
  for (const [origin, find] of ways) {
    const path = await find();
    if (!path) continue;
    if (starts(path)) return { path, origin };
    console.log(`The Chromium ${origin} (${path}) does not start here.`);
  }
  return undefined;
}

import { readFileSync } from 'node:fs';
import { ROOT, run } from './run.mjs';

/** Older ones lack what Vite needs. */
const LEAST_NODE = [20, 19];

/** Ends with one clear sentence on a Node that is too old. */
export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > LEAST_NODE[0] || (major === LEAST_NODE[0] && minor >= LEAST_NODE[1])) return;
  console.error(
    `Manylight needs Node ${LEAST_NODE.join('.')} or newer, and this is ${process.versions.node}: https://nodejs.org has it.`,
  );
  process.exit(1);
}

/** @param {string} path @returns {Record<string, { version?: string, optional?: boolean, peer?: boolean }>} */
function packagesOf(path) {
  return JSON.parse(readFileSync(new URL(path, ROOT), 'utf8')).packages;
}

/**
 * Whether what is installed is what package-lock.json says. The contents are compared, not the times: npm itself
 * touches the lock after installing.
 */
function isInstalled() {
  try {
    const wanted = packagesOf('package-lock.json');
    const installed = packagesOf('node_modules/.package-lock.json');
    for (const [path, { version, optional, peer }] of Object.entries(wanted)) {
      if (path === '') continue;
      const found = installed[path];
      // Packages for other systems are optional, and left out here.
      if (!found && !optional && !peer) return false;
      if (found && found.version !== version) return false;
    }
    return Object.keys(installed).every((path) => path in wanted);
  } catch {
    return false;
  }
}

/** Installs the packages of the lock file when they are not there yet. */
export async function ensureInstalled() {
  if (isInstalled()) return;
  console.log('Installing packages (npm ci)...');
  const code = await run('npm', ['ci', '--no-audit', '--no-fund']);
  if (code === 0) return;
  console.error('npm ci failed; its own message is above.');
  process.exit(1);
}

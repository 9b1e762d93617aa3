/**
 * npm test: everything that is checked, on a machine with nothing but Node and npm. Its last line is the count:
 * "N passed, N failed", and ", N skipped" when there are any. Types, lint, rooms and the build count as one test each.
 */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { checkNode, ensureInstalled } from './lib/install.mjs';
import { ROOT, run } from './lib/run.mjs';

const REPORTS = '.cache/test';
const started = Date.now();
/** As for the browser tests (test/browser.ts). */
const patience = Number(process.env.TEST_PATIENCE ?? 1);
const total = { passed: 0, failed: 0, skipped: 0 };
/** @type {string[]} */
const failures = [];

/** @param {string} name @param {{ passed?: number, failed?: number, skipped?: number }} counts */
function count(name, { passed = 0, failed = 0, skipped = 0 }) {
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
  if (failed > 0) failures.push(name);
  const parts = [`${passed} passed`, `${failed} failed`, ...(skipped > 0 ? [`${skipped} SKIPPED`] : [])];
  console.log(`== ${name}: ${parts.join(', ')} (${Math.round((Date.now() - started) / 1000)} s so far)`);
}

/** One command that passes or fails as a whole. @param {string} name @param {readonly string[]} args */
async function check(name, args) {
  console.log(`\n== ${name}`);
  const code = await run('npm', ['run', '--silent', ...args], { minutes: 6 * patience });
  count(name, code === 0 ? { passed: 1 } : { failed: 1 });
  return code === 0;
}

/** @param {string} file @returns {any} undefined when the run ended before it wrote one */
function readReport(file) {
  try {
    return JSON.parse(readFileSync(new URL(`${REPORTS}/${file}`, ROOT), 'utf8'));
  } catch {
    return undefined;
  }
}

async function unitTests() {
  console.log('\n== unit');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${REPORTS}/unit.json`];
  const code = await run('npx', ['vitest', 'run', ...reporters], { minutes: 9 * patience });
  const report = readReport('unit.json');
  if (!report) return count('unit', { failed: 1 });
  // A file that cannot be loaded fails without any test of its own.
  const unloadable = report.testResults.filter(
    (/** @type {any} */ file) => file.status === 'failed' && file.assertionResults.length === 0,
  ).length;
  const failed = report.numFailedTests + unloadable;
  count('unit', {
    passed: report.numPassedTests,
    failed: failed === 0 && code !== 0 ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  });
}

/** @param {any} suite @returns {string[]} */
function skippedIn(suite) {
  const own = (suite.specs ?? [])
    .filter((/** @type {any} */ spec) =>
      spec.tests.some((/** @type {any} */ test) => test.status === 'skipped'),
    )
    .map((/** @type {any} */ spec) => {
      const notes = spec.tests.flatMap((/** @type {any} */ test) => test.annotations);
      const why = notes.find((/** @type {any} */ note) => note.type === 'skip')?.description;
      return `${spec.file}: ${spec.title}${why ? ` (${why})` : ''}`;
    });
  return [...own, ...(suite.suites ?? []).flatMap(skippedIn)];
}

/** Whether nobody listens there. @param {number} port @returns {Promise<boolean>} */
const isFree = (port) =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, () => server.close(() => resolve(true)));
  });

/** The first of two ports in a row that are free, so that no other server answers the tests. */
async function freePorts() {
  for (let port = 4398; port < 4598; port += 2) {
    if ((await isFree(port)) && (await isFree(port + 1))) return port;
  }
  throw new Error('No two free ports in a row from 4398 to 4597.');
}

/** @param {boolean} isBuilt */
async function browserTests(isBuilt) {
  const { ensureChromium } = await import('./lib/chromium.mjs');
  console.log('\n== browser');
  const chromium = await ensureChromium();
  if (!chromium) {
    console.error('No Chromium could be found, downloaded or installed; name one with CHROMIUM=/path/to/it.');
    return count('browser', { failed: 1 });
  }
  console.log(`Chromium: ${chromium.path} (${chromium.origin})`);
  const projects = ['--project=files', '--project=gpu', ...(isBuilt ? ['--project=e2e'] : [])];
  const code = await run('npx', ['playwright', 'test', ...projects, '--reporter=list,json'], {
    minutes: 20 * patience,
    env: {
      CHROMIUM: chromium.path,
      PLAYWRIGHT_JSON_OUTPUT_FILE: `${REPORTS}/browser.json`,
      TEST_PORT: String(await freePorts()),
    },
  });
  const report = readReport('browser.json');
  if (!report) return count('browser', { failed: 1 });
  const { expected, unexpected, flaky, skipped } = report.stats;
  const failed = unexpected + flaky + report.errors.length;
  for (const title of report.suites.flatMap(skippedIn)) console.log(`SKIPPED ${title}`);
  count('browser', { passed: expected, failed: failed === 0 && code !== 0 ? 1 : failed, skipped });
}

checkNode();
await ensureInstalled();
rmSync(new URL(REPORTS, ROOT), { recursive: true, force: true });
mkdirSync(new URL(REPORTS, ROOT), { recursive: true });

await check('types', ['types']);
await check('lint', ['lint']);
await check('rooms', ['rooms']);
await unitTests();
const isBuilt = await check('build', ['build']);
await browserTests(isBuilt);

if (failures.length > 0) console.log(`\nFailed: ${failures.join(', ')}`);
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
console.log(`${total.passed} passed, ${total.failed} failed${skipped}`);
process.exitCode = total.failed > 0 ? 1 : 0;

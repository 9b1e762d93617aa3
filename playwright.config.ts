import { defineConfig } from '@playwright/test';
import { GRAPHICS, launchOptions, patient } from './test/browser';

/** The sources through Vite's dev server, for tests that import a room into an empty page. */
const SOURCES = Number(process.env.TEST_PORT ?? 4398);
/** The built app with its headers, as users get it. */
const APP = SOURCES + 1;

/** Projects asked for with --project=NAME; only their servers are started. */
const asked = process.argv.flatMap((word) => word.match(/^--project=(.+)$/)?.[1] ?? []);
const isAsked = (project: string) => asked.length === 0 || asked.includes(project);

const sources = {
  name: 'sources',
  command: `npx vite --config test/sources.vite.ts --port ${SOURCES} --strictPort --logLevel error`,
  url: `http://localhost:${SOURCES}/package.json`,
  reuseExistingServer: !process.env.CI,
};

const app = {
  name: 'app',
  command: `node scripts/start.mjs --no-build --port ${APP}`,
  url: `http://localhost:${APP}/`,
  reuseExistingServer: !process.env.CI,
};

export default defineConfig({
  testDir: 'test',
  outputDir: 'test-results',
  // Software WebGPU uses every core already, and the figures of one test must not depend on another.
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  timeout: patient(180_000),
  expect: { timeout: patient(30_000) },
  reporter: 'list',
  use: {
    launchOptions: launchOptions(GRAPHICS),
    viewport: { width: 1280, height: 800 },
    // Nothing to wait for: an element that moves is not clicked.
    contextOptions: { reducedMotion: 'reduce' },
  },
  projects: [
    {
      name: 'gpu',
      testDir: 'test/gpu',
      testMatch: '**/*.gpu.ts',
      use: { baseURL: `http://localhost:${SOURCES}` },
    },
    {
      name: 'files',
      testDir: 'test/files',
      testMatch: '**/*.room.ts',
      use: { baseURL: `http://localhost:${SOURCES}` },
    },
    {
      name: 'e2e',
      testDir: 'test/e2e',
      testMatch: '**/*.e2e.ts',
      use: { baseURL: `http://localhost:${APP}` },
    },
  ],
  webServer: [...(isAsked('gpu') || isAsked('files') ? [sources] : []), ...(isAsked('e2e') ? [app] : [])],
});

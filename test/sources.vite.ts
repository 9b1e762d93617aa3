import { fileURLToPath } from 'node:url';
import { defineConfig, mergeConfig } from 'vite';
import base from '../vite.config';

/** Serves the sources to browser tests: nothing is watched, so that no page reloads in the middle of a test. */
export default mergeConfig(
  base,
  defineConfig({
    root: fileURLToPath(new URL('..', import.meta.url)),
    cacheDir: '.cache/vite-sources',
    server: { hmr: false, watch: null },
  }),
);

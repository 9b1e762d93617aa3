import { join } from 'node:path';
import type { Browser } from '@playwright/test';
import { openBenchPage } from '../sources';
import { installOnDemand, versionOfPackage } from './onDemand';
import { type Missing, type PeerInput, type PeerResult, repeated } from './peer';
import type { BrowserTiming, PeersPage } from './peersPage';

const PACKAGES = { 'pixi.js': '8.22.0', 'pixi-filters': '6.1.5', glfx: '0.0.4' } as const;

/** Milliseconds. */
const SLOW = 20_000;

const MEMORY =
  'each step apart: decoded picture in memory to developed pixels in memory, upload and readback included';

interface BrowserPeer {
  readonly key: keyof PeersPage;
  readonly name: string;
  readonly does: string;
  readonly lacks: string;
  /** Of which packages the version is told, and which of their files the page needs. */
  readonly packages: readonly (keyof typeof PACKAGES)[];
  readonly scripts: readonly string[];
}

const PEERS: readonly BrowserPeer[] = [
  {
    key: 'manylight',
    name: 'Manylight',
    does: 'all eleven, on an edge-aware base, in linear Rec.2020 and OKLab, with gamut compression and dither',
    lacks: 'nothing',
    packages: [],
    scripts: [],
  },
  {
    key: 'pixi',
    name: 'PixiJS filters',
    does: 'AdjustmentFilter, one pass: exposure (brightness), contrast, saturation, temp and tint (channel gains)',
    lacks: 'highlights, shadows, whites, blacks, clarity, vibrance; in 8 bits on encoded values',
    packages: ['pixi.js', 'pixi-filters'],
    scripts: ['pixi.js/dist/pixi.min.js', 'pixi-filters/dist/pixi-filters.js'],
  },
  {
    key: 'glfx',
    name: 'glfx',
    does: 'brightnessContrast (exposure, contrast), hueSaturation, vibrance, unsharpMask of radius 40 (clarity)',
    lacks: 'temp, tint, highlights, shadows, whites, blacks; on encoded values',
    packages: ['glfx'],
    scripts: ['glfx/glfx.js'],
  },
];

/** Each in a fresh page of one browser, WebGPU and WebGL in software alike. */
export async function measureInBrowser(
  browser: Browser,
  url: string,
  input: PeerInput,
  isAsked: (name: string) => boolean,
): Promise<(PeerResult | Missing)[]> {
  const installed = await installOnDemand(PACKAGES);
  const results: (PeerResult | Missing)[] = [];
  for (const { key, name, does, lacks, packages, scripts } of PEERS.filter((peer) => isAsked(peer.name))) {
    if (scripts.length > 0 && 'missing' in installed) {
      results.push({ name, missing: installed.missing });
      continue;
    }
    const page = await openBenchPage(browser, url, 'test/bench/peers/page.html');
    try {
      await page.route('**/bench-photo.jpg', (route) => route.fulfill({ path: input.path }));
      const folder = 'folder' in installed ? installed.folder : '';
      for (const script of scripts) await page.addScriptTag({ path: join(folder, script) });
      const run = (): Promise<BrowserTiming> =>
        page.evaluate((which) => window.peers[which]('/bench-photo.jpg'), key);
      const first = await run();
      // The first is to warm up; where it took so long, that no longer matters.
      const timings = first.develop > SLOW ? [first] : await repeated(input.repetitions, run);
      for (const { changed, likeness } of timings) {
        if (changed > 0.5 && likeness > 0.5) continue;
        throw new Error(`its result is no edit of the photo (changed ${changed}, correlation ${likeness})`);
      }
      const versions = packages.map((one) => `${one} ${versionOfPackage(folder, one)}`);
      const { parts } = timings[timings.length - 1];
      results.push({
        name,
        version: versions.join(', ') || 'this one',
        develop: timings.map(({ develop }) => develop),
        decode: timings.map(({ decode }) => decode),
        encode: timings.map(({ encode }) => encode),
        how: MEMORY,
        does,
        lacks,
        ...(parts && { parts }),
      });
    } catch (error) {
      results.push({ name, missing: `failed: ${String(error).split('\n')[0]}` });
    } finally {
      await page.close();
    }
  }
  return results;
}

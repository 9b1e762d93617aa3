/**
 * npm run bench: drives the built app in headless Chromium with WebGPU in software on a 12 megapixel photo made in
 * code, and prints a table and one line of JSON. npm run bench -- [--opens N] [--renderer offscreen|readback|reference]
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { type Browser, chromium, type Page } from '@playwright/test';
import { serve } from '../../scripts/lib/serve.mjs';
import { launchOptions, SOFTWARE_WEBGPU } from '../browser';
import { makePhoto, TWELVE_MEGAPIXELS } from '../support/photos';
import { engineParts, longestTask, timeOpening, timeSlider, watchLongTasks } from './measure';
import { type Figure, formatParts, formatTable, median, percentile } from './report';

const PORT = 4397;
const SLIDER_STEPS = 40;

/** Shows the photo at about one megapixel: the stage is what the window leaves beside panels and strip. */
const WINDOW = { width: 1600, height: 1200 } as const;

const { values } = parseArgs({
  options: { opens: { type: 'string', default: '3' }, renderer: { type: 'string' } },
});
const opens = Number(values.opens);
if (!Number.isInteger(opens) || opens < 1) {
  console.error(`--opens must be a whole number of at least 1, not "${values.opens}".`);
  process.exit(2);
}

async function newPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: WINDOW });
  const page = await context.newPage();
  await watchLongTasks(page);
  return page;
}

/** Compressed script, of the page and its worker, that is loaded before any photo is opened. */
async function firstScreenKilobytes(browser: Browser, url: string): Promise<number> {
  const page = await newPage(browser);
  const scripts: Promise<number>[] = [];
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') {
      scripts.push(response.body().then((body) => gzipSync(body, { level: 9 }).length));
    }
  });
  await page.goto(url);
  await page.getByLabel('Open photos').waitFor({ state: 'attached' });
  await page.waitForTimeout(3_000);
  const sizes = await Promise.all(scripts);
  await page.context().close();
  return sizes.reduce((sum, size) => sum + size, 0) / 1024;
}

async function main(): Promise<void> {
  const server = await serve({ port: PORT });
  const url = values.renderer ? `${server.url}?renderer=${values.renderer}` : server.url;
  const browser = await chromium.launch(launchOptions(SOFTWARE_WEBGPU));
  const folder = await mkdtemp(join(tmpdir(), 'manylight-bench-'));
  try {
    const kilobytes = await firstScreenKilobytes(browser, server.url);

    const page = await newPage(browser);
    await page.goto(url);
    await page.getByLabel('Open photos').waitFor({ state: 'attached' });
    // From the disk, as a person's would: handing over bytes would decode them on the page's own thread.
    const scene = async (i: number): Promise<string> => {
      const { name, buffer } = await makePhoto(`bench-${i}.jpg`, { seed: 40 + i }, TWELVE_MEGAPIXELS);
      const path = join(folder, name);
      await writeFile(path, buffer);
      return path;
    };
    const cold = await timeOpening(page, await scene(0));
    const coldParts = await engineParts(page);
    const warm = [];
    for (let i = 1; i < opens; i++) warm.push(await timeOpening(page, await scene(i)));
    await engineParts(page);
    warm.push(await timeOpening(page, await scene(opens)));
    const warmParts = await engineParts(page);
    const frames = await timeSlider(page, SLIDER_STEPS);
    const stage = await page.getByRole('img', { name: 'Photo', exact: true }).boundingBox();
    const longest = await longestTask(page);

    const ms = 'ms' as const;
    const figures: Figure[] = [
      { name: 'open to first frame, cold', value: cold.openToFirstFrame, unit: ms, target: 2500 },
      {
        name: 'open to first frame, warm (median)',
        value: median(warm.map((timing) => timing.openToFirstFrame)),
        unit: ms,
        target: 2500,
      },
      { name: 'open to looks, cold', value: cold.openToLooks, unit: ms, target: 6000 },
      {
        name: 'open to looks, warm (median)',
        value: median(warm.map((timing) => timing.openToLooks)),
        unit: ms,
        target: 2000,
      },
      { name: 'slider frame (median)', value: median(frames), unit: ms, target: 150 },
      { name: 'slider frame (95th percentile)', value: percentile(frames, 0.95), unit: ms },
      { name: 'longest main-thread task after load', value: longest, unit: ms, target: 100 },
      { name: 'script of the first screen, gzip', value: kilobytes, unit: 'KB', target: 250 },
    ];
    const load = loadavg()[0].toFixed(1);
    console.log(
      `\n12 MP JPEG, ${cpus().length} cores (load ${load}), Chromium ${browser.version()}, WebGPU in software`,
    );
    console.log(
      `stage ${Math.round(stage?.width ?? 0)} x ${Math.round(stage?.height ?? 0)}, ${frames.length} frames\n`,
    );
    console.log(formatTable(figures));
    console.log(`\nin the engine, cold\n${formatParts(coldParts)}`);
    console.log(`\nin the engine, the last warm opening\n${formatParts(warmParts)}`);
    console.log(`\n${JSON.stringify({ load: Number(load), figures })}`);
  } finally {
    await browser.close();
    server.close();
    await rm(folder, { recursive: true, force: true });
  }
}

await main();

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from '@playwright/test';
import { serve } from '../../scripts/lib/serve.mjs';
import { makePhoto, TWELVE_MEGAPIXELS } from '../support/photos';
import { engineParts, longestTask, timeOpening, timeSlider, watchLongTasks } from './measure';
import { type Figure, median, percentile, type TimedPart } from './report';

const PORT = process.env.TEST_PORT ? Number(process.env.TEST_PORT) + 1 : 4397;
const SLIDER_STEPS = 40;

/** Shows the photo at about one megapixel: the stage is what the window leaves beside panels and strip. */
const WINDOW = { width: 1600, height: 1200 } as const;

/** The app's figures on a 12 megapixel JPEG. */
export interface AppResult {
  readonly figures: readonly Figure[];
  readonly stage: string;
  readonly frames: number;
  /** What the engine worker did in the cold and in the last warm opening. */
  readonly coldParts: readonly TimedPart[];
  readonly warmParts: readonly TimedPart[];
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

/** Drives the built app in a browser: opens photos, waits for looks, drags a slider. */
export async function measureApp(
  browser: Browser,
  { opens, renderer }: { readonly opens: number; readonly renderer: string | undefined },
): Promise<AppResult> {
  const server = await serve({ port: PORT });
  const url = renderer ? `${server.url}?renderer=${renderer}` : server.url;
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
    await page.context().close();

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
    return {
      figures,
      stage: `${Math.round(stage?.width ?? 0)} x ${Math.round(stage?.height ?? 0)}`,
      frames: frames.length,
      coldParts,
      warmParts,
    };
  } finally {
    server.close();
    await rm(folder, { recursive: true, force: true });
  }
}

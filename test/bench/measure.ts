import type { Page } from '@playwright/test';
import type { TimedPart } from './report';

/** Milliseconds; `figures` in the order they were taken. */
export interface Timing {
  readonly openToFirstFrame: number;
  readonly openToLooks: number;
}

/** Duration of the newest measure of that name, which starts at `manylight:open`. */
async function measured(page: Page, name: string): Promise<number> {
  return page.evaluate(
    (mark) => performance.getEntriesByName(`manylight:${mark}`, 'measure').at(-1)?.duration ?? Number.NaN,
    name,
  );
}

/** Opens a photo by its path and waits for its looks; from the file's arrival, as the app itself marks it. */
export async function timeOpening(page: Page, file: string): Promise<Timing> {
  const count = () => page.evaluate(() => performance.getEntriesByName('manylight:looks', 'measure').length);
  const before = await count();
  await page.getByLabel('Open photos').setInputFiles(file);
  const deadline = Date.now() + 120_000;
  while ((await count()) === before) {
    if (Date.now() > deadline)
      return { openToFirstFrame: await measured(page, 'first-frame'), openToLooks: Number.NaN };
    await page.waitForTimeout(50);
  }
  return {
    openToFirstFrame: await measured(page, 'first-frame'),
    openToLooks: await measured(page, 'looks'),
  };
}

/** Drags Exposure through `steps` values and gives every frame's time, from being sent to being done. */
export async function timeSlider(page: Page, steps: number): Promise<number[]> {
  await page.evaluate(() => performance.clearMeasures('manylight:frame'));
  const exposure = page.getByRole('slider', { name: 'Exposure', exact: true });
  for (let i = 0; i < steps; i++) {
    const value = 1.5 * Math.sin(i / 3);
    const frames = await page.evaluate(
      () => performance.getEntriesByName('manylight:frame', 'measure').length,
    );
    await exposure.evaluate((input, next) => {
      const element = input as HTMLInputElement;
      element.value = String(next);
      element.dispatchEvent(new Event('input', { bubbles: true }));
    }, value.toFixed(2));
    await page
      .waitForFunction(
        (known) => performance.getEntriesByName('manylight:frame', 'measure').length > known,
        frames,
        { timeout: 10_000 },
      )
      .catch(() => undefined);
  }
  await exposure.dispatchEvent('change');
  return page.evaluate(() =>
    performance.getEntriesByName('manylight:frame', 'measure').map(({ duration }) => duration),
  );
}

/** Starts to collect the main thread's tasks of more than 50 ms. Call before the page is loaded. */
export async function watchLongTasks(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const tasks: { start: number; duration: number }[] = [];
    Object.assign(window, { longTasks: tasks });
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) tasks.push({ start: startTime, duration });
    }).observe({ type: 'longtask', buffered: true });
  });
}

/** The longest task that began after the page had loaded, in milliseconds; below 50 none is reported, which gives 0. */
export async function longestTask(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { longTasks } = window as unknown as { longTasks: { start: number; duration: number }[] };
    const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
    return Math.max(
      0,
      ...longTasks.filter(({ start }) => start > navigation.loadEventEnd).map((t) => t.duration),
    );
  });
}

/** What the engine worker measured since the last call: name, start (ms since the first of them) and duration, in order. */
export async function engineParts(page: Page): Promise<TimedPart[]> {
  const [worker] = page.workers();
  if (!worker) return [];
  const parts = await worker.evaluate(() => {
    const prefix = 'manylight:engine:';
    const own = performance.getEntriesByType('measure').filter(({ name }) => name.startsWith(prefix));
    performance.clearMeasures();
    return own.map(({ name, startTime, duration }) => ({
      name: name.slice(prefix.length),
      start: startTime,
      duration,
    }));
  });
  const first = Math.min(...parts.map(({ start }) => start));
  return parts.map((part) => ({ ...part, start: part.start - first }));
}

import type { Browser } from '@playwright/test';
import type {} from './engine/page';
import { fitLine, type LinearFit } from './fit';
import { least } from './report';
import { type Sampling, summariseDraws } from './samplingReport';
import { openBenchPage, serveSources } from './sources';

/** One size; times in milliseconds, of the quickest of the repetitions. */
export interface EngineSize {
  readonly megapixels: number;
  readonly tiles: number;
  readonly repetitions: number;
  readonly frame: number;
  readonly copy: number;
  /** Frame over copy. */
  readonly ratio: number;
  readonly export: number;
  readonly load: number;
  readonly analysis: number;
}

export interface EngineResult {
  readonly sizes: readonly EngineSize[];
  readonly sampling?: Sampling;
  /** Milliseconds of the frame pass by megapixels; none of one size. */
  readonly fit?: LinearFit;
}

/** Fewer of what takes long: the largest are measured once. */
const repetitionsOf = (megapixels: number): number => Math.min(5, Math.max(1, Math.round(48 / megapixels)));

const DRAWS = 50;

/** The engine alone, developing and drawing looks, in a page that has nothing else. */
export async function measureEngine(
  browser: Browser,
  sizes: readonly number[],
  onSize: (size: EngineSize) => void,
): Promise<EngineResult> {
  const { url, server } = await serveSources();
  try {
    const page = await openBenchPage(browser, url, 'test/bench/engine/page.html');
    const measure = async (wanted: number, repetitions: number): Promise<EngineSize> => {
      const timing = await page.evaluate(([m, n]) => window.engineBench.measure(m, n), [wanted, repetitions]);
      const [frame, copy] = [least(timing.frame), least(timing.copy)];
      const { megapixels, tiles, load, analysis } = timing;
      const ratio = frame / copy;
      return {
        megapixels,
        tiles,
        repetitions,
        frame,
        copy,
        ratio,
        export: timing.export,
        load,
        analysis,
      };
    };
    const sampling = summariseDraws(await page.evaluate((n) => window.engineBench.sample(n), DRAWS));
    // What compiles at its first use, and a processor that was idle.
    await measure(0.5, 2);
    const measured: EngineSize[] = [];
    for (const wanted of sizes) {
      const size = await measure(wanted, repetitionsOf(wanted));
      measured.push(size);
      onSize(size);
    }
    const points = measured.map(({ megapixels, frame }) => [megapixels, frame] as const);
    return { sizes: measured, sampling, ...(points.length > 1 && { fit: fitLine(points) }) };
  } finally {
    await server.close();
  }
}

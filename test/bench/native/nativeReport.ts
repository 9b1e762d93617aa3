import { markdownTable } from '../report';
import { type Sampling, samplingInWords } from '../samplingReport';

export interface NativeMeasured {
  readonly adapter: string;
  readonly isSoftware: boolean;
  /** Bytes a second, reads and writes together. */
  readonly bandwidth: number;
  readonly runs: number;
  readonly batch: number;
  readonly sampling: Sampling;
  readonly sizes: readonly {
    readonly megapixels: number;
    readonly tiles: number;
    /** Milliseconds, over all tiles. */
    readonly frame: number;
    readonly copy: number;
    readonly ratio: number;
    /** Bytes that the frame pass must move, a second, over `bandwidth`. */
    readonly bandwidthShare: number;
  }[];
}

/** Measured, or `open`: why not. */
export type NativeResult = { readonly measured: string; readonly machine: string } & (
  | (NativeMeasured & { readonly open?: undefined })
  | { readonly open: string }
);

const MOST_RATIO = 1.6;
const LEAST_SHARE = 0.5;
const verdict = (isMet: boolean): string => (isMet ? 'met' : 'MISSED');

/** The report in Markdown. */
export function nativeReport(result: NativeResult): string {
  const head = [
    '# The engine and the looks on a GPU',
    '',
    'Written by `npm run bench:native -- --report`; not by hand.',
    '',
    `Targets: at 24 MP at most ${MOST_RATIO} times the copy pass, and at least ${100 * LEAST_SHARE}% of the memory’s`,
    'bandwidth as large buffer copies reach it, counting what the frame pass must move: 20 bytes a pixel. Drawing 64',
    'looks, with readback: at most 5 ms.',
    '',
  ];
  if (result.open !== undefined) {
    head.push(
      `**The figures are open.** Tried ${result.measured} (${result.machine}): ${result.open}`,
      '',
      'Run the command on a machine with a graphics card; it needs nothing else.',
    );
    return `${head.join('\n')}\n`;
  }
  head.push(
    `Measured ${result.measured}: ${result.machine}; ${result.adapter}${result.isSoftware ? ' (software)' : ''}.`,
    `The quickest of ${result.runs} runs, ${result.batch} passes a tile each. Bandwidth of copies:`,
    `${(result.bandwidth / 1e9).toFixed(1)} GB/s.`,
    '',
    markdownTable([
      ['MP', 'tiles', 'frame pass', 'copy pass', 'frame / copy', '', 'share of bandwidth', ''],
      ...result.sizes.map((size) => [
        size.megapixels.toFixed(1),
        String(size.tiles),
        `${size.frame.toFixed(3)} ms`,
        `${size.copy.toFixed(3)} ms`,
        size.ratio.toFixed(2),
        verdict(size.ratio <= MOST_RATIO),
        `${(100 * size.bandwidthShare).toFixed(0)}%`,
        verdict(size.bandwidthShare >= LEAST_SHARE),
      ]),
    ]),
    '',
    samplingInWords(result.sampling, result.isSoftware ? 'software' : 'hardware'),
  );
  if (result.isSoftware)
    head.push('', 'In software, these say only that the command works: the figures stay open.');
  return `${head.join('\n')}\n`;
}

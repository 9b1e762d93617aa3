import { isOnHardware } from '../browser';
import type { AppResult } from './app';
import type { EngineResult, EngineSize } from './engine';
import { fitLine, type LinearFit } from './fit';
import { PROFILE_MEGAPIXELS, type ProfiledPart } from './profile';
import { formatFigures, formatParts, markdownTable, readReport, writeReport } from './report';
import { samplingInWords } from './samplingReport';

interface Measured {
  /** The day, and the machine in words. */
  readonly measured: string;
  readonly machine: string;
}

/** What `npm run bench` found: some of its parts. */
export interface BenchResult {
  readonly app?: Measured & AppResult;
  readonly engine?: Measured & EngineResult;
  readonly profile?: Measured & { readonly parts: readonly ProfiledPart[] };
}

const ms = (value: number): string => (value < 100 ? value.toFixed(1) : value.toFixed(0));

function fitInWords({ slope, intercept, rSquared, largestDeviation }: LinearFit): string {
  return [
    `Linear fit of the frame pass: ${ms(slope)} ms a megapixel, intercept ${intercept.toFixed(1)} ms,`,
    `R² ${rSquared.toFixed(5)}, largest deviation ${(100 * largestDeviation).toFixed(1)}%.`,
  ].join(' ');
}

/** What else runs slows frame and copy alike, so this line stays straight where the one in pixels bends. */
function fitToCopyInWords(sizes: readonly EngineSize[]): string {
  const { slope, rSquared, largestDeviation } = fitLine(sizes.map(({ copy, frame }) => [copy, frame]));
  return [
    'Against the copy pass of the same tiles, which what else the machine does slows alike:',
    `${slope.toFixed(2)} times the copy, R² ${rSquared.toFixed(5)}, largest deviation ${(100 * largestDeviation).toFixed(1)}%.`,
  ].join(' ');
}

function engineTable(sizes: readonly EngineSize[]): string {
  return markdownTable([
    [
      'MP',
      'tiles',
      'frame pass',
      'a megapixel',
      'copy pass',
      'frame / copy',
      'export in all',
      'load',
      'runs',
    ],
    ...sizes.map((size) => [
      size.megapixels.toFixed(1),
      String(size.tiles),
      `${ms(size.frame)} ms`,
      `${ms(size.frame / size.megapixels)} ms`,
      `${ms(size.copy)} ms`,
      size.ratio.toFixed(1),
      `${ms(size.export)} ms`,
      `${ms(size.load + size.analysis)} ms`,
      String(size.repetitions),
    ]),
  ]);
}

/** The report in Markdown. */
export function benchReport({ app, engine, profile }: BenchResult): string {
  const lines: string[] = [
    '# Speed',
    '',
    `Written by \`${isOnHardware ? 'GRAPHICS=hardware ' : ''}npm run bench -- --report\`; not by hand.`,
    '',
  ];
  if (engine) {
    lines.push(
      '## The develop engine alone',
      '',
      `Measured ${engine.measured}: ${engine.machine}.`,
      '',
      'All eleven sliders are off neutral. The photo goes through the engine’s own export, tile by tile, as the app’s',
      'does. Frame and copy pass are timed by the device’s timestamps, on the same tiles in the same run: the copy pass',
      'reads the texture that the frame pass reads (rgba32float) and writes the one that it writes (rgba8unorm). Of the runs',
      'the quickest counts.',
      '“Export in all” is by the clock, with upload, resampling and reading back. “Load” happens once a photo: it goes',
      'to the device, and what the sliders need to know of it is found.',
      '',
      engineTable(engine.sizes),
      '',
    );
    if (engine.fit) lines.push(fitInWords(engine.fit), '', fitToCopyInWords(engine.sizes), '');
    if (engine.sampling)
      lines.push(samplingInWords(engine.sampling, isOnHardware ? 'hardware' : 'software'), '');
  }
  if (profile) {
    lines.push(
      '## Where the frame pass’s time goes',
      '',
      `Measured ${profile.measured}: ${profile.machine}. ${PROFILE_MEGAPIXELS} MP, the shader compiled without each part`,
      'in turn, all of them again and again, the quickest counts (`--only profile`). The shares need not add up to 100%.',
      '',
      markdownTable([
        ['without', 'frame pass', 'share of it'],
        ...profile.parts.map(({ name, frame, share }) => [
          name === 'the whole' ? 'nothing taken out' : name,
          `${ms(frame)} ms`,
          name === 'the whole' ? '' : `${(100 * share).toFixed(0)}%`,
        ]),
      ]),
      '',
    );
  }
  if (app) {
    lines.push(
      '## The app',
      '',
      `Measured ${app.measured}: ${app.machine}. 12 MP JPEG, stage ${app.stage}, ${app.frames} frames.`,
      '',
      formatFigures(app.figures),
      '',
      'In the engine, cold:',
      '',
      formatParts(app.coldParts),
      '',
      'In the engine, the last warm opening:',
      '',
      formatParts(app.warmParts),
      '',
    );
  }
  return lines.join('\n');
}

/** Writes docs/reports/bench{,-hardware}.{json,md}; a part that is missing here keeps what the report has. */
export async function writeBenchReport(result: BenchResult): Promise<void> {
  const name = isOnHardware ? 'bench-hardware' : 'bench';
  const merged = { ...(await readReport<BenchResult>(name)), ...result };
  await writeReport(name, merged, benchReport(merged));
}

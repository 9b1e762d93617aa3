import { writeFile } from 'node:fs/promises';
import { readArguments, runCommand, usage, wholeNumber } from './command';
import { ablationsFigure } from './evaluate/ablations';
import { calibrationFigure } from './evaluate/calibration';
import { choiceFigure } from './evaluate/choice';
import { crowdFigure } from './evaluate/crowd';
import { diversityFigure } from './evaluate/diversity';
import { driftFigure } from './evaluate/drift';
import { fig4Figure } from './evaluate/fig4';
import { fig5Figure } from './evaluate/fig5';
import { fig6Figure } from './evaluate/fig6';
import { fig7Figure } from './evaluate/fig7';
import type { Figure, FigureResult } from './evaluate/figure';
import { OPTIONS } from './evaluate/options';
import { startWorkers } from './evaluate/processes';
import { replayFigure } from './evaluate/replay';
import { table1Figure } from './evaluate/table1';

/** What can be evaluated, by its option; in this order in the report. */
const FIGURES = {
  table1: table1Figure,
  crowd: crowdFigure,
  fig4: fig4Figure,
  fig5: fig5Figure,
  calibration: calibrationFigure,
  diversity: diversityFigure,
  ablations: ablationsFigure,
  fig6: fig6Figure,
  fig7: fig7Figure,
  drift: driftFigure,
  choice: choiceFigure,
  replay: replayFigure,
} as const satisfies Readonly<Record<string, Figure>>;

const NAMES = Object.keys(FIGURES) as (keyof typeof FIGURES)[];

const USAGE = [
  'npm run evaluate -- FIGURE ... [--json FILE] [--report FILE.html] [--processes 2], FIGURE being one or more of',
  ...NAMES.map((name) => `  ${FIGURES[name].usage}`),
].join('\n');

const note = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

/** The arguments as they can be shown to others: no paths of this machine. */
function commandOf(args: readonly string[]): string {
  const shown = args.flatMap((arg, i) => {
    if (/^--(json|report|processes)(=|$)/.test(arg) || /^--(json|report|processes)$/.test(args[i - 1] ?? ''))
      return [];
    return [/[\\/]/.test(arg) ? 'PATH' : arg];
  });
  return `npm run evaluate -- ${shown.join(' ')}`;
}

/** How good the models are, one figure or table at a time, and as one report. */
async function evaluate(args: readonly string[]): Promise<void> {
  const { values } = readArguments(OPTIONS, args);
  if (values.help) {
    process.stdout.write(`${USAGE}\n`);
    return;
  }
  const wanted = NAMES.filter((name) => values[name] !== undefined);
  if (wanted.length === 0) throw usage(`Say what to evaluate: ${NAMES.map((n) => `--${n}`).join(', ')}.`);
  for (const name of wanted) FIGURES[name].check(values);
  const workers = startWorkers(wholeNumber(values.processes, 'processes', 1, 1) - 1, args);
  const results: Partial<Record<keyof typeof FIGURES, FigureResult>> = {};
  for (const name of wanted) {
    const result = await FIGURES[name].run(values, note);
    results[name] = result;
    if (values.work) continue;
    process.stdout.write(`${result.text}\n`);
  }
  await workers.ended();
  if (values.work) return;
  const all = Object.entries(results);
  if (values.json) {
    const data = Object.fromEntries(all.map(([name, result]) => [name, result.data]));
    await writeFile(values.json, `${JSON.stringify(data, null, 1)}\n`);
  }
  if (values.report) {
    const { pageOf } = await import('../evaluation');
    const sections = all.map(([, { section }]) => section);
    await writeFile(values.report, pageOf(sections, commandOf(args)));
  }
}

void runCommand(evaluate);

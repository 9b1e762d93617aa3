import { writeFile } from 'node:fs/promises';
import { readArguments, runCommand, usage } from './command';
import { driftFigure } from './evaluate/drift';
import { fig6Figure } from './evaluate/fig6';
import { fig7Figure } from './evaluate/fig7';
import type { Figure, FigureResult } from './evaluate/figure';
import { OPTIONS } from './evaluate/options';
import { replayFigure } from './evaluate/replay';
import { table1Figure } from './evaluate/table1';

/** What can be evaluated, by its option; in this order in the report. */
const FIGURES = {
  table1: table1Figure,
  fig6: fig6Figure,
  fig7: fig7Figure,
  drift: driftFigure,
  replay: replayFigure,
} as const satisfies Readonly<Record<string, Figure>>;

const NAMES = Object.keys(FIGURES) as (keyof typeof FIGURES)[];

const USAGE = [
  'npm run evaluate -- FIGURE ... [--json FILE] [--report FILE.html], FIGURE being one or more of',
  ...NAMES.map((name) => `  ${FIGURES[name].usage}`),
].join('\n');

const note = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

/** The arguments as they can be shown to others: no paths of this machine. */
function commandOf(args: readonly string[]): string {
  const shown = args.flatMap((arg, i) => {
    if (/^--(json|report)(=|$)/.test(arg) || /^--(json|report)$/.test(args[i - 1] ?? '')) return [];
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
  const results: Partial<Record<keyof typeof FIGURES, FigureResult>> = {};
  for (const name of wanted) {
    const result = await FIGURES[name].run(values, note);
    results[name] = result;
    process.stdout.write(`${result.text}\n`);
  }
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

import { mkdir, readFile, writeFile } from 'node:fs/promises';

/** One figure beside its target (issue 2, what it must show, 5). */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: 'ms' | 'KB';
  readonly target?: number;
}

const verdict = ({ value, target }: Figure) =>
  target === undefined ? '' : value <= target ? 'met' : Number.isNaN(value) ? 'NOT MEASURED' : 'MISSED';

/** A table in Markdown, its columns as wide as what is in them; the first row is the head. */
export function markdownTable(rows: readonly (readonly string[])[]): string {
  const widths = rows[0].map((_, column) => Math.max(3, ...rows.map((row) => row[column].length)));
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const padded = rows.map((row) =>
    line(row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i])))),
  );
  const rule = line(widths.map((width, i) => (i === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)));
  return [padded[0], rule, ...padded.slice(1)].join('\n');
}

/** Figures with their targets, met or missed. */
export function formatFigures(figures: readonly Figure[]): string {
  return markdownTable([
    ['', 'measured', 'target', ''],
    ...figures.map((figure) => [
      figure.name,
      `${Math.round(figure.value)} ${figure.unit}`,
      figure.target === undefined ? '' : `${figure.target} ${figure.unit}`,
      verdict(figure),
    ]),
  ]);
}

const pathOf = (name: string) => new URL(`../../docs/reports/${name}`, import.meta.url);

/** The JSON of an earlier report; nothing where there is none. */
export async function readReport<T extends object>(name: string): Promise<Partial<T>> {
  const text = await readFile(pathOf(`${name}.json`), 'utf8').catch(() => '{}');
  return JSON.parse(text) as Partial<T>;
}

/** Writes docs/reports/NAME.json and NAME.md. */
export async function writeReport(name: string, data: object, markdown: string): Promise<void> {
  await mkdir(pathOf(''), { recursive: true });
  await writeFile(pathOf(`${name}.json`), `${JSON.stringify(data, null, 2)}\n`);
  await writeFile(pathOf(`${name}.md`), `${markdown.trimEnd()}\n`);
  console.log(`Written: docs/reports/${name}.json and docs/reports/${name}.md`);
}

/** What else a machine does only ever adds: of several runs the quickest tells most of what is measured. */
export const least = (values: readonly number[]): number => Math.min(...values);

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** The value that a share of them do not exceed. */
export const percentile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ??
  Number.NaN;

/** One part of the engine's work: when it began, since the first of them, and how long it took, in ms. */
export interface TimedPart {
  readonly name: string;
  readonly start: number;
  readonly duration: number;
}

/** A line a part, in the order in which they began. */
export function formatParts(parts: readonly TimedPart[]): string {
  return markdownTable([
    ['part', 'began', 'took'],
    ...parts
      .toSorted((a, b) => a.start - b.start)
      .map(({ name, start, duration }) => [name, `${Math.round(start)} ms`, `${Math.round(duration)} ms`]),
  ]);
}

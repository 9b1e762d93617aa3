/** One figure beside its target (issue 2, what it must show, 5). */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: 'ms' | 'KB';
  readonly target?: number;
}

const verdict = ({ value, target }: Figure) =>
  target === undefined ? '' : value <= target ? 'met' : Number.isNaN(value) ? 'NOT MEASURED' : 'MISSED';

/** A table for people: name, value, target, met or missed. */
export function formatTable(figures: readonly Figure[]): string {
  const rows = [
    ['', 'measured', 'target', ''],
    ...figures.map((figure) => [
      figure.name,
      `${Math.round(figure.value)} ${figure.unit}`,
      figure.target === undefined ? '' : `${figure.target} ${figure.unit}`,
      verdict(figure),
    ]),
  ];
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column])))
        .join('  '),
    )
    .join('\n');
}

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
  return parts
    .toSorted((a, b) => a.start - b.start)
    .map(({ name, start, duration }) =>
      [`${Math.round(start)} ms`.padStart(9), name.padEnd(14), `${Math.round(duration)} ms`.padStart(8)].join(
        '  ',
      ),
    )
    .join('\n');
}

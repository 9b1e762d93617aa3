import { escapeMarkup } from '../core';
import { CHANGE, type Drift, SINCE } from './drift';
import { type Section, tableOf } from './page';

const HEAD = [
  '',
  `edits ${CHANGE - 5} to ${CHANGE}`,
  ...SINCE.map((from) => `since: ${from}`),
  'recovered after',
];

const rowsOf = ({ curves }: Drift): string[][] =>
  curves.map(({ name, before, since, recovered }) => [
    name,
    before.toFixed(2),
    ...since.map((value) => value.toFixed(2)),
    recovered === undefined ? 'not' : String(recovered),
  ]);

export function driftPage(drifts: readonly Drift[]): Section {
  const tables = drifts.map(
    (one) =>
      `<h3>${escapeMarkup(`${one.population}: ${one.change}`)}</h3><p>${one.sequences} sequences.</p>${tableOf(HEAD, rowsOf(one))}`,
  );
  return {
    title: 'People who change at their sixteenth edit',
    html: `<p>Mean log-likelihood of the next edit given all before it, nats, by how many edits the change is past.
Recovered: from there on at least 80% of the gain of somebody who was told of the change and forgot all before it. The same
person's edits are put in order, 15 of their first style and then those of the second.</p>
${tables.join('\n')}`,
  };
}

export function driftText(drifts: readonly Drift[]): string {
  return drifts
    .flatMap((one) => [
      `${one.population}: ${one.change}, ${one.sequences} sequences`,
      ...[HEAD, ...rowsOf(one)].map(
        ([name, ...cells]) => `  ${name.padEnd(50)}${cells.map((cell) => cell.padStart(17)).join('')}`,
      ),
    ])
    .join('\n');
}

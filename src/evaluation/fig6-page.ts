import { escapeMarkup } from '../core';
import { CONTEXTS } from '../training/fitting';
import type { Curve, Fig6 } from './fig6';
import { type Section, shown, tableOf } from './page';

const cellsOf = ({ name, points }: Curve): string[] => [
  name,
  ...points.map(({ gain, interval, harmed }) =>
    Number.isFinite(gain) ? `${gain.toFixed(2)} ± ${interval.toFixed(2)} (${Math.round(100 * harmed)}%)` : '',
  ),
];

function rowsOf({ curves, oracle, controls, ofOracle, twoStyles }: Fig6): string[][] {
  return [
    ...[...curves, oracle, ...controls].map(cellsOf),
    [
      'what ships, of the oracle’s gain',
      ...ofOracle.map((part) => (Number.isFinite(part) ? `${Math.round(100 * part)}%` : '')),
    ],
    [
      'what ships, people of two styles',
      ...twoStyles.map(({ gain, people }) => `${shown(gain, 2)} (${people} people)`),
    ],
  ];
}

const facts = ({ edits, curves }: Fig6): string => {
  const [{ points }] = curves;
  const people = points.map(({ people: count }) => count);
  return `${edits} edits of test people; ${people[0]} of them have enough for 0 edits known, ${people.at(-1)} for 30. Log-likelihood with nothing known ${points[0].logLikelihood.toFixed(2)} nats an edit.`;
};

export function fig6Page(figures: readonly Fig6[]): Section {
  const tables = figures.map(
    (figure) =>
      `<h3>${escapeMarkup(figure.population)}</h3><p>${escapeMarkup(facts(figure))}</p>${tableOf(
        ['', ...CONTEXTS.map((context) => `${context} known`)],
        rowsOf(figure),
      )}`,
  );
  return {
    title: 'What is gained by knowing a person (Fig 6)',
    html: `<p>Log-likelihood of 20 edits of each test person when some of their others are known, less that with nothing known:
nats an edit, 95% intervals over people, and in brackets the share of people worse off by more than 0.05. Which 20, and which
others, is drawn, so that some of the known were made later. The oracle is what ships, told every edit of the person,
the 20 that are scored included, all of them counting alike (together as much as forgetting leaves of very many). The first control knows as many edits, each of
another person; the second knows one wrong person.</p>
${tables.join('\n')}`,
  };
}

export function fig6Text(figures: readonly Fig6[]): string {
  return figures
    .flatMap((figure) => [
      `${figure.population}: ${facts(figure)}`,
      `  ${'known edits'.padEnd(34)}${CONTEXTS.map((context) => String(context).padStart(24)).join('')}`,
      ...rowsOf(figure).map(
        ([name, ...cells]) => `  ${name.padEnd(34)}${cells.map((cell) => cell.padStart(24)).join('')}`,
      ),
    ])
    .join('\n');
}

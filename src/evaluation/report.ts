import type { Estimate } from './statistics';
import type { Row } from './table1';

/** One population's comparison. */
export interface Comparison {
  readonly population: string;
  readonly dataset: Readonly<Record<string, number | string | boolean>>;
  readonly rows: readonly Row[];
}

const escaped = (text: string): string =>
  text.replace(/[<>&"]/g, (character) => `&#${character.charCodeAt(0)};`);

const shown = (value: Estimate | undefined, digits: number): string => {
  if (!value || !Number.isFinite(value.mean)) return '';
  const interval = Number.isFinite(value.interval) ? ` ± ${value.interval.toFixed(digits)}` : '';
  return `${value.mean.toFixed(digits)}${interval}`;
};

function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[], tag: 'th' | 'td') =>
    `<tr>${cells.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join('')}</tr>`;
  return `<table><thead>${line(head, 'th')}</thead><tbody>${rows.map((row) => line(row, 'td')).join('\n')}</tbody></table>`;
}

function comparisonOf({ population, dataset, rows }: Comparison): string {
  const sizes = rows.find(({ pictures }) => pictures.length > 0)?.pictures.map(({ best }) => best) ?? [];
  const facts = Object.entries(dataset)
    .map(([key, value]) => `${key} ${value}`)
    .join(', ');
  const head = [
    'model',
    'log-likelihood, nats',
    'between seeds',
    'behind CGM-VAE',
    'JSD, bits',
    ...sizes.map((best) => `LAB, best of ${best}`),
    ...sizes.map((best) => `ΔE00, best of ${best}`),
    'chosen',
  ];
  const body = rows.map((row) => [
    row.name,
    shown(row.logLikelihood, 2),
    row.seedInterval !== undefined && Number.isFinite(row.seedInterval)
      ? `± ${row.seedInterval.toFixed(2)} (${row.seeds})`
      : '',
    shown(row.behind, 2),
    shown(row.divergence, 3),
    ...sizes.map((best) => shown(row.pictures.find((one) => one.best === best)?.e76, 2)),
    ...sizes.map((best) => shown(row.pictures.find((one) => one.best === best)?.e00, 2)),
    row.chosen,
  ]);
  return `<section><h2>${escaped(population)}</h2><p>${escaped(facts)}</p>${tableOf(head, body)}</section>`;
}

const STYLE = `body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:76rem;padding:0 1rem}
table{border-collapse:collapse;font-size:13px}th,td{padding:.25rem .6rem;border-bottom:1px solid #ccc;text-align:right}
th:first-child,td:first-child,td:last-child{text-align:left}section{overflow-x:auto}`;

/** The evaluation as one page that needs nothing else. */
export function reportOf(comparisons: readonly Comparison[], command: string): string {
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Manylight: how good the looks model is</title><style>${STYLE}</style>
<h1>How good the looks model is</h1>
<p>All edits are of <strong>simulated</strong> people on real photos. Held-out edits are of people and photos that no
model was fitted to. Intervals are 95%, over people for likelihoods (each person counts once), over edits for colour
differences. A likelihood is of the eleven sliders in [-1, 1], each value standing for all that round to it; the
uniform density there has -7.62. Networks are all given the same number of steps and of candidates to tune among. LAB is
the paper's: the mean CIE 1976 difference between the photo developed as proposed and as the person left it.</p>
<p>Made by <code>${escaped(command)}</code>.</p>
${comparisons.map(comparisonOf).join('\n')}
</html>
`;
}

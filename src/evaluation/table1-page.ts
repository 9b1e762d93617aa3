import { escaped, type Section, shown, tableOf } from './page';
import type { Row } from './table1';

/** One population's comparison. */
export interface Comparison {
  readonly population: string;
  readonly dataset: Readonly<Record<string, number | string | boolean>>;
  readonly rows: readonly Row[];
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
  return `<h3>${escaped(population)}</h3><p>${escaped(facts)}</p>${tableOf(head, body)}`;
}

/** The paper's Table 1. */
export function table1Page(comparisons: readonly Comparison[]): Section {
  const html = `<p>Intervals are over people for likelihoods (each person counts once), over edits for colour
differences. Networks are all given the same number of steps and of candidates to tune among. LAB is the paper's: the
mean CIE 1976 difference between the photo developed as proposed and as the person left it.</p>
${comparisons.map(comparisonOf).join('\n')}`;
  return { title: 'The looks model beside others (Table 1)', html };
}

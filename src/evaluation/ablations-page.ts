import { escapeMarkup } from '../core';
import type { AblationRow, Ablations } from './ablations';
import { type Section, shown, tableOf } from './page';

const HEAD = ['', 'log-likelihood, nats', 'gained', 'gained, between seeds'];

const rowsOf = (rows: readonly AblationRow[]): string =>
  tableOf(
    HEAD,
    rows.map(({ name, seeds, logLikelihood, gained, gainedBySeed }) => [
      name,
      shown(logLikelihood, 2),
      shown(gained, 2),
      gainedBySeed ? `${shown(gainedBySeed, 2)} (${seeds})` : '',
    ]),
  );

const populationPage = ({ population, parts, sizes, leftOut, alone }: Ablations): string =>
  `<h3>${escapeMarkup(population)}</h3>
<h4>Parts of the model</h4>${rowsOf(parts)}
<h4>Size of z and number of styles</h4>${rowsOf(sizes)}
<h4>Groups of statistics, each left out</h4>${rowsOf(leftOut)}
<h4>Groups of statistics, each alone beside the embedding</h4>${rowsOf(alone)}`;

export function ablationsPage(populations: readonly Ablations[]): Section {
  const html = `<p>What each part beyond the paper is worth, on edits of simulated people: the model with all parts that ship, and with one
thing changed, at the same number of steps. “Gained” is against the first row, paired by edit (the interval holds a person’s
edits together) and between fits of the same seed. The groups of photometric statistics (src/encoder/statistics.ts) are
weighed with the MDN, which is quick to fit.</p>
${populations.map(populationPage).join('\n')}`;
  return { title: 'What each part is worth (ablations)', html };
}

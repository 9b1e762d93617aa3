import { COMPARISON_USAGE, checkComparison, compare } from './comparison';
import type { Figure } from './figure';

/** What each part beyond the paper is worth. */
export const ablationsFigure: Figure = {
  usage: `--ablations ${COMPARISON_USAGE} [--ablations-of POPULATION,...: else all] [--ablations-seeds N]`,
  check: checkComparison,
  async run(values, note) {
    const { ABLATION_RECIPES, ablations, ablationsPage } = await import('../../evaluation');
    const populations = values['ablations-of']?.split(',');
    const seeds = values['ablations-seeds'];
    const budget = seeds === undefined ? values : { ...values, seeds };
    const compared = await compare(budget, note, ABLATION_RECIPES, populations);
    const figures = compared.map(({ dataset, material, results }) =>
      ablations(dataset.population, material, results),
    );
    const text = figures.flatMap(({ population, parts, sizes, leftOut, alone }) => [
      population,
      ...[...parts, ...sizes, ...leftOut, ...alone].map(({ name, logLikelihood, gained, gainedBySeed }) => {
        const cells = [
          name.padEnd(40),
          `${logLikelihood.mean.toFixed(2)} ± ${logLikelihood.interval.toFixed(2)}`,
          gained ? `gained ${gained.mean.toFixed(2)} ± ${gained.interval.toFixed(2)}` : '',
          gainedBySeed && Number.isFinite(gainedBySeed.interval)
            ? `between seeds ± ${gainedBySeed.interval.toFixed(2)}`
            : '',
        ];
        return `  ${cells.join('  ').trimEnd()}`;
      }),
    ]);
    return { text: text.join('\n'), data: figures, section: ablationsPage(figures) };
  },
};
